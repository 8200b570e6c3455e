"""The game with a clock that is wrong by as many seconds as a file says, which may change at any time.

python tests/bench/skewed.py FILE serve ...
"""

import runpy
import sys
import time
from pathlib import Path

wrong_by = Path(sys.argv.pop(1))
right, right_ns = time.time, time.time_ns
time.time = lambda: right() + int(wrong_by.read_text())
time.time_ns = lambda: right_ns() + int(wrong_by.read_text()) * 10**9

if __name__ == "__main__":
    runpy.run_module("higherthanthou", run_name="__main__", alter_sys=True)
