"""Compression for those who ask for it; the others do not pay for it."""

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from ..http.headers import headers_of

LEAST = 500
"""An answer of fewer bytes is sent as it is."""

LEVEL = 5


class Compress:
    """Starlette's middleware, for requests that accept gzip. What may be cached says Vary by itself."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self._app = app
        self._compressed = GZipMiddleware(app, minimum_size=LEAST, compresslevel=LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Compress the answer if its reader can read that."""
        wanted = scope["type"] == "http" and b"gzip" in headers_of(scope).get(b"accept-encoding", b"")
        await (self._compressed if wanted else self._app)(scope, receive, send)
