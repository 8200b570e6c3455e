"""Deciding a turn: the file on the desk is judged, the guess is logged, and the next file is dealt."""

from collections.abc import Mapping
from random import Random
from typing import NamedTuple

from sqlalchemy.engine import Connection

from ...game.deal import Side
from ...game.errors import NobodyLeft
from ...game.modes.daily import closes_at, order_of
from ...game.modes.mode import Against
from ...game.run import Call, Run
from ..boards import boards
from ..days import days, tallies
from ..decks.profiles import open_file
from ..players.players import may_own
from . import judged_files, lifelines, run_cache, run_to_judge, run_updates
from .candidates import DealtFile
from .dealing import RuleInputs, deal
from .desks import Desk, LastFile, lay_out
from .judged_files import MOST_JUDGED, JudgedFile, judged_in
from .run_to_judge import RunToJudge
from .run_updates import LoggedGuess
from .stored_run import StoredRun


class Decision(NamedTuple):
    """The desk after a guess; ``next_run`` is what the next guess needs, where that may be cached."""

    desk: Desk
    next_run: RunToJudge | None = None


def decide(
    connection: Connection,
    player_id: int,
    run_id: str,
    turn: int,
    side: Side,
    inputs: RuleInputs,
    fields: Mapping[str, str] | None = None,
) -> Decision:
    """Judge the file on the desk of this player's run, and deal the next one.

    A turn that was decided before is answered from the log and changes nothing. ``fields`` is the rest of the
    form: what the mode puts on a call, and in ``file`` the number of the file that the player looked at; if
    that one was swapped meanwhile, nothing is judged.
    """
    fields = fields or {}
    to_judge = run_cache.take(run_id, player_id, turn)
    if to_judge is None or not to_judge.has_on_desk(fields):
        to_judge = run_to_judge.read(connection, player_id, run_id)
    stored = to_judge.stored
    run = stored.run
    if turn < run.turn or (turn == run.turn and not run.open):
        return Decision(lay_out(connection, stored, turn))
    if not to_judge.has_on_desk(fields):
        return Decision(lay_out(connection, stored))
    call = Call(side, stored.mode.stake(fields, run))
    return _judge(connection, to_judge, turn, call, inputs)


def _judge(
    connection: Connection, to_judge: RunToJudge, turn: int, call: Call, inputs: RuleInputs
) -> Decision:
    """Judge the file on the desk, log the guess, and deal the next file or end the run."""
    stored = to_judge.stored
    after, verdict = stored.mode.guess(stored.run, turn, call, to_judge.score)
    file = open_file(connection, stored.profile_id)
    judged = JudgedFile(file.name, stored.profile_id, verdict)
    last, all_judged = LastFile(file, verdict), (judged, *judged_in(connection, stored))[:MOST_JUDGED]
    for used in after.used[len(stored.run.used) :]:
        lifelines.note(connection, stored, used)
    in_time = stored.day is None or inputs.now < closes_at(stored.day)
    if in_time:
        _count_for_the_day(connection, stored, call.side)
    if stored.ranked and not (in_time and inputs.now - to_judge.dealt_at >= inputs.reading_ms):
        stored = stored._replace(ranked=False)
    guess = run_updates.logged_guess(stored, judged, to_judge.dealt_at, inputs.now)
    dealt = _deal_next(connection, stored, after, inputs.rng) if after.open else None
    if dealt is None:
        ended = _end(connection, stored, after, inputs.now, guess)
        return Decision(lay_out(connection, ended, turn, last, all_judged))
    stored, next_file = dealt
    run_updates.judge_and_lay(connection, turn, guess, stored, next_file, inputs.now)
    desk = lay_out(connection, stored, turn, last, all_judged)
    return Decision(desk, _next_run(stored, next_file, desk, inputs.now))


def keep(decision: Decision) -> None:
    """Cache what the next guess would have to read. Only for a decision that is durable."""
    desk, run = decision
    judged_files.keep(desk.run_id, desk.player_id, desk.judged)
    if run is not None:
        run_cache.keep(run)


def _next_run(stored: StoredRun, file: DealtFile, desk: Desk, now: int) -> RunToJudge | None:
    """The run for the next guess, unless something besides a guess can change it: a lifeline."""
    if desk.file is None or stored.mode.lifelines:
        return None
    return RunToJudge(stored, desk.file.file_number, file.score, now)


def _count_for_the_day(connection: Connection, stored: StoredRun, side: Side) -> None:
    """Count what was said of a file of the day, if this is the player's go, and the deck not the player's."""
    deck_id, day = stored.deck.id, stored.day
    if day is None or days.entry(connection, stored.player_id, deck_id, day) != stored.run_id:
        return
    if may_own(connection, stored.player_id, stored.deck.host_id):
        return
    place = order_of(stored.run_id)[stored.run.turn - 1]
    tallies.count(connection, deck_id, day, place, side, stored.player_id)


def _deal_next(
    connection: Connection, stored: StoredRun, after: Run, rng: Random
) -> tuple[StoredRun, DealtFile] | None:
    """The run with its next file, None if the deck has nobody left."""
    before = stored.profile_id if stored.mode.against is Against.PERSON else stored.reference_id
    try:
        return deal(connection, stored._replace(run=after, reference_id=before), rng)
    except NobodyLeft:
        return None


def _end(connection: Connection, stored: StoredRun, after: Run, now: int, guess: LoggedGuess) -> StoredRun:
    """Log the guess and end the run; put it on its boards if it ranks.

    A run of a fixed number of turns that ends early, because nobody is left, does not rank. Nor does that of
    somebody who has signed in as the deck's owner meanwhile, or was in a room that asked one of its files.
    """
    mode, deck, last = stored.mode, stored.deck, stored.run.turn
    cut_short = after.open and mode.turns is not None
    knows = stored.ranked and (
        may_own(connection, stored.player_id, deck.host_id)
        or judged_files.asked_in_a_room(connection, stored, run_updates.span_of(guess))
    )
    ranked = stored.ranked and not cut_short and not knows
    over = after._replace(turn=last, anchor=stored.run.anchor, open=False)
    ended = stored._replace(run=over, ranked=ranked, ended_at=now)
    run_updates.judge_and_end(connection, last, guess, ended)
    if ranked:
        at = mode.counted_at(stored.started_at, now)
        value = mode.board_value(over.value, stored.own_score)
        boards.enter_all(connection, deck.id, deck.version, mode.key, stored.player_id, value, at)
    return ended
