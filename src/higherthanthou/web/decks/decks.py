"""The decks that can be played, and their pictures."""

from functools import lru_cache
from typing import Any

from sqlalchemy.engine import Connection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from ...authoring.pictures.portrait import draw
from ...game.modes import MODES
from ...store.decks import decks, profiles
from ...store.hosts import pictures
from ...store.players import players
from ..boards.boards import found, read_board
from ..html.render import render
from ..server import server_of
from ..sessions.player_cookies import player_id_of

FEW = 5
DRAWN = 512
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}


async def list_decks(request: Request) -> Response:
    """GET /decks."""
    player_id = await player_id_of(request)

    def load(connection: Connection) -> dict[str, Any]:
        me = players.me(connection, player_id)
        return {"decks": decks.published(connection), "player": me}

    return render(request, "decks/list.html", **await server_of(request).database.read(load))


async def show_deck(request: Request) -> Response:
    """GET /decks/{slug}."""
    server, slug = server_of(request), request.path_params["slug"]
    player_id = await player_id_of(request)

    def load(connection: Connection) -> dict[str, Any]:
        deck = found(connection, slug)
        board = read_board(connection, deck, MODES["streak"], "all", player_id, server.now(), FEW)
        return {
            "deck": deck,
            "board": board,
            "modes": [mode for mode in MODES.values() if server.dailies.offers(mode, deck)],
            "player": players.me(connection, player_id),
        }

    return render(request, "decks/deck.html", **await server.database.read(load))


async def portrait(request: Request) -> Response:
    """GET /portraits/{portrait}: a drawing or an uploaded picture, immutable, under a random name."""
    name = request.path_params["portrait"]

    def load(connection: Connection) -> tuple[dict[str, str] | None, bytes | None]:
        look = profiles.look(connection, name)
        return look, None if look else pictures.image(connection, name)

    look, image = await server_of(request).database.read(load)
    if look:
        drawn = _drawn(tuple(sorted(look.items())))
        return Response(drawn, media_type="image/svg+xml", headers=FOREVER)
    if image is None:
        raise HTTPException(404)
    return Response(image, media_type="image/webp", headers=FOREVER)


@lru_cache(DRAWN)
def _drawn(look: tuple[tuple[str, str], ...]) -> bytes:
    return draw(dict(look)).encode()
