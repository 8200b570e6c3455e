"""The review of a run: its judged files in their order, read in one statement a page."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.engine import Connection

from ...game.modes.daily import may_look_back
from ...game.profile import PLAIN, Entry, PublicProfile, as_seen, viewed
from ...game.quantiles import Quantiles
from ...game.verdict import Verdict
from ..decks.profile_row import read_public, read_record
from ..decks.profiles import portrait_url
from ..decks.standings import quantiles_of
from ..engine.errors import Missing
from ..engine.statement import Row, Statement, at_most
from ..runs.judged_files import LOGGED, JudgedFile
from ..runs.stored_run import StoredRun, stored_run
from ..tables import columns, guesses, profiles

MOST = 100
"""A page has so many files at most."""

_PUBLIC = PublicProfile._fields
_SHOWN = columns(profiles, " ".join(_PUBLIC))
_PORTRAIT = _PUBLIC.index("portrait")

_of_the_run = (
    guesses.c.player_id == bindparam("player_id"),
    guesses.c.run_id == bindparam("run_id"),
)
_page = Statement(
    at_most(
        select(*LOGGED, profiles.c.record, *_SHOWN)
        .join(profiles, profiles.c.id == guesses.c.profile_id)
        .where(*_of_the_run, guesses.c.turn >= bindparam("first"))
        .order_by(guesses.c.turn),
        MOST + 1,
    )
)
_misses = Statement(
    at_most(
        select(guesses.c.turn, guesses.c.name).where(*_of_the_run, ~guesses.c.right).order_by(guesses.c.turn),
        MOST,
    )
)
_gained = Statement(
    select(func.coalesce(func.sum(guesses.c.gain), 0)).where(
        *_of_the_run, guesses.c.turn < bindparam("first")
    )
)


class ReviewedFile(NamedTuple):
    """A judged file: what it showed at its turn, its record with each fact where it stood, and the verdict.

    ``value`` is that of the run after the call.
    """

    shown: PublicProfile
    record: tuple[Entry, ...]
    verdict: Verdict
    value: int


class Miss(NamedTuple):
    """A file that was missed: its turn, and its name at the time."""

    turn: int
    name: str


class Review(NamedTuple):
    """A page of a run that is over: its files from the turn ``first`` on, the first one first.

    ``more`` if files follow, ``misses`` are those of the whole run, MOST at most. ``quantiles`` are those of
    a deck whose gaps are shares of its files.
    """

    stored: StoredRun
    first: int
    files: tuple[ReviewedFile, ...]
    more: bool
    misses: tuple[Miss, ...]
    quantiles: Quantiles | None


def review(connection: Connection, player_id: int, run_id: str, first: int, now: int) -> Review | None:
    """Look back at this player's run; None while it is open, or the ten of its day are not yet for all.

    Missing if there is no such run, or no file of it from that turn on; a run without a call has an empty
    first page.
    """
    stored = stored_run(connection, player_id, run_id)
    if stored.run.open or not may_look_back(stored.day, now):
        return None
    mine = {"player_id": player_id, "run_id": run_id}
    rows = _page.all(connection, **mine, first=first)
    if not rows and first > 1:
        raise Missing
    files = _files(stored, _value_before(connection, stored, first), rows[:MOST])
    misses = tuple([Miss(*row) for row in _misses.all(connection, **mine)])
    return Review(stored, first, files, len(rows) > MOST, misses, quantiles_of(connection, stored.deck))


def _value_before(connection: Connection, stored: StoredRun, first: int) -> int:
    """The value that the run had on its way to a turn."""
    begun = stored.mode.first_value(stored.own_score)
    if first == 1:
        return begun
    row = _gained.first(connection, player_id=stored.player_id, run_id=stored.run_id, first=first)
    assert row is not None
    [gained] = row
    return begun + int(gained)


def _files(stored: StoredRun, value: int, rows: Iterable[Row]) -> tuple[ReviewedFile, ...]:
    """The files of rows in their order, of a run that had that value before the first of them."""
    files = []
    for row in rows:
        logged, (written, *public) = row[: len(LOGGED)], row[len(LOGGED) :]
        verdict, record = JudgedFile.read(logged).verdict, read_record(written)
        shown = read_public(tuple(public), portrait_url(public[_PORTRAIT]))
        view = stored.viewed_at(verdict.turn, value) if stored.mode.changes_view else PLAIN
        value += verdict.gain
        if view != PLAIN:
            shown, record = viewed(shown, view, record), as_seen(record, view)
        files.append(ReviewedFile(shown, record, verdict, value))
    return tuple(files)
