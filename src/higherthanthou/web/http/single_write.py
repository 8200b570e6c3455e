"""An answer whose body is ready is sent together with its head; all others go as uvicorn sends them.

Sent one after the other, head and body take two system calls here and wake whoever reads them twice. And
uvicorn looks for signs that must not be there in every header of every answer; most answers differ in nothing
but their length, so that a head that was found good is kept.
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
"""A head with one of these tells how it is sent, or is for one reader only: it is not kept."""


class OnePiece:
    """Sends the one answer of a request."""

    def __init__(self, cycle: RequestResponseCycle, send: Send) -> None:
        """Stand before ``send``, by which uvicorn would answer in this cycle."""
        self._cycle, self._send = cycle, send
        self._start: Message | None = None

    async def __call__(self, message: Message) -> None:
        """Keep the head until a part of the body comes; send both together if that is the whole of it."""
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
        """Send it if it is as plain as an answer can be; return whether it was."""
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
    """The head of an answer but for its length; None if uvicorn has to look at it."""
    names = {name.lower() for name, _ in headers}
    bad = any(HEADER_RE.search(name) or HEADER_VALUE_RE.search(value) for name, value in headers)
    if bad or status in BODILESS or names & UNUSUAL:
        return None
    return STATUS_LINE[status] + b"".join([b"%b: %b\r\n" % header for header in headers])
