"""The leaderboard, and the same for a wall."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from ..game.errors import Refusal
from ..game.modes import MODES, Mode, mode_named
from ..game.modes.daily import day_of
from ..store import boards, days, decks, players, walls
from ..store.boards import PERIODS, Row
from ..store.decks import Deck
from .cookies import player_id_of
from .render import is_fragment, render
from .server import server_of

WALL, NAMED = 10, 6


@dataclass(frozen=True, slots=True)
class Board:
    """A board as its template wants it."""

    deck: Deck
    mode: Mode
    period: str
    rows: tuple[Row, ...]
    own: Row | None
    percentile: int | None
    players: int


def read_board(
    connection: Connection, deck: Deck, mode: Mode, period: str, player_id: int | None, now: int, shown: int
) -> Board:
    """The board of a deck, a mode and a period."""
    version = deck.version
    if mode.daily and period == "today":  # the ten of a day stay those of the version they were drawn from
        day = days.drawn(connection, deck, day_of(now))
        version = (day.version if day else 0) or version
    name = boards.board_name(deck.id, version, mode.key, period, now)
    found = boards.ranking(connection, name, player_id, shown)
    return Board(deck, mode, period, found.rows, found.own, found.percentile, found.players)


async def leaderboard(request: Request) -> Response:
    """GET /leaderboard."""
    server, query = server_of(request), request.query_params
    player_id = await player_id_of(request)
    mode, period = mode_named(query.get("mode", "streak")), query.get("period", "week")
    if period not in PERIODS:
        raise Refusal("A board is for today, for the week or for all time.")

    def load(connection: Connection) -> dict[str, Any]:
        known = decks.published(connection)
        board = read_board(
            connection, pick(known, query.get("deck")), mode, period, player_id, server.now(), boards.SHOWN
        )
        me = players.me(connection, player_id)
        return {"decks": known, "board": board, "player": me}

    context = await server.database.read(load)
    name = "boards/_board.html" if is_fragment(request) else "boards/board.html"
    return render(request, name, modes=tuple(MODES.values()), periods=PERIODS, **context)


async def wall(request: Request) -> Response:
    """GET /wall: the board of a week, and whoever is blacklisted and said yes to being shown."""
    server, query = server_of(request), request.query_params
    mode = mode_named(query.get("mode", "streak"))

    def load(connection: Connection) -> tuple[Board, list[str]]:
        deck, now = pick(decks.published(connection), query.get("deck")), server.now()
        board = read_board(connection, deck, mode, "week", None, now, WALL)
        return board, walls.blacklisted(connection, now, NAMED)

    board, blacklisted = await server.database.read(load)
    name = "boards/_wall.html" if is_fragment(request) else "boards/wall.html"
    address = server.settings.public_url or str(request.base_url).rstrip("/")
    return render(request, name, board=board, blacklisted=blacklisted, play_url=address)


def pick(known: tuple[Deck, ...], slug: str | None) -> Deck:
    """The deck asked for, the first one if none was; HTTPException 404 if there is none."""
    found = next((deck for deck in known if slug in (None, "", deck.slug)), None)
    if found is None:
        raise HTTPException(404, "There is no such deck.")
    return found
