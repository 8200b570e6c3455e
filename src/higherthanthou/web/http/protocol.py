"""HTTP/1.1 as uvicorn speaks it, with bounds on heads and on patience, and each answer sent in one piece."""

from asyncio import TimerHandle
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from .headers import HEADERS
from .single_write import OnePiece

HEAD = 32 * 1024
"""The head of a request has at most so many bytes, and so have the fields that may follow a body."""

UNREAD = 1024**2
"""So much of a body is read that was answered before its end, to reuse the connection; then it is closed."""

HEAD_SECONDS = 10
"""A connection is closed whose head is not whole so long after it was made, or after a later head began."""

STALLED_SECONDS, LEAST_TAKEN = 20, 16 * 1024
"""A connection that takes less than so many bytes of its answer in so many seconds is cut."""

WHOLE = "higherthanthou.whole"
"""What the scope of a request says once its whole body is here."""

TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"

PIECE, BODY_PIECE = 1024, 16 * 1024
"""The parser is given so many bytes at a time, as it does not tell where in them a head ended."""


FIELD = len(": \r\n")
"""What stands around the name and the value of a field."""

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
    """Tells the parser to stop."""


class BoundedProtocol(HttpToolsProtocol):
    """Closes a connection whose head or whose reader takes too long, and sends an answer in one piece."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Expect a head first."""
        super().__init__(*args, **kwargs)
        self._head = 0  # so many bytes came since a head began or a body went on, at most a piece less
        self._rest = 0  # of this piece, so many may belong to the next head
        self._in_body = self._too_large = self._refused = False
        self._behind: int | None = None  # so many bytes of fields came behind the body; None in a head
        self._unread = 0
        self._deadline: TimerHandle | None = None
        self._stalled: TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Start the clock of the first head; uvicorn's own runs until a later one begins."""
        super().connection_made(transport)
        self._expect_head()

    def _expect_head(self) -> None:
        self._deadline = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _stop_clock(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock."""
        self._stop_clock()
        self._take_again()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Whoever asked does not read, or slowly: look again after a while."""
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
        """It reads."""
        super().resume_writing()
        self._take_again()

    def _take_again(self) -> None:
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None

    def data_received(self, data: bytes) -> None:
        """Parse what came, then see whether a head is still not at its end."""
        start = 0
        while start < len(data) and not (self._refused or self.transport.is_closing()):
            piece = data[start : start + (BODY_PIECE if self._in_body else PIECE)]
            start += len(piece)
            self._parse(piece)
        if self.cycle is not None and self.cycle.response_complete and self._deadline is None:
            self._expect_head()  # the next head has begun, or a body goes on that nobody reads

    def _parse(self, piece: bytes) -> None:
        self._rest = len(piece)
        self._head += self._rest
        super().data_received(piece)
        if self._head > HEAD:
            self._too_large = True
            self.send_400_response("")

    def on_message_begin(self) -> None:
        """A head begins."""
        self._behind = None
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Keep a field of the head; one behind the body only counts, for nobody has judged it."""
        if self._behind is None:
            super().on_header(name, value)
            return
        self._behind += len(name) + len(value) + FIELD
        if self._behind > HEAD:
            self._too_large = True
            raise HeadTooLarge

    def on_headers_complete(self) -> None:
        """The head is whole; what follows is body, or the next request."""
        if self._head > HEAD:
            self._too_large = True
            raise HeadTooLarge
        self._head = self._behind = 0
        self._in_body = True
        self._stop_clock()
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        """No more is read: because a head is too large, or because that is no HTTP.

        Whoever asked before is answered first, and would take this for the answer.
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
        """Whether a request is under way that came whole."""
        return self.cycle is not None and not self.cycle.response_complete and not self._in_body

    def on_body(self, body: bytes) -> None:
        """More of a body; of one that was answered already not much more is taken."""
        self._head = 0
        self._rest -= len(body)
        if self.cycle.response_complete:
            self._unread += len(body)
            if self._unread > UNREAD:
                self.transport.close()
        else:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """The next bytes are a head again; nobody needs to wait for this body with a clock in hand."""
        self.scope[WHOLE] = True  # type: ignore[literal-required]  # ours
        self._head, self._unread = self._rest, 0
        self._in_body = False
        super().on_message_complete()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        """Have the answer sent in one piece, where it can be."""
        plain: Any = cycle.send  # uvicorn's types and Starlette's differ
        answer = OnePiece(cycle, plain)
        super()._start_asgi_task(cycle, lambda scope, receive, _: app(scope, receive, answer))
