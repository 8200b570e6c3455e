"""Drawing a picture off the event loop, keeping it, and sending it."""

from collections.abc import Callable
from typing import NamedTuple

from anyio import CapacityLimiter
from starlette.requests import Request
from starlette.responses import Response

from ... import __version__
from ...caches.bounded_cache import BoundedCache
from ...caches.sizes import LINK_PICTURES, PLAYERS_PICTURES
from ...child_process import TooHard
from ...store.engine.errors import Unavailable
from ...store.tables import public_id_of
from ...threads import in_thread
from ..server import Server

WAITING = 16
"""So many pictures wait for the one that is being drawn; whoever comes then is asked to come again."""

FOREVER, ASKED_AGAIN = "public, max-age=31536000, immutable", "no-cache"

_slot = CapacityLimiter(1)
_of_places: BoundedCache[str, bytes] = BoundedCache(__name__, LINK_PICTURES)
_by_players: BoundedCache[str, bytes] = BoundedCache(__name__, PLAYERS_PICTURES)


class NotDrawn(Unavailable):
    """Too many pictures are waiting, or the drawing failed."""

    retry_after = 5
    sentence = "The picture cannot be drawn at the moment. Please ask for it again."


class LinkPicture(NamedTuple):
    """A picture that can be drawn at any time: what is on it, and the function that lays it out as SVG.

    ``by_players``: players make what it shows. There may be any number, so they are kept apart, and those of
    the game, its decks and dailies stay.
    """

    content: NamedTuple
    lay_out: Callable[..., str]
    by_players: bool = False

    @property
    def tag(self) -> str:
        """A short text that changes with the picture."""
        return public_id_of(__version__.encode(), repr(self.content).encode())

    def address(self, path: str) -> str:
        """The address under which the picture may be kept for good; ``path`` may have a query."""
        return f"{path}{'&' if '?' in path else '?'}v={self.tag}"


async def draw(server: Server, picture: LinkPicture) -> bytes:
    """Draw a picture, one at a time; NotDrawn if that is not possible now."""
    if _slot.statistics().tasks_waiting >= WAITING:
        raise NotDrawn
    async with _slot:
        try:
            return await in_thread(lambda: server.drawer.png(picture.lay_out(picture.content)))
        except TooHard:
            raise NotDrawn from None


async def send_drawn(request: Request, server: Server, picture: LinkPicture) -> Response:
    """A picture that is the same for everybody. Several who ask for a new one at once have it drawn once."""
    tag, kept = picture.tag, _by_players if picture.by_players else _of_places
    body = kept.get(tag) or await _draw_once(server, tag, picture, kept)
    asked = request.query_params.get("v") == tag
    return send(request, body, tag, FOREVER if asked else ASKED_AGAIN)


async def _draw_once(server: Server, tag: str, picture: LinkPicture, kept: BoundedCache[str, bytes]) -> bytes:
    async with server.name_locks.of(f"picture {tag}"):
        body = kept.get(tag)
        if body is None:
            body = await draw(server, picture)
            kept.put(tag, body)
    return body


def send(request: Request, body: bytes, tag: str, keep: str) -> Response:
    """A picture, or 304 for whoever has it."""
    headers = {"Cache-Control": keep, "ETag": f'"{tag}"'}
    if f'"{tag}"' in request.headers.get("If-None-Match", ""):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="image/png", headers=headers)
