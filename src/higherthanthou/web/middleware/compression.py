"""Compression for those who ask for it; the others do not pay for it."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..http.headers import headers_of
from ..http.packing import Packer, pack, takes_gzip

LEAST = 500
"""An answer of fewer bytes is sent as it is."""

TEXTS = (b"text/", b"application/json", b"image/svg+xml")
EVENTS = b"text/event-stream"
"""What is sent as it happens is read as it comes: it is no text to be compressed."""

CHANGED = {b"content-length", b"vary"}
ENCODING = b"Accept-Encoding"
PART = 206


class Compress:
    """A layer of plain ASGI, for requests that accept gzip. What may be cached says Vary by itself."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Compress the answer if its reader can read that."""
        if scope["type"] == "http" and takes_gzip(headers_of(scope).get(b"accept-encoding", b"")):
            send = _Compressed(send)
        await self._app(scope, receive, send)


class _Compressed:
    """What is sent, in gzip where that is worth it; the head waits for the first of the body."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._head: Message | None = None
        self._packer: Packer | None = None

    async def __call__(self, message: Message) -> None:
        kind = message["type"]
        if kind == "http.response.start":
            self._head = message
            return
        head, self._head = self._head, None
        if kind == "http.response.body":
            if head is not None and _is_worth_it(head, message):
                self._begin(head, message)
            elif self._packer is not None:
                more = message.get("more_body", False)
                message["body"] = self._packer.pack(message.get("body", b""), more)
        if head is not None:
            await self._send(head)
        await self._send(message)

    def _begin(self, head: Message, message: Message) -> None:
        """Compress the first of a body, or the whole, and say so in the head."""
        headers, body = head["headers"], message.get("body", b"")
        varies = [value for name, value in headers if name == b"vary" and ENCODING not in value]
        headers = [header for header in headers if header[0] not in CHANGED]
        if message.get("more_body", False):
            self._packer = Packer()
            message["body"] = self._packer.pack(body, True)
        else:
            message["body"] = pack(body)
            headers.append((b"content-length", b"%d" % len(message["body"])))
        headers += [(b"content-encoding", b"gzip"), (b"vary", b", ".join([*varies, ENCODING]))]
        head["headers"] = headers


def _is_worth_it(head: Message, message: Message) -> bool:
    """Whether an answer is a whole text, large enough, and not compressed yet."""
    if len(message.get("body", b"")) < LEAST and not message.get("more_body", False):
        return False
    headers = dict(head["headers"])
    kind: bytes = headers.get(b"content-type", b"")
    packed = b"content-encoding" in headers or head["status"] == PART
    return kind.startswith(TEXTS) and not kind.startswith(EVENTS) and not packed
