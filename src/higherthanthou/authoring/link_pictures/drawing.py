"""Draws pictures in a process of its own: the drawing program lets no other thread run while it works.

The process reads SVG, one line of base64 each, and answers with PNG in the same way, until nobody asks.
"""

import select
import signal
from base64 import b64decode, b64encode
from typing import BinaryIO

from ...paths import STATIC

FILES = ("archivo-800.ttf", "public-sans-400.ttf", "public-sans-600.ttf", "martian-mono-600.ttf")
WIDTH = 1200

IDLE = 60
"""So many seconds after the last picture the process ends."""

LONGEST = 10
"""Seconds for one picture; who takes longer is ended by the operating system."""


def png(svg: str) -> bytes:
    """The picture as PNG, 1200 pixels wide. Only these fonts are known: it looks the same everywhere."""
    from resvg_py import svg_to_bytes

    fonts = [str(STATIC / "fonts" / name) for name in FILES]
    return bytes(svg_to_bytes(svg_string=svg, width=WIDTH, skip_system_fonts=True, font_files=fonts))


def work(arguments: list[str], stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Draw whatever comes; return 0 when nothing comes any more."""
    while select.select([stdin], [], [], IDLE)[0] and (line := stdin.readline()):
        signal.alarm(LONGEST)
        stdout.write(b64encode(png(b64decode(line).decode())) + b"\n")
        stdout.flush()
        signal.alarm(0)
    return 0
