"""A page as a plain ASGI application, for the busiest one."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send


class Endpoint:
    """Calls a page and sends its answer, without the exception layer that Starlette puts around each route.

    The layer around all routes has the same handlers.
    """

    def __init__(self, page: Callable[[Request], Awaitable[Response]]) -> None:
        """``page`` is a handler as any other route has."""
        self._page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        response = await self._page(Request(scope, receive))
        await response(scope, receive, send)
