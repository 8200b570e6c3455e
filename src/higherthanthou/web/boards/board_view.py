"""A board as pages show it: what is the same for everybody, and the row and place of one player."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlencode

from sqlalchemy.engine import Connection

from ...game.modes import Mode
from ...game.modes.daily import day_of
from ...game.season import NamedSeason
from ...store.boards import boards, zeroing
from ...store.boards.boards import OwnRow, Row, period_key
from ...store.boards.zeroing import Start
from ...store.days import days
from ...store.decks.decks import Deck
from ...store.players import players
from ...store.players.players import Owner
from ...store.reviews import replays
from ..html.fragments import fragment
from ..html.pieces import Piece, joined
from ..html.skeleton import Skeleton, hole

OWN = "boards/_own.html"
_line, _apart, _count, _place = (fragment(OWN, name) for name in ("line", "apart", "count", "place"))


@dataclass(frozen=True, slots=True)
class Board:
    """The top of a board, the same for everybody. ``name`` is that in the database.

    ``replays`` are the addresses of the runs that may be looked at, by their players.
    """

    deck: Deck
    mode: Mode
    period: str
    name: str
    shown: int
    rows: tuple[Row, ...]
    players: int
    start: Start | None
    season: NamedSeason | None = None
    replays: Mapping[int, str] = field(default_factory=dict)

    @property
    def closed(self) -> bool:
        """Whether no run that begins now ranks on it: its deck is archived, or its season is over."""
        return self.deck.archived or self.season is not None

    @property
    def holes(self) -> dict[str, str]:
        """What the templates print in the places that are a player's."""
        return {name: hole(name) for name in ("rows", "apart", "count", "place")}


class Asked(NamedTuple):
    """The board that a page asks for, of an earlier season if one is given, and how many rows it shows."""

    deck: Deck
    mode: Mode
    period: str
    shown: int
    season: NamedSeason | None = None


def read_board(connection: Connection, asked: Asked, now: int) -> Board:
    """The first rows of a board."""
    deck, mode, period, shown, season = asked
    version = _version(connection, asked, now)
    name = boards.board_name(deck.id, version, mode.key, period, now)
    rows, count = boards.top(connection, name, shown), boards.players_on(connection, name)
    start = zeroing.start_of(connection, deck.id, version, mode.key)
    if start is not None and period_key(period, start.counts_from) != period_key(period, now):
        start = None  # every run of this day or week counts
    opened = _replays(connection, deck, mode, version, rows, now) if mode.daily or period == "all" else {}
    return Board(deck, mode, period, name, shown, rows, count, start, season, opened)


def _version(connection: Connection, asked: Asked, now: int) -> int:
    """The version whose board it is: the ten of a day stay those of the version they were drawn from."""
    if asked.season:
        return asked.season.version
    if not asked.mode.daily or asked.period != "today":
        return asked.deck.version
    day = days.drawn(connection, asked.deck, day_of(now))
    return (day.version if day else 0) or asked.deck.version


def _replays(
    connection: Connection, deck: Deck, mode: Mode, version: int, rows: Sequence[Row], now: int
) -> dict[int, str]:
    """The addresses of the runs behind the rows of a board, where they may be looked at."""
    opened = replays.numbers(connection, deck, mode, version, rows, now)
    named = [(row, opened[row.player_id]) for row in rows if row.player_id in opened]
    return {row.player_id: replay_url(deck, mode, number, row.name) for row, number in named}


def replay_url(deck: Deck, mode: Mode, number: int, name: str) -> str:
    """The address of a replay; ``number`` is that of the daily, or of the version of the deck."""
    asked = {"deck": deck.slug, "mode": mode.key, "number": number, "name": name}
    return f"/replays?{urlencode(asked)}"


class Place(NamedTuple):
    """A player's own row of a board at this moment; without one, whether the player owns the deck."""

    own: OwnRow | None
    owner: Owner = Owner.NO


NOWHERE = Place(None)
"""The place of a visitor who is no player yet."""


def read_place(connection: Connection, board: Board, player_id: int) -> Place:
    """Where a player stands on a board."""
    own = boards.own_row(connection, board.name, player_id)
    return Place(own, Owner.NO if own else players.owner(connection, player_id, board.deck.host_id))


def _where(row: Row | None) -> tuple[int, int] | None:
    """Rank and value of a row."""
    return (row.rank, row.value) if row else None


class BoardPage:
    """A page with a board on it, laid out for everybody; ``show`` fills in what is a player's."""

    def __init__(self, board: Board, lay_out: Callable[[dict[str, str]], str]) -> None:
        """``lay_out`` renders the page around what it is given: the holes, by their names."""
        self.board = board
        self._lines = tuple(
            [_line(board.mode, row, False, board.replays.get(row.player_id, "")) for row in board.rows]
        )
        self._skeleton = Skeleton(lay_out(board.holes))

    def agrees(self, player_id: int, place: Place) -> bool:
        """Whether the player's own row is where the rows for everybody say, or below all of them.

        Others may read another name there.
        """
        own, rows = place.own, self.board.rows
        shown = next((row for row in rows if row.player_id == player_id), None)
        if own is None or shown is not None:
            return _where(shown) == _where(own.row if own else None)
        return len(rows) == self.board.shown and own.row.value <= rows[-1].value

    def players(self, place: Place) -> int:
        """How many are on the board, as of the same moment as the player's own rank."""
        return place.own.standing.players if place.own else self.board.players

    def show(self, place: Place, others: Mapping[str, bytes] | None = None) -> bytes:
        """The page for a player who stands there; ``others`` are pieces for other holes of it."""
        board, own = self.board, place.own
        lines, mine = list(self._lines), Piece()
        if own is not None:
            ids, mine = [row.player_id for row in board.rows], _line(board.mode, own.row, True, "")
            if own.row.player_id in ids:
                lines[ids.index(own.row.player_id)], mine = mine, Piece()
        pieces = {"rows": joined(lines), "apart": _apart(mine) if mine else mine}
        pieces["count"] = _count(self.players(place))
        pieces["place"] = _place(board.deck, board.season, bool(board.rows), own, place.owner.value)
        return self._skeleton.filled({**(others or {}), **pieces})
