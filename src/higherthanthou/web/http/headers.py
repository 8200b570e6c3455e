"""The headers of a request by name, and its cookies; and the headers that every answer has."""

from collections.abc import Mapping

from starlette.requests import cookie_parser
from starlette.types import Scope

from ...caches.cached import cached
from ...caches.sizes import COOKIE_HEADERS

Headers = Mapping[bytes, bytes]
"""The headers of a request by their names in lower case."""

READ = "higherthanthou.headers"
"""The key of the scope of a request where its headers are kept once they were read."""

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""The headers of every answer, a refusal by the protocol included."""

SHORT = 512
"""Cookie headers of at most this many bytes are kept parsed."""


def headers_of(scope: Scope) -> Headers:
    """The headers of a request by their names in lower case; if one came twice, the first."""
    read: Headers | None = scope.get(READ)
    if read is None:
        read = scope[READ] = dict(reversed(scope["headers"]))
    return read


def cookie_in(headers: Headers, name: str) -> str:
    """The value of a cookie; empty if it did not come."""
    header = headers.get(b"cookie", b"")
    cookies = _kept(header) if len(header) <= SHORT else _read(header)
    return cookies.get(name, "")


def _read(header: bytes) -> dict[str, str]:
    return cookie_parser(header.decode("latin-1"))


_kept = cached(COOKIE_HEADERS, of_players=True)(_read)
