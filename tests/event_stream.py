"""Reads a stream of server-sent events from a live server, as a browser gets it."""

import socket
import time
from types import TracebackType
from typing import Self

PATIENCE = 30
"""Seconds after which what was not sent never will be."""


class EventStream:
    """One open stream; ``head`` is the head of its answer."""

    def __init__(self, port: int, path: str, headers: str = "") -> None:
        """Ask for it on 127.0.0.1, and read the head."""
        self._socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self._socket.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{headers}\r\n".encode())
        self._file = self._socket.makefile("rb")
        self.head = ""
        while (line := self._file.readline().decode()) not in {"\r\n", ""}:
            self.head += line.lower()
        self._text = ""
        self._deadline = time.monotonic() + 2 * PATIENCE

    @property
    def status(self) -> int:
        """The status of the answer."""
        return int(self.head.split()[1])

    def next(self) -> dict[str, str] | None:
        """The next event by its fields, or the comment as ``{"": ""}``; None at the end of the stream."""
        while "\n\n" not in self._text:
            assert time.monotonic() < self._deadline, "the stream goes on and does not say what is waited for"
            size = int(self._file.readline().strip() or b"0", 16)
            if not size:
                return None
            self._text += self._file.read(size).decode()
            self._file.readline()
        said, _, self._text = self._text.partition("\n\n")
        return dict(_field(line) for line in said.split("\n"))

    def close(self) -> None:
        """Go."""
        self._file.close()
        self._socket.close()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Go."""
        self.close()


def _field(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name, value.removeprefix(" ")
