"""Sends head and body of an answer in one write if the body is ready; others as uvicorn does.

Two writes are two system calls, and wake the reader twice. uvicorn also checks every header of every answer
for illegal characters; most answers differ only in their length, so heads that passed are cached.
"""

from starlette.types import Message, Send
from uvicorn.protocols.http.httptools_impl import (
    HEADER_RE,
    HEADER_VALUE_RE,
    STATUS_LINE,
    RequestResponseCycle,
)

from ...caches.cached import cached
from ...caches.sizes import HEADS

BODILESS = {204, 304}

UNUSUAL = {b"connection", b"content-length", b"set-cookie", b"transfer-encoding"}
"""Headers about the transfer, or for one client only: heads with one of them are not cached."""


class OnePiece:
    """Sends the answer to a request."""

    def __init__(self, cycle: RequestResponseCycle, send: Send) -> None:
        """Wrap ``send``, uvicorn's way to answer in this cycle."""
        self._cycle, self._send = cycle, send
        self._start: Message | None = None

    async def __call__(self, message: Message) -> None:
        """Hold the head until the body comes; send both together if the body is complete."""
        if message["type"] == "http.response.start":
            self._start = message
            return
        start, self._start = self._start, None
        if start is not None:
            if self._sent(start, message):
                return
            await self._send(start)
        await self._send(message)

    def _sent(self, start: Message, message: Message) -> bool:
        """Send a simple answer; return whether it was one."""
        cycle, body, headers = self._cycle, message.get("body", b""), list(start["headers"])
        length = (b"content-length", b"%d" % len(body))
        if message.get("more_body") or length not in headers or cycle.scope["method"] == "HEAD":
            return False
        if cycle.disconnected or cycle.response_started or cycle.flow.write_paused or not cycle.keep_alive:
            return False
        headers.remove(length)
        head = _head(start["status"], (*cycle.default_headers, *headers))
        if head is None:
            return False
        cycle.response_started = cycle.response_complete = True
        cycle.waiting_for_100_continue = False
        cycle.transport.write(b"%bcontent-length: %d\r\n\r\n%b" % (head, len(body), body))
        cycle.message_event.set()
        cycle.on_response()
        return True


@cached(HEADS)
def _head(status: int, headers: tuple[tuple[bytes, bytes], ...]) -> bytes | None:
    """The head of an answer without its length; None if uvicorn has to send it."""
    names = {name.lower() for name, _ in headers}
    bad = any(HEADER_RE.search(name) or HEADER_VALUE_RE.search(value) for name, value in headers)
    if bad or status in BODILESS or names & UNUSUAL:
        return None
    return STATUS_LINE[status] + b"".join([b"%b: %b\r\n" % header for header in headers])
