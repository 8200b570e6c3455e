#!/bin/sh
# resvg-py 0.5.0 keeps Python's lock for the whole of a drawing: no other thread runs meanwhile, so drawing in a thread
# stops an event loop as drawing in the loop does. A large picture with blurs makes it easy to see; one of 1200 by 630
# with some text took 50 to 80 ms here. zlib, which lets the lock go, is there to compare.
#
# Seen:
#   while zlib compresses, another thread stands still for most of the time: no
#   while resvg draws, another thread stands still for most of the time: yes
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check resvg-py==0.5.0

"$folder/venv/bin/python" - >"$folder/seen" <<'PYTHON'
import os
import threading
import time
import zlib

import resvg_py

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="2000"><defs><filter id="f">'
    '<feGaussianBlur stdDeviation="40"/></filter></defs>'
    + '<rect filter="url(#f)" x="300" y="300" width="1400" height="1400" fill="#c2321f"/>' * 4
    + "</svg>"
)
NOISE = os.urandom(20_000_000)


def stands_still(work) -> str:
    """Whether the longest pause of another thread is more than half of the time that the work takes."""
    seen, over = [time.perf_counter()], threading.Event()

    def look() -> None:
        while not over.is_set():
            seen.append(time.perf_counter())
            time.sleep(0.001)

    other = threading.Thread(target=look)
    other.start()
    time.sleep(0.1)
    began = time.perf_counter()
    work()
    took = time.perf_counter() - began
    over.set()
    other.join()
    longest = max(after - before for before, after in zip(seen, seen[1:]))
    return "yes" if longest > took / 2 else "no"


told = "another thread stands still for most of the time:"
print("while zlib compresses,", told, stands_still(lambda: zlib.compress(NOISE)))
print("while resvg draws,", told, stands_still(lambda: resvg_py.svg_to_bytes(svg_string=SVG, skip_system_fonts=True)))
PYTHON

cat "$folder/seen"
diff - "$folder/seen" <<'END'
while zlib compresses, another thread stands still for most of the time: no
while resvg draws, another thread stands still for most of the time: yes
END
