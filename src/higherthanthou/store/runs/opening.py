"""Opening a run and dealing its first file."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.engine import Connection

from ...game.errors import Refusal
from ...game.modes import CHALLENGES, Mode
from ...game.modes.daily import day_of
from ...game.run import Run
from ..challenges import attempts, challenges
from ..challenges.challenges import Challenge
from ..days import days
from ..decks.decks import Deck
from ..decks.profiles import public_profile
from ..engine.statement import Statement
from ..players.histories import is_over
from ..players.players import is_provisional, may_own, own_score, set_own_score
from ..tables import new_run_id, runs
from . import run_cache
from .candidates import anchor_of, sight
from .dealing import RuleInputs, deal
from .run_to_judge import RunToJudge
from .stored_run import StoredRun


class Opened(NamedTuple):
    """A run that a player begins or goes on with; ``next_run`` is what the first guess needs of a new one."""

    run_id: str
    next_run: RunToJudge | None = None


_unjudged = Statement(
    select(runs.c.id, runs.c.own_score, runs.c.deck_version).where(
        runs.c.player_id == bindparam("player_id"),
        runs.c.deck_id == bindparam("deck_id"),
        runs.c.mode == bindparam("mode"),
        runs.c.open,
        runs.c.turn == 1,
    )
)
_add_run = Statement(insert(runs).values({c.name: bindparam(c.name) for c in runs.c}))
_close = Statement(
    update(runs)
    .where(
        runs.c.player_id == bindparam("player_id"),
        runs.c.id == bindparam("run_id"),
        runs.c.turn == 1,
        runs.c.open,
    )
    .values(open=False, ranked=False, ended_at=bindparam("ended_at"))
)


def score(connection: Connection, player_id: int, total: int, answers: Mapping[str, int], now: int) -> None:
    """Store the score of the intake. The first score of a player closes the open runs that have no guess yet.

    So a player who looked at a file under the provisional score can begin again, once, and rank. A challenge
    goes on: it is not about that score, and each player has one attempt.
    """
    if own_score(connection, player_id) != total and is_provisional(connection, player_id):
        of_their_own = runs.c.day.is_(None), runs.c.mode.not_in([mode.key for mode in CHALLENGES.values()])
        unjudged = (runs.c.player_id == player_id, runs.c.open, runs.c.turn == 1, *of_their_own)
        ended = {"open": False, "ranked": False, "ended_at": now}
        connection.execute(update(runs).where(*unjudged).values(ended))
    set_own_score(connection, player_id, total, answers)


def start(
    connection: Connection, player_id: int, deck: Deck, mode: Mode, inputs: RuleInputs, practice: bool = False
) -> Opened:
    """Open a run and deal its first file.

    A run without a guess is handed out again. If it began with another own score it is closed, and the one
    in its place does not rank: there is no shopping for an easy start. (If it was on another version of the
    deck it does.) The owner of a deck does not rank on it, and nobody on one that is unfair on purpose. A
    daily is handed out again, whatever was judged, unless it is over and the player wants to practise on it.
    """
    if deck.archived:
        raise Refusal(f"The deck {deck.title} is archived: nobody can begin a run on it.")
    mode.refuse_unless_suits(deck)
    own = anchor_of(connection, deck, own_score(connection, player_id))
    if mode.daily:
        return _start_daily(connection, player_id, deck, mode, inputs, own, practice)
    known = _unjudged.all(connection, player_id=player_id, deck_id=deck.id, mode=mode.key)
    stored = _new_run(connection, player_id, deck, mode, inputs, own)
    for run_id, began_with, version in known:
        if began_with == own:
            return Opened(run_id)
        _close.change(connection, player_id=player_id, run_id=run_id, ended_at=inputs.now)
        stored = stored._replace(ranked=stored.ranked and version != deck.version)
    return _open(connection, stored, inputs)


def _start_daily(
    connection: Connection,
    player_id: int,
    deck: Deck,
    mode: Mode,
    inputs: RuleInputs,
    own: int,
    practice: bool,
) -> Opened:
    """The player's go of today, or a run for practice on the same files.

    A go of somebody who has met one of the ten does not rank.
    """
    today = day_of(inputs.now)
    run_id = days.entry(connection, player_id, deck.id, today)
    if run_id is not None and not (practice and is_over(connection, player_id, run_id)):
        return Opened(run_id)
    if practice and run_id is None:
        raise Refusal("Those ten were of another day. Today's are for your one go first: see the daily.")
    day = days.today(connection, deck, today, inputs.rng)
    fresh = run_id is None and not days.has_met_any(connection, player_id, deck.id, today)
    stored = _new_run(connection, player_id, deck, mode, inputs, own)
    run = stored.run._replace(anchor=day.anchor)
    stored = stored._replace(day=today, ranked=stored.ranked and fresh, run=run)
    opened = _open(connection, stored._replace(deck=deck._replace(version=day.version)), inputs)
    if run_id is None:
        days.enter(connection, player_id, deck.id, today, opened.run_id)
    return opened


def take_up(connection: Connection, player_id: int, challenge: Challenge, inputs: RuleInputs) -> Opened:
    """This player's one attempt at a challenge: begun, or as it is.

    Raises:
        Ended: The challenge is over, and the player has not taken it up.
        Refusal: The player cannot take it up, or the deck is archived.
    """
    known = attempts.run_in(connection, player_id, challenge)
    if known is not None:
        return Opened(known)
    deck = challenges.deck_of(connection, challenge)
    own = anchor_of(connection, deck, own_score(connection, player_id))
    challenges.must_go_on(challenge)
    if deck.archived:
        raise Refusal(attempts.ARCHIVED)
    stored = _new_run(connection, player_id, deck, challenge.played_as, inputs, own)
    attempts.enter(connection, player_id, challenge, stored.run_id, inputs.now)
    return _open(connection, stored._replace(ranked=False), inputs)


def _new_run(
    connection: Connection, player_id: int, deck: Deck, mode: Mode, inputs: RuleInputs, own: int
) -> StoredRun:
    """A new run before its first file."""
    ranks = not deck.unfair and not may_own(connection, player_id, deck.host_id)
    return StoredRun(
        new_run_id(), player_id, own, ranked=ranks,
        profile_id=0, started_at=inputs.now, ended_at=None, reference_id=None, day=None,
        mode=mode, run=Run(mode.anchor(own, deck.on_our_scale), value=mode.first_value(own)), deck=deck,
    )  # fmt: skip


def keep(opened: Opened) -> None:
    """Cache what the first guess would have to read. Only for a run that is durable."""
    if opened.next_run is not None:
        run_cache.keep(opened.next_run)


def _open(connection: Connection, stored: StoredRun, inputs: RuleInputs) -> Opened:
    """Deal the first file and store the run."""
    stored, file = deal(connection, stored, inputs.rng)
    run = stored.run
    if not file.met:
        sight(connection, stored.player_id, stored.profile_id)
    _add_run.change(
        connection, id=stored.run_id, player_id=stored.player_id, deck_id=stored.deck.id,
        deck_version=stored.deck.version, mode=stored.mode.key, own_score=stored.own_score,
        anchor=run.anchor, turn=run.turn, streak=run.streak, value=run.value, open=run.open,
        ranked=stored.ranked, profile_id=stored.profile_id, file_score=file.score, dealt_at=inputs.now,
        started_at=inputs.now, ended_at=None, reference_id=stored.reference_id, day=stored.day,
    )  # fmt: skip
    if stored.mode.lifelines:  # one can change it before the first guess
        return Opened(stored.run_id)
    number = public_profile(connection, stored.profile_id).file_number
    return Opened(stored.run_id, RunToJudge(stored, number, file.score, inputs.now))
