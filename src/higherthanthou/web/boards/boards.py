"""The leaderboard and the wall."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from ...game.errors import Refusal
from ...game.modes import MODES, Mode, mode_named
from ...game.modes.daily import day_of
from ...store.boards import boards, walls
from ...store.boards.boards import PERIODS, Row
from ...store.days import days
from ...store.decks import decks
from ...store.decks.decks import Deck
from ...store.players import players
from ..html.qr_code import address_of
from ..html.render import is_fragment, render
from ..server import server_of
from ..sessions.player_cookies import player_id_of

WALL, NAMED = 10, 6
MANY = 8
"""With more decks than this, one chooses from a list instead of from links."""


@dataclass(frozen=True, slots=True)
class Board:
    """A board as its template wants it; ``owner``: "yes", "no" or "maybe" the player owns the deck."""

    deck: Deck
    mode: Mode
    period: str
    rows: tuple[Row, ...]
    own: Row | None
    percentile: int | None
    players: int
    shared: bool
    owner: str


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
    owner = players.owner(connection, player_id, deck.host_id) if player_id else players.Owner.NO
    return Board(
        deck, mode, period, found.rows, found.own, found.percentile, found.players, found.shared, owner.value
    )


async def leaderboard(request: Request) -> Response:
    """GET /leaderboard."""
    server, query = server_of(request), request.query_params
    player_id = await player_id_of(request)
    mode, period = mode_named(query.get("mode", "streak")), query.get("period", "week")
    if period not in PERIODS:
        raise Refusal("A board is for today, for the week or for all time.")

    def load(connection: Connection) -> dict[str, Any]:
        known, me = decks.listed(connection), players.me(connection, player_id)
        deck = pick(connection, known, query.get("deck"), mode)
        if deck is None:
            return {"decks": known, "board": None, "player": me}
        board = read_board(connection, deck, mode, period, player_id, server.now(), boards.SHOWN)
        return {"decks": known if deck in known else (*known, deck), "board": board, "player": me}

    context = await server.database.read(load)
    if context["board"] is None:
        return none_open(request, context["decks"], mode)
    name = "boards/_board.html" if is_fragment(request) else "boards/board.html"
    said, unlisted = _said(context["board"]), context["board"].deck.unlisted
    seen = {"modes": tuple(MODES.values()), "periods": PERIODS, "many": MANY, "unlisted": unlisted, **context}
    return render(request, name, said=said, **seen)


def _said(board: Board) -> str:
    """What a screen reader hears: which board it is, and how many are on it."""
    when = {"today": "today", "week": "this week", "all": "all time"}[board.period]
    players = "1 player" if board.players == 1 else f"{board.players:,} players"
    return f"{board.mode.words.board_title}, {board.deck.title}, {when}: {players}."


async def wall(request: Request) -> Response:
    """GET /wall: the board of the week, and blacklisted players who agreed to be shown."""
    server, query = server_of(request), request.query_params
    mode = mode_named(query.get("mode", "streak"))

    def load(connection: Connection) -> dict[str, Any]:
        now, known = server.now(), decks.listed(connection)
        deck = pick(connection, known, query.get("deck"), mode)
        board = read_board(connection, deck, mode, "week", None, now, WALL) if deck else None
        return {"board": board, "known": known, "blacklisted": walls.blacklisted(connection, now, NAMED)}

    context = await server.database.read(load)
    name = "boards/_wall.html" if is_fragment(request) else "boards/wall.html"
    board: Board | None = context["board"]
    address = address_of(request, f"/decks/{board.deck.slug}" if query.get("deck") and board else "")
    unlisted = board is not None and board.deck.unlisted
    return render(request, name, mode=mode, address=address, unlisted=unlisted, **context)


def pick(connection: Connection, known: tuple[Deck, ...], slug: str | None, mode: Mode) -> Deck | None:
    """The deck asked for, archived or not; without a slug, the first open deck that suits the mode, or None.

    HTTPException 404 if there is no such deck, Refusal if the mode cannot be played with it.
    """
    if not slug:
        return next(filter(mode.suits, known), None)
    deck = found(connection, slug)
    mode.refuse_unless_suits(deck)
    return deck


def found(connection: Connection, slug: str) -> Deck:
    """The deck with that slug, archived or not; HTTPException 404 if there is none."""
    deck = decks.find(connection, slug)
    if deck is None:
        raise HTTPException(404, "There is no such deck.")
    return deck


def none_open(request: Request, known: tuple[Deck, ...], mode: Mode) -> Response:
    """The page that says that no deck is open, or none of those that are open for this mode."""
    name = "front/_none_open.html" if is_fragment(request) else "front/none_open.html"
    return render(request, name, mode=mode if known else None)
