"""Pages that few ever ask for: their modules are imported when somebody first does."""

from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from ..threads import in_thread

Handler = Callable[[Request], Awaitable[Response]]


class LaterModule:
    """A module of ``web`` by its name below it. Each attribute is a page or a form of it.

    It is imported in a thread, so that the first to ask wait for that, and nobody else.
    """

    def __init__(self, name: str) -> None:
        """Nothing is imported yet."""
        self._name = f"{__package__}.{name}"
        self._module: Any = None

    def __getattr__(self, name: str) -> Handler:
        """The handler of that name."""

        async def handle(request: Request) -> Response:
            if self._module is None:
                self._module = await in_thread(import_module, self._name)
            response: Response = await getattr(self._module, name)(request)
            return response

        handle.__name__, handle.__module__ = name, self._name
        return handle
