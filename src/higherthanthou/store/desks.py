"""What the player of a run sees: the file on the desk, the last one opened, and the rest of the run."""

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from ..game.deal import Side
from ..game.modes import MODES, Mode
from ..game.profile import Entry, PublicProfile
from ..game.run import Verdict, truth_of
from ..game.standing import Standing
from . import boards
from .decks import FIELDS, Deck
from .errors import Missing
from .profiles import portrait_url, public_profile, read_record
from .statement import Row, Statement, at_most
from .tables import columns, decks, guesses, profiles, runs

MARKS = 60
"""The desk shows no more judged files of a run than this, the latest ones."""

_DECK = tuple(runs.c.deck_version if column is decks.c.version else column for column in FIELDS)
SEAT = (*columns(runs, "mode own_score turn streak open ranked profile_id ended_at"), *_DECK)
"""The columns that Seat.of reads, of runs joined with decks; the version is that of the run."""

OPENED = columns(profiles, "name age portrait portrait_alt record")
"""The columns that Opened.of reads, of a profile that has been judged."""

_SIDES = {side.value: side for side in Side}

_run = Statement(
    select(*SEAT)
    .join(decks, decks.c.id == runs.c.deck_id)
    .where(runs.c.id == bindparam("run_id"), runs.c.player_id == bindparam("player_id"))
)
_open = Statement(select(*OPENED).where(profiles.c.id == bindparam("profile_id")))
_logged = select(*columns(guesses, "turn guess score anchor right name profile_id")).where(
    guesses.c.run_id == bindparam("run_id")
)
_marks = Statement(at_most(_logged.order_by(guesses.c.turn.desc()), MARKS))
_mark = Statement(_logged.where(guesses.c.turn == bindparam("turn")))


class Seat(NamedTuple):
    """A run between two guesses, as the desk is laid from it. It does not know what the file scores."""

    run_id: str
    player_id: int
    deck: Deck
    mode: Mode
    own_score: int
    turn: int
    streak: int
    open: bool
    ranked: bool
    profile_id: int
    ended_at: int | None

    @classmethod
    def of(cls, run_id: str, player_id: int, row: Row) -> "Seat":
        """The seat of a run from its SEAT columns."""
        mode, own_score, turn, streak, is_open, ranked, profile_id, ended_at, *deck = row
        return cls(
            run_id, player_id, Deck(*deck), MODES[mode], own_score, turn, streak, bool(is_open), bool(ranked),
            profile_id, ended_at,
        )  # fmt: skip


class Mark(NamedTuple):
    """A judged file of a run: its name and its verdict."""

    name: str
    verdict: Verdict


class Opened(NamedTuple):
    """The file judged last, opened: everything about it may be shown."""

    name: str
    age: int | None
    portrait: str
    portrait_alt: str
    record: tuple[Entry, ...]
    verdict: Verdict

    @classmethod
    def of(cls, row: Row, verdict: Verdict) -> "Opened":
        """An opened file from its OPENED columns."""
        name, age, portrait, portrait_alt, record = row
        return cls(name, age, portrait_url(portrait), portrait_alt, read_record(record), verdict)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a finished run stands: the player's best on the all-time board, and its rank."""

    best: int
    new_best: bool
    standing: Standing


class Desk(NamedTuple):
    """A run as its player sees it: no ``file`` once it is over, no ``ending`` while open or unranked."""

    run_id: str
    deck: Deck
    mode: Mode
    own_score: int
    turn: int
    streak: int
    ranked: bool
    file: PublicProfile | None
    last: Opened | None
    marks: tuple[Mark, ...]
    ending: Ending | None


def desk(connection: Connection, player_id: int, run_id: str) -> Desk:
    """The desk of this player's run, with the last verdict beside it."""
    row = _run.first(connection, run_id=run_id, player_id=player_id)
    if row is None:
        raise Missing
    return lay_out(connection, Seat.of(run_id, player_id, row))


def lay_out(
    connection: Connection, seat: Seat, turn: int | None = None, opened: Opened | None = None
) -> Desk:
    """Lay the desk of a run, with the verdict of ``turn`` beside it (the last one if None).

    ``opened`` saves reading that file again.
    """
    judged = _marks.all(connection, run_id=seat.run_id)
    if opened is None and judged:
        opened = _open_file(connection, seat.run_id, judged[0], turn)
    return Desk(
        seat.run_id,
        seat.deck,
        seat.mode,
        seat.own_score,
        seat.turn,
        seat.streak,
        seat.ranked,
        public_profile(connection, seat.profile_id) if seat.open else None,
        opened,
        tuple([Mark(row[5], _verdict(row)) for row in judged]),
        None if seat.open else _ending(connection, seat),
    )


def _open_file(connection: Connection, run_id: str, latest: Row, turn: int | None) -> Opened:
    """Open the file that was judged at a turn, or the latest one."""
    mark: Row | None = latest
    if turn is not None and latest[0] != turn:
        mark = _mark.first(connection, run_id=run_id, turn=turn)
    assert mark is not None
    row = _open.first(connection, profile_id=mark[6])
    assert row is not None
    return Opened.of(row, _verdict(mark))


def _verdict(row: Row) -> Verdict:
    turn, side, score, anchor, right, *_ = row
    return Verdict(turn, _SIDES[side], truth_of(score, anchor), score, anchor, bool(right))


def _ending(connection: Connection, seat: Seat) -> Ending | None:
    board = boards.board_name(seat.deck.id, seat.deck.version, seat.mode.key, "all", seat.ended_at or 0)
    best = boards.best(connection, board, seat.player_id)
    if best is None:
        return None
    value, reached_at = best
    new_best = value == seat.streak and reached_at == seat.ended_at
    return Ending(value, new_best, boards.place(connection, board, value))
