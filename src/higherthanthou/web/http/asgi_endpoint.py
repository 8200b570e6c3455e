"""A handler as a plain ASGI application, for the busiest route."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send


class Endpoint:
    """Calls a handler and sends its response.

    Starlette would wrap each handler in another exception layer; the one around all routes has the same
    exception handlers.
    """

    def __init__(self, page: Callable[[Request], Awaitable[Response]]) -> None:
        """``page`` is the handler that the route would otherwise get."""
        self._page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        response = await self._page(Request(scope, receive))
        await response(scope, receive, send)
