"""Shedding load: whoever comes when as many are served as can be in time is told to come back."""

import re

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from ...settings import Settings
from .errors import NOTES
from .guards import PROBES

RETRY_AFTER = 2

STREAMS = re.compile("/rooms/[^/]+/events")
"""Streams stay open: they have a number of their own (web/rooms/events.py), and would fill this one."""


class Shed:
    """Lets so many requests in at a time; the answer to the others costs next to nothing."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Nobody is in yet."""
        self._app = app
        self._room = settings.concurrent_requests
        self._inside = 0
        headers = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"}
        self._refusal = PlainTextResponse(NOTES[503][1], 503, headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve it, or refuse it at once; probes and streams are let in."""
        if scope["type"] != "http" or scope["path"] in PROBES or STREAMS.fullmatch(scope["path"]):
            await self._app(scope, receive, send)
            return
        if self._inside >= self._room:
            await self._refusal(scope, receive, send)
            return
        self._inside += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._inside -= 1
