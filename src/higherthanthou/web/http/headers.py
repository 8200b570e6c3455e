"""The headers of a request, looked up by name and read once for everybody who asks; those of every answer."""

from collections.abc import Mapping

from starlette.requests import HTTPConnection, cookie_parser
from starlette.types import Scope

from ...caches.cached import cached
from ...caches.sizes import COOKIE_HEADERS

READ = "higherthanthou.headers"
"""Where the scope of a request keeps them."""

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""What every answer says besides, whoever gives it."""

SHORT = 512
"""Cookie headers are kept as they were read, if they have no more bytes than that."""


def headers_of(scope: Scope) -> Mapping[bytes, bytes]:
    """The headers of a request by their names in small letters; of one that came twice the first."""
    read: Mapping[bytes, bytes] | None = scope.get(READ)
    if read is None:
        read = scope[READ] = dict(reversed(scope["headers"]))
    return read


def cookie_of(request: HTTPConnection, name: str) -> str:
    """The value of that cookie; empty if it did not come."""
    header = headers_of(request.scope).get(b"cookie", b"")
    cookies = _kept(header) if len(header) <= SHORT else _read(header)
    return cookies.get(name, "")


def _read(header: bytes) -> dict[str, str]:
    return cookie_parser(header.decode("latin-1"))


_kept = cached(COOKIE_HEADERS, of_players=True)(_read)
