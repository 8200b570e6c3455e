"""The headers of a request by name, and its cookies; and the headers that every answer has."""

from collections.abc import Mapping

from starlette.requests import cookie_parser
from starlette.types import Scope

Headers = Mapping[bytes, bytes]
"""The headers of a request by their names in lower case."""

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


def headers_of(scope: Scope) -> Headers:
    """The headers of a request by their names in lower case; if one came twice, the first."""
    return dict(reversed(scope["headers"]))


def cookie_in(headers: Headers, name: str) -> str:
    """The value of a cookie; empty if it did not come."""
    return cookie_parser(headers.get(b"cookie", b"").decode("latin-1")).get(name, "")
