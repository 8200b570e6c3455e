"""What stands before every page: the host, origin and size of a request, the headers of an answer."""

import logging
import re
from collections.abc import Mapping, MutableMapping
from contextvars import ContextVar
from functools import cached_property
from secrets import token_hex
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ...settings import Settings
from ...upload_limits import DECK_BYTES, PICTURE_BYTES
from ..forms.multipart import TOGETHER
from ..forms.reading import BODY
from ..http.headers import HEADERS, headers_of
from ..http.limits import plain_address
from ..http.streams import STREAM
from .errors import error_page
from .metrics import count

log = logging.getLogger(__name__)

UPLOADS = {
    re.compile("/host/decks/import"): DECK_BYTES + BODY,
    re.compile("/host/decks/[^/]+/replace"): DECK_BYTES + BODY,
    re.compile("/host/decks/[^/]+/pictures"): TOGETHER + BODY,
    re.compile("/host/decks/[^/]+/profiles/[^/]+/picture"): PICTURE_BYTES + BODY,
}
"""At these paths files can be uploaded, of so many bytes, by hosts who have signed in."""

PROBES = {"/healthz", "/readyz"}
SAFE = {"GET", "HEAD", "OPTIONS"}

HSTS = "max-age=31536000"


class _Answer:
    """What is sent, with the headers on it; ``status`` is 0 until it begins.

    The head waits for the first of the body: should that fail, another answer can still be given.
    """

    def __init__(self, send: Send, headers: list[tuple[bytes, bytes]]) -> None:
        self._send, self._headers, self.status = send, headers, 0
        self._head: Message | None = None

    @cached_property
    def number(self) -> str:
        """What stands in every line of the log about it, and in an answer that is our fault."""
        return token_hex(4)

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._head = message
            return
        head, self._head = self._head, None
        try:
            if head is not None:
                self.status = head["status"]
                head["headers"] = [*head["headers"], *self._headers]
                if self.status >= 500:
                    head["headers"].append((b"x-request-id", self.number.encode()))
                await self._send(head)
            await self._send(message)
        except RuntimeError as error:
            if "handler is closed" in str(error):  # uvloop's word for a connection that we have closed
                raise ClientDisconnect from None
            raise


_answer: ContextVar[_Answer | None] = ContextVar("answer", default=None)


def number_request(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Put the number of the request under way into a line of the log."""
    answer = _answer.get()
    if answer is not None:
        line["request"] = answer.number
    return line


class Guard:
    """One layer of plain ASGI around the whole application."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Work the headers out once."""
        headers = HEADERS | ({"Strict-Transport-Security": HSTS} if settings.secure else {})
        self._app = app
        self._host = urlsplit(settings.public_url).netloc.lower().encode()
        self._headers = [(name.lower().encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what must not come in, and put the headers on whatever goes out."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        answer, began = _Answer(send, self._headers), perf_counter()
        _answer.set(answer)
        status = self._refusal(scope, headers_of(scope))
        if status is None:
            try:
                await self._app(scope, receive, answer)
            except ClientDisconnect:
                return
            except Exception:
                if answer.status:
                    raise
                log.exception("%s %s failed", scope["method"], scope["path"])
                status = 500
        if status is not None:
            await error_page(Request(scope), status)(scope, receive, answer)
        if scope["path"] not in PROBES and STREAM not in scope:
            count(scope["method"], answer.status, perf_counter() - began)

    def _refusal(self, scope: Scope, headers: Mapping[bytes, bytes]) -> int | None:
        """The status to refuse a request with, or None to let it in."""
        method, path = scope["method"], scope["path"]
        if self._host and headers.get(b"host", b"").lower() != self._host and path not in PROBES:
            return 400
        if "\0" in path:  # there is no such thing, and not every database takes one
            return 404
        if b"%00" in scope.get("query_string", b""):
            return 422
        if method in SAFE:
            return None
        if not same_origin(headers):
            return 403
        length = headers.get(b"content-length", b"0")
        return 413 if length.isdigit() and int(length) > _most(path) else None


def _most(path: str) -> int:
    """How long the body of a request may say that it is; each route counts what arrives."""
    return next((most for place, most in UPLOADS.items() if place.fullmatch(path)), BODY)


def same_origin(headers: Mapping[bytes, bytes]) -> bool:
    """Whether an unsafe request comes from our own pages, or from no browser at all.

    Browsers send Sec-Fetch-Site on https and localhost; on plain http in a local network only
    Origin tells, and it must then name the host that was asked.
    """
    site = headers.get(b"sec-fetch-site")
    if site is not None:
        return site in (b"same-origin", b"none")
    origin = headers.get(b"origin")
    try:
        return origin is None or urlsplit(origin).netloc.lower() == headers.get(b"host", b"").lower()
    except ValueError:
        return False


def _plain(text: str) -> str:
    """An address as it is written usually; nothing for what is none."""
    try:
        return str(plain_address(text))
    except ValueError:
        return ""


def address_of(scope: Scope, settings: Settings) -> str:
    """The address a request came from; a proxy's word counts only from the proxy that is trusted."""
    peer = scope["client"][0] if scope.get("client") else ""
    if settings.trusted_proxy and _plain(peer) == _plain(settings.trusted_proxy):
        forwarded = ",".join(Headers(scope=scope).getlist("x-forwarded-for")).rpartition(",")[2].strip()
        return _plain(forwarded) or str(peer)
    return str(peer)
