"""The decks that can be played."""

from typing import Any

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import Response

from ...game.modes import MODES
from ...store.decks import decks
from ...store.players import players
from ..boards.boards import found, read_board
from ..html.qr_code import address_of
from ..html.render import render
from ..server import server_of
from ..sessions.player_cookies import player_id_of

FEW = 5
MANY = 12
"""With more decks than this, each is a line of the list instead of a card."""


async def list_decks(request: Request) -> Response:
    """GET /decks."""
    player_id = await player_id_of(request)

    def load(connection: Connection) -> dict[str, Any]:
        me = players.me(connection, player_id)
        return {"decks": decks.listed(connection), "player": me, "many": MANY}

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
            "unlisted": deck.unlisted,
        }

    address = address_of(request, f"/decks/{slug}")
    return render(request, "decks/deck.html", address=address, **await server.database.read(load))
