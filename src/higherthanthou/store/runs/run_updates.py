"""How the row of a run moves on: a guess is logged, and the next file is laid on the desk or the run ends.

Each update names the turn that it leaves. If the row has moved meanwhile, another write has decided that
turn, and Stale undoes all of this one.
"""

from typing import Any

from sqlalchemy import bindparam, insert, update
from sqlalchemy.engine import Connection

from ..engine.errors import Stale
from ..engine.statement import Statement, Together
from ..tables import columns, guesses, runs
from .candidates import SIGHT, DealtFile
from .judged_files import JudgedFile
from .stored_run import StoredRun

_log = insert(guesses).values({c.name: bindparam(f"judged_{c.name}") for c in guesses.c})
_at_this_turn = (
    runs.c.player_id == bindparam("player_id"),
    runs.c.id == bindparam("run_id"),
    runs.c.turn == bindparam("at"),
    runs.c.open,
)
_with_this_file = runs.c.profile_id == bindparam("judged_profile_id")
_moved = columns(runs, "anchor turn streak value ranked profile_id file_score dealt_at reference_id")
_next = update(runs).where(*_at_this_turn).values({c.name: bindparam(c.name) for c in _moved})
_ended = columns(runs, "streak value ranked ended_at")
_over = (
    update(runs).where(*_at_this_turn).values({c.name: bindparam(c.name) for c in _ended} | {"open": False})
)

_lay = Together(_next)
_lay_new = Together(_next, SIGHT)
_judge_and_lay = Together(_next.where(_with_this_file), _log)
_judge_and_lay_new = Together(_next.where(_with_this_file), _log, SIGHT)
_judge_and_end = Together(_over.where(_with_this_file), _log)
_touch = Statement(update(runs).where(*_at_this_turn).values(turn=runs.c.turn))

LoggedGuess = dict[str, Any]
"""A row of the log of guesses, as these updates want it."""


def logged_guess(stored: StoredRun, judged: JudgedFile, dealt_at: int, decided_at: int) -> LoggedGuess:
    """The row of the log for a judged file of a run."""
    turn, side, _, score, anchor, right, stake, gain = judged.verdict
    return {
        "judged_player_id": stored.player_id, "judged_run_id": stored.run_id, "judged_turn": turn,
        "judged_profile_id": judged.profile_id, "judged_name": judged.name, "judged_guess": side.value,
        "judged_score": score, "judged_anchor": anchor, "judged_right": right, "judged_stake": stake,
        "judged_gain": gain, "judged_dealt_at": dealt_at, "judged_decided_at": decided_at,
    }  # fmt: skip


def span_of(guess: LoggedGuess) -> tuple[int, int, int]:
    """The profile of a logged guess, when its file was dealt, and when it was judged."""
    return guess["judged_profile_id"], guess["judged_dealt_at"], guess["judged_decided_at"]


def judge_and_lay(
    connection: Connection, at: int, guess: LoggedGuess, stored: StoredRun, file: DealtFile, now: int
) -> None:
    """Log the guess of turn ``at``, and lay the next file."""
    change = _judge_and_lay if file.met else _judge_and_lay_new
    _must_be_one(change.change(connection, _next_row(at, stored, file, now) | guess))


def lay(connection: Connection, at: int, stored: StoredRun, file: DealtFile, now: int) -> None:
    """Lay another file in the place of the one on the desk at turn ``at``."""
    change = _lay if file.met else _lay_new
    _must_be_one(change.change(connection, _next_row(at, stored, file, now)))


def _next_row(at: int, stored: StoredRun, file: DealtFile, now: int) -> dict[str, Any]:
    run = stored.run
    return {
        "run_id": stored.run_id, "player_id": stored.player_id, "at": at, "anchor": run.anchor,
        "turn": run.turn, "streak": run.streak, "value": run.value, "ranked": stored.ranked,
        "profile_id": file.profile_id, "file_score": file.score, "dealt_at": now,
        "reference_id": stored.reference_id,
    }  # fmt: skip


def judge_and_end(connection: Connection, at: int, guess: LoggedGuess, ended: StoredRun) -> None:
    """Log the guess of turn ``at``, and end the run."""
    run = ended.run
    row = {
        "player_id": ended.player_id, "run_id": ended.run_id, "at": at, "streak": run.streak,
        "value": run.value, "ranked": ended.ranked, "ended_at": ended.ended_at,
    }  # fmt: skip
    _must_be_one(_judge_and_end.change(connection, row | guess))


def touch(connection: Connection, stored: StoredRun, at: int) -> None:
    """Write nothing new to a run, but make sure that it is still at turn ``at`` when this is durable."""
    _must_be_one(_touch.change(connection, player_id=stored.player_id, run_id=stored.run_id, at=at))


def _must_be_one(changed: int) -> None:
    if changed != 1:
        raise Stale
