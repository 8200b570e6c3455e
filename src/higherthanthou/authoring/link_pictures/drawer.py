"""The drawer: hands pictures to the process that draws them, and starts it when there is none."""

import os
from base64 import b64decode, b64encode
from collections.abc import Generator
from contextlib import suppress
from io import FileIO
from threading import Lock
from typing import BinaryIO

from ...child_process import TooHard, lines

MEMORY, LIFE = 512 * 1024**2, 600
"""Of the process: address space in bytes, and after how many seconds another one takes its place."""


class Drawer:
    """Draws one picture at a time, from any thread."""

    def __init__(self) -> None:
        """No process is there yet."""
        self._lock = Lock()
        self._asks: BinaryIO | None = None
        self._answers: Generator[bytes, None, None] | None = None

    def png(self, svg: str) -> bytes:
        """The picture as PNG. TooHard if the process dies of it; one that had ended is started again."""
        with self._lock:
            try:
                return self._asked(svg)
            except (OSError, StopIteration, TooHard):
                self._end()
            try:
                return self._asked(svg)
            except (OSError, StopIteration):
                self._end()
                raise TooHard("The drawing ended without a picture.") from None

    def close(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            self._end()

    def _asked(self, svg: str) -> bytes:
        if self._asks is None or self._answers is None:
            reads, writes = os.pipe()
            self._asks, self._answers = os.fdopen(writes, "wb"), _answers(FileIO(reads))
        self._asks.write(b64encode(svg.encode()) + b"\n")
        self._asks.flush()
        return b64decode(next(self._answers))

    def _end(self) -> None:
        if self._answers is not None:
            self._answers.close()
        if self._asks is not None:
            with suppress(OSError):  # what was not read by a process that has ended
                self._asks.close()
        self._asks = self._answers = None


def _answers(its_end: FileIO) -> Generator[bytes, None, None]:
    """What the process answers, line by line; it is started at the first one."""
    with its_end:
        yield from lines("link pictures", stdin=its_end, memory=MEMORY, seconds=LIFE)
