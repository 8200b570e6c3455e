"""The desk: a run as its player sees it, with the file to judge, the last one opened, and how it stands."""

from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from ...game.modes import Mode
from ...game.profile import PLAIN, PublicProfile, as_seen, viewed
from ...game.quantiles import Quantiles
from ...game.run import Run
from ...game.standing import Standing
from ...game.verdict import Verdict
from ..boards import boards
from ..challenges import attempts
from ..decks.decks import Deck
from ..decks.profile_row import read_record
from ..decks.profiles import OpenFile, open_file, public_profile
from ..decks.standings import quantiles_of
from ..engine.statement import Statement
from ..tables import profiles
from . import results
from .judged_files import JudgedFiles, judged_at, judged_in
from .ratings import Stars, stars_for
from .results import RunOutcome
from .stored_run import StoredRun, stored_run

_record = Statement(select(profiles.c.record).where(profiles.c.id == bindparam("profile_id")))
_name = Statement(select(profiles.c.name).where(profiles.c.id == bindparam("profile_id")))


class LastFile(NamedTuple):
    """The file judged last, which is open now, and the verdict on it."""

    file: OpenFile
    verdict: Verdict


class PersonalBest(NamedTuple):
    """The player's best on the board of a finished run: all-time, in a daily that of its day.

    ``is_new`` if this run reached it (a best of nothing is never new), ``is_first`` if the player was not on
    the board before.
    """

    value: int
    is_new: bool
    is_first: bool
    standing: Standing


class Desk(NamedTuple):
    """A run as its player sees it. It has no field for the score of the file.

    ``file`` is None once the run is over, ``best`` while it is open or if it is not ranked. ``before`` is the
    name of the person whose score is the anchor, where it is somebody's, ``day`` the day of a daily.
    ``own_score`` is what the run began with, on a deck with a scale of its own what stands in for it.
    ``stars`` are those of the file judged last in a deck that is scored by them, ``outcome`` is what else is
    told of a run that is over. ``quantiles`` are those of a deck whose gaps are shares of its files.
    ``files`` is how many files a challenge has.
    """

    run_id: str
    player_id: int
    deck: Deck
    mode: Mode
    own_score: int
    run: Run
    ranked: bool
    before: str | None
    day: int | None
    file: PublicProfile | None
    last: LastFile | None
    judged: JudgedFiles
    stars: Stars | None
    best: PersonalBest | None
    outcome: RunOutcome | None
    quantiles: Quantiles | None
    files: int | None = None


def desk(connection: Connection, player_id: int, run_id: str) -> Desk:
    """The desk of this player's run, with the last verdict beside it. Missing if there is no such run."""
    return lay_out(connection, stored_run(connection, player_id, run_id))


def open_desk(connection: Connection, player_id: int, run_id: str) -> Desk | None:
    """The same while the run is open, else None: what a result tells takes reading a whole board or deck."""
    stored = stored_run(connection, player_id, run_id)
    return lay_out(connection, stored) if stored.run.open else None


def lay_out(
    connection: Connection,
    stored: StoredRun,
    turn: int | None = None,
    last: LastFile | None = None,
    judged: JudgedFiles | None = None,
) -> Desk:
    """Lay the desk of a run, with the verdict of ``turn`` beside it (the last one if None).

    ``last`` and ``judged`` save reading what the caller has.
    """
    deck, run = stored.deck, stored.run
    if judged is None:
        judged = judged_in(connection, stored)
    verdict_on = judged[0] if judged else None
    if verdict_on is not None and turn is not None and verdict_on.verdict.turn != turn:
        verdict_on = judged_at(connection, stored, turn)
    if last is None and verdict_on is not None:
        last = LastFile(open_file(connection, verdict_on.profile_id), verdict_on.verdict)
    if last is not None and stored.mode.changes_view:
        last = _as_it_was_seen(last, stored, judged)
    return Desk(
        stored.run_id,
        stored.player_id,
        deck,
        stored.mode,
        stored.own_score,
        run,
        stored.ranked,
        _name_of(connection, stored.reference_id) if stored.reference_id else None,
        stored.day,
        _file(connection, stored) if run.open else None,
        last,
        judged,
        stars_for(connection, stored.player_id, verdict_on.profile_id) if deck.rated and verdict_on else None,
        None if run.open else _best(connection, stored),
        None if run.open else results.outcome(connection, stored),
        quantiles_of(connection, deck),
        _files_in_challenge(connection, stored) if stored.mode.base else None,
    )


def _files_in_challenge(connection: Connection, stored: StoredRun) -> int | None:
    """How many files the challenge has that a run took up; None once it is removed."""
    challenge = attempts.challenge_of(connection, stored.player_id, stored.run_id)
    return challenge.files if challenge else None


def _as_it_was_seen(last: LastFile, stored: StoredRun, judged: JudgedFiles) -> LastFile:
    """The file as its mode let it be seen at its turn: with a fact under a bar, or a bar uncovered."""
    turn = last.verdict.turn
    gained_since = sum([one.verdict.gain for one in judged if one.verdict.turn >= turn])
    view = stored.viewed_at(turn, stored.run.value - gained_since)
    if view == PLAIN:
        return last
    return last._replace(file=replace(last.file, record=as_seen(last.file.record, view)))


def _name_of(connection: Connection, profile_id: int) -> str:
    row = _name.first(connection, profile_id=profile_id)
    assert row is not None
    [name] = row
    return str(name)


def _file(connection: Connection, stored: StoredRun) -> PublicProfile:
    """The file on the desk, as the mode lets it be seen; its record is read only if a bar was uncovered."""
    file = public_profile(connection, stored.profile_id)
    view = stored.mode.view(stored.run) if stored.mode.changes_view else PLAIN
    if view == PLAIN:
        return file
    row = _record.first(connection, profile_id=stored.profile_id) if view.uncovered else None
    if row is None:
        return viewed(file, view, ())
    [record] = row
    return viewed(file, view, read_record(record))


def _best(connection: Connection, stored: StoredRun) -> PersonalBest | None:
    """The player's best, and where it stands; None for a player who is not on that board."""
    mode, deck = stored.mode, stored.deck
    at = mode.counted_at(stored.started_at, stored.ended_at or 0)
    board = boards.board_name(deck.id, deck.version, mode.key, "today" if mode.daily else "all", at)
    best = boards.best(connection, board, stored.player_id)
    if best is None:
        return None
    value = mode.board_value(stored.run.value, stored.own_score)
    this_one = best.value == value and best.reached_at == at
    first = this_one and not results.ranked_before(connection, stored)
    return PersonalBest(best.value, this_one and best.value > 0, first, best.standing)
