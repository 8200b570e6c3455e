"""What the player of a run sees: the file on the desk, the last one opened, and the rest of the run."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from ...game.modes import Mode
from ...game.profile import PLAIN, PublicProfile, as_seen, viewed
from ...game.run import Run
from ...game.standing import Standing
from ...game.verdict import Verdict
from ..boards import boards
from ..decks.decks import Deck
from ..decks.profile_row import read_record
from ..decks.profiles import OpenFile, open_file, public_profile
from ..engine.errors import Missing
from ..engine.statement import Statement
from ..tables import decks, profiles, runs
from . import results
from .judged_files import Marks, mark_at, marks_of
from .ratings import Stars, stars_for
from .results import Outcome
from .run_row import SEAT, Seat

_run = Statement(
    select(*SEAT)
    .join(decks, decks.c.id == runs.c.deck_id)
    .where(runs.c.id == bindparam("run_id"), runs.c.player_id == bindparam("player_id"))
)
_record = Statement(select(profiles.c.record).where(profiles.c.id == bindparam("profile_id")))
_name = Statement(select(profiles.c.name).where(profiles.c.id == bindparam("profile_id")))


class Opened(NamedTuple):
    """The file judged last, and what was said of it."""

    file: OpenFile
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Ending:
    """How a finished run stands: the player's best on the all-time board, if it is this one, and its rank.

    A best of nothing is never new. ``first`` if the player was not on the board before.
    """

    best: int
    new_best: bool
    first: bool
    standing: Standing


class Desk(NamedTuple):
    """A run as its player sees it: no ``file`` once it is over, no ``ending`` while open or unranked.

    ``before`` is the name of the person whose score is the anchor, where it is somebody's, ``day`` the day
    of a daily. ``stars`` are those of the file judged last in a deck that is scored by them, ``outcome`` is
    what else is told of a run that is over.
    """

    run_id: str
    player_id: int
    deck: Deck
    mode: Mode
    run: Run
    ranked: bool
    before: str | None
    day: int | None
    file: PublicProfile | None
    last: Opened | None
    marks: Marks
    stars: Stars | None
    ending: Ending | None
    outcome: Outcome | None


def desk(connection: Connection, player_id: int, run_id: str) -> Desk:
    """The desk of this player's run, with the last verdict beside it."""
    row = _run.first(connection, run_id=run_id, player_id=player_id)
    if row is None:
        raise Missing
    return lay_out(connection, Seat.of(connection, run_id, player_id, row))


def lay_out(
    connection: Connection,
    seat: Seat,
    turn: int | None = None,
    opened: Opened | None = None,
    marks: Marks | None = None,
) -> Desk:
    """Lay the desk of a run, with the verdict of ``turn`` beside it (the last one if None).

    ``opened`` saves reading that file again, ``marks`` the judged ones.
    """
    if marks is None:
        marks = marks_of(connection, seat)
    last = marks[0] if marks else None
    if last is not None and turn is not None and last.turn != turn:
        last = mark_at(connection, seat.run_id, turn)
    if opened is None and last is not None:
        opened = Opened(open_file(connection, last.profile_id), last.verdict)
    if opened is not None and seat.mode.keeps_used:
        opened = _as_it_lay(opened, seat, marks)
    return Desk(
        seat.run_id,
        seat.player_id,
        seat.deck,
        seat.mode,
        seat.run,
        seat.ranked,
        _name_of(connection, seat.reference_id) if seat.reference_id else None,
        seat.day,
        _file(connection, seat) if seat.run.open else None,
        opened,
        marks,
        stars_for(connection, seat.player_id, last.profile_id) if seat.deck.rated and last else None,
        None if seat.run.open else _ending(connection, seat),
        None if seat.run.open else results.outcome(connection, seat),
    )


def _as_it_lay(opened: Opened, seat: Seat, marks: Marks) -> Opened:
    """The file as its mode let it be seen at its turn: with a fact under a bar, or a bar uncovered."""
    turn = opened.verdict.turn
    since = sum([mark.gain for mark in marks if mark.turn >= turn])
    view = seat.mode.view(seat.run._replace(turn=turn, value=seat.run.value - since))
    if view == PLAIN:
        return opened
    return opened._replace(file=replace(opened.file, record=as_seen(opened.file.record, view)))


def _name_of(connection: Connection, profile_id: int) -> str:
    row = _name.first(connection, profile_id=profile_id)
    assert row is not None
    return str(row[0])


def _file(connection: Connection, seat: Seat) -> PublicProfile:
    """The file on the desk, as the mode lets it be seen; its record is read only if a bar was uncovered."""
    file = public_profile(connection, seat.profile_id)
    view = seat.mode.view(seat.run) if seat.mode.keeps_used else PLAIN
    if view == PLAIN:
        return file
    row = _record.first(connection, profile_id=seat.profile_id) if view.uncovered else None
    return viewed(file, view, read_record(row[0]) if row else ())


def _ending(connection: Connection, seat: Seat) -> Ending | None:
    """The player's best of all time, of a daily that of its day, and where it stands."""
    at = seat.mode.counted_at(seat.started_at, seat.ended_at or 0)
    period = "today" if seat.mode.daily else "all"
    board = boards.board_name(seat.deck.id, seat.deck.version, seat.mode.key, period, at)
    best = boards.best(connection, board, seat.player_id)
    if best is None:
        return None
    value, reached_at = best
    this_one = value == seat.run.value and reached_at == at
    first = this_one and not results.ranked_before(connection, seat)
    return Ending(value, this_one and value > 0, first, boards.place(connection, board, value))
