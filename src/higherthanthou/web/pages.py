"""The pages around the game: the front, the credits, and the two that machines ask for."""

from typing import Any

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from ..game.modes import MODES
from ..store import decks, histories, players
from ..store.players import PROVISIONAL_SCORE
from .boards import pick, read_board
from .cookies import player_id_of
from .render import render
from .server import server_of

FEW = 3


async def landing(request: Request) -> Response:
    """GET /: what it is, and Play."""
    server = server_of(request)
    player_id = await player_id_of(request)

    def load(connection: Connection) -> dict[str, Any]:
        deck = pick(decks.published(connection), None)
        me = players.me(connection, player_id)
        return {
            "deck": deck,
            "board": read_board(connection, deck, MODES["streak"], "all", player_id, server.now(), FEW),
            "player": me,
            "own_score": me.own_score if me else PROVISIONAL_SCORE,
            "open_run": histories.open_run(connection, player_id, deck.id),
        }

    return render(request, "pages/landing.html", **await server.database.read(load))


async def show_credits(request: Request) -> Response:
    """GET /credits: whose work this stands on."""
    return render(request, "pages/credits.html")


async def healthz(request: Request) -> Response:
    """GET /healthz: the process answers."""
    return PlainTextResponse("ok")


async def readyz(request: Request) -> Response:
    """GET /readyz: the database answers too, and has the tables of this version."""
    await server_of(request).database.read(decks.published)
    return PlainTextResponse("ok")
