"""The headers of a request, as a mapping made once; and the headers of every answer."""

from collections.abc import Mapping
from functools import lru_cache

from starlette.requests import HTTPConnection, cookie_parser
from starlette.types import Scope

READ = "higherthanthou.headers"
"""The key of the mapping in the scope of a request."""

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""Headers added to every answer."""

KEPT, SHORT = 4096, 512
"""Parsed Cookie headers to cache, and the longest one that is cached, in bytes."""


def headers_of(scope: Scope) -> Mapping[bytes, bytes]:
    """The headers of a request by lower-case name; of a repeated one, the first."""
    read: Mapping[bytes, bytes] | None = scope.get(READ)
    if read is None:
        read = scope[READ] = dict(reversed(scope["headers"]))
    return read


def cookie_of(request: HTTPConnection, name: str) -> str:
    """The value of a cookie; empty if it was not sent."""
    header = headers_of(request.scope).get(b"cookie", b"")
    cookies = _kept(header) if len(header) <= SHORT else _read(header)
    return cookies.get(name, "")


def _read(header: bytes) -> dict[str, str]:
    return cookie_parser(header.decode("latin-1"))


_kept = lru_cache(KEPT)(_read)
forget_cookies = _kept.cache_clear
