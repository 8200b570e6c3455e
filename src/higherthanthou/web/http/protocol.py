"""uvicorn's HTTP/1.1 protocol, with limits on the size and time of heads, and answers in one write."""

from asyncio import TimerHandle
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from .headers import HEADERS
from .single_write import OnePiece
from .streams import end_stream

HEAD = 32 * 1024
"""The most bytes in the head of a request, and in the trailer fields after a body."""

UNREAD = 1024**2
"""Bytes read of a body that was answered before its end, to reuse the connection; beyond, it is closed."""

HEAD_SECONDS = 10
"""Seconds for a head to arrive, from the start of the connection or of a later head; then it is closed."""

STALLED_SECONDS, LEAST_TAKEN = 20, 16 * 1024
"""A client that reads fewer than these bytes of its answer in these seconds is disconnected."""

WHOLE = "higherthanthou.whole"
"""The key in the scope of a request that is set once its whole body has arrived."""

TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"

PIECE, BODY_PIECE = 1024, 16 * 1024
"""Bytes passed to the parser at a time, because it does not tell where in them a head ended."""


FIELD = len(": \r\n")
"""The bytes of a field besides its name and value."""

UNREADABLE = b"That request is not one this office understands."
NO_HTTP = b"".join(
    [
        b"HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-type: text/plain; charset=utf-8\r\n",
        *(f"{name}: {value}\r\n".lower().encode() for name, value in HEADERS.items()),
        b"content-length: %d\r\n\r\n" % len(UNREADABLE),
        UNREADABLE,
    ]
)


class HeadTooLarge(Exception):
    """Stops the parser."""


class BoundedProtocol(HttpToolsProtocol):
    """Closes connections whose head or reader is too slow, and sends answers in one write."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Expect a head first."""
        super().__init__(*args, **kwargs)
        self._head = 0  # bytes since a head began or a body went on, at most a piece too few
        self._rest = 0  # bytes of this piece that may belong to the next head
        self._in_body = self._too_large = self._refused = False
        self._behind: int | None = None  # bytes of trailer fields so far; None in a head
        self._unread = 0
        self._deadline: TimerHandle | None = None
        self._stalled: TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Start the timer of the first head; uvicorn's own runs until a later head begins."""
        super().connection_made(transport)
        self._expect_head()

    def _expect_head(self) -> None:
        self._deadline = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _stop_clock(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the timers, and the stream that nobody reads any more."""
        end_stream(self.scope)
        self._stop_clock()
        self._take_again()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """The server goes: a stream ends now, anything else when it is answered."""
        super().shutdown()
        end_stream(self.scope)

    def pause_writing(self) -> None:
        """The client reads slowly or not at all: check again later."""
        super().pause_writing()
        self._look_again()

    def _look_again(self) -> None:
        self._stalled = self.loop.call_later(STALLED_SECONDS, self._stalls, self._unsent())

    def _stalls(self, unsent: int) -> None:
        if unsent - self._unsent() < LEAST_TAKEN:
            self.transport.abort()
        else:
            self._look_again()

    def _unsent(self) -> int:
        return self.transport.get_write_buffer_size()

    def resume_writing(self) -> None:
        """The client reads again."""
        super().resume_writing()
        self._take_again()

    def _take_again(self) -> None:
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None

    def data_received(self, data: bytes) -> None:
        """Parse the data in pieces, and restart the timer if a head is incomplete."""
        start = 0
        while start < len(data) and not (self._refused or self.transport.is_closing()):
            piece = data[start : start + (BODY_PIECE if self._in_body else PIECE)]
            start += len(piece)
            self._parse(piece)
        if self.cycle is not None and self.cycle.response_complete and self._deadline is None:
            self._expect_head()  # the next head began, or the rest of an answered body

    def _parse(self, piece: bytes) -> None:
        self._rest = len(piece)
        self._head += self._rest
        super().data_received(piece)
        if self._head > HEAD:
            self._too_large = True
            self.send_400_response("")

    def on_message_begin(self) -> None:
        """Begin a head."""
        self._behind = None
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Store a field of the head. A trailer field is only counted, since no guard has seen it."""
        if self._behind is None:
            super().on_header(name, value)
            return
        self._behind += len(name) + len(value) + FIELD
        if self._behind > HEAD:
            self._too_large = True
            raise HeadTooLarge

    def on_headers_complete(self) -> None:
        """Check the size of the head; a body or the next request follows."""
        if self._head > HEAD:
            self._too_large = True
            raise HeadTooLarge
        self._head = self._behind = 0
        self._in_body = True
        self._stop_clock()
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        """Stop reading: a head is too large, or this is not HTTP.

        A request under way is answered first; its client would take the refusal for the answer.
        """
        if self._refused or self.transport.is_closing():
            return
        self._refused = True
        if self._answers_another():
            self.cycle.keep_alive = False
        elif self._too_large:
            self.transport.write(TOO_LARGE)
            self.transport.close()
        else:
            self.transport.write(NO_HTTP)
            self.transport.close()

    def _answers_another(self) -> bool:
        """Whether a complete request is being answered."""
        return self.cycle is not None and not self.cycle.response_complete and not self._in_body

    def on_body(self, body: bytes) -> None:
        """Take more of a body; of one that is already answered, at most ``UNREAD`` bytes."""
        self._head = 0
        self._rest -= len(body)
        if self.cycle.response_complete:
            self._unread += len(body)
            if self._unread > UNREAD:
                self.transport.close()
        else:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """Mark the body as complete; the next bytes are a head."""
        self.scope[WHOLE] = True  # type: ignore[literal-required]  # ours
        self._head, self._unread = self._rest, 0
        self._in_body = False
        super().on_message_complete()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        """Send the answer in one write if possible."""
        plain: Any = cycle.send  # uvicorn's types and Starlette's differ
        answer = OnePiece(cycle, plain)
        super()._start_asgi_task(cycle, lambda scope, receive, _: app(scope, receive, answer))
