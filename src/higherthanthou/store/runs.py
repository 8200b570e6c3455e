"""Runs: opening one and deciding a turn. Every run is looked up together with its player."""

from dataclasses import dataclass
from random import Random

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.engine import Connection

from ..game.deal import Side
from ..game.errors import NobodyLeft, NotDealt
from ..game.modes import Mode
from ..game.run import Run, guess
from . import boards
from .dealing import Dealt, anchor_of, deal
from .decks import Deck
from .desks import OPENED, SEAT, Desk, Opened, Seat, lay_out
from .errors import Missing
from .players import is_host, own_score
from .statement import Statement
from .tables import columns, decks, guesses, new_public_id, profiles, runs

_JUDGED, _OPENED = len(SEAT), len(SEAT) + 3
_on_desk = Statement(
    select(*SEAT, *columns(runs, "anchor file_score dealt_at"), *OPENED)
    .join(decks, decks.c.id == runs.c.deck_id)
    .join(profiles, profiles.c.id == runs.c.profile_id)
    .where(runs.c.id == bindparam("run_id"), runs.c.player_id == bindparam("player_id"))
)
_unjudged = Statement(
    select(runs.c.id, runs.c.own_score).where(
        runs.c.player_id == bindparam("player_id"),
        runs.c.deck_id == bindparam("deck_id"),
        runs.c.mode == bindparam("mode"),
        runs.c.open,
        runs.c.turn == 1,
    )
)
_add_run = Statement(insert(runs).values({c.name: bindparam(c.name) for c in runs.c}))
_log = Statement(insert(guesses).values({c.name: bindparam(c.name) for c in guesses.c}))
_still = (runs.c.id == bindparam("run_id"), runs.c.turn == bindparam("at"), runs.c.open)
_moved = ("anchor", "turn", "streak", "ranked", "profile_id", "file_score", "dealt_at")
_move = Statement(update(runs).where(*_still).values({name: bindparam(name) for name in _moved}))
_ended = ("streak", "ranked", "ended_at")
_end = Statement(
    update(runs).where(*_still).values({name: bindparam(name) for name in _ended} | {"open": False})
)


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happens (milliseconds, UTC), the chance it is left to, and how long reading takes.

    A guess made less than ``reading`` milliseconds after its file was dealt keeps a run from being ranked.
    """

    now: int
    rng: Random
    reading: int


def start(connection: Connection, player_id: int, deck: Deck, mode: Mode, moment: Moment) -> str:
    """Open a run and deal its first file; return its id.

    A run in which nothing has been judged yet is handed out again, and one that began with another
    own score is closed: there is no shopping for an easy start. The owner of a deck does not rank on it.
    """
    score = anchor_of(connection, deck, own_score(connection, player_id))
    ours = {"player_id": player_id, "deck_id": deck.id, "mode": mode.key, "own_score": score}
    for run_id, began_with in _unjudged.all(connection, player_id=player_id, deck_id=deck.id, mode=mode.key):
        if began_with == score:
            return str(run_id)
        _end.change(connection, run_id=run_id, at=1, streak=0, ranked=False, ended_at=moment.now)
    run_id = new_public_id()
    dealt = deal(connection, deck, player_id, run_id, 1, score, moment.rng)
    owns = is_host(connection, player_id, deck.host_id)
    _add_run.change(
        connection,
        **ours,
        id=run_id,
        deck_version=deck.version,
        anchor=score,
        turn=1,
        streak=0,
        open=True,
        ranked=not dealt.met and not owns,
        profile_id=dealt.profile_id,
        file_score=dealt.score,
        dealt_at=moment.now,
        started_at=moment.now,
        ended_at=None,
    )
    return run_id


def decide(
    connection: Connection, player_id: int, run_id: str, turn: int, side: Side, moment: Moment
) -> Desk:
    """Judge the file on the desk and deal the next one; return the desk after it.

    A turn that was decided before is answered from the log and changes nothing.
    """
    row = _on_desk.first(connection, run_id=run_id, player_id=player_id)
    if row is None:
        raise Missing
    seat, (anchor, score, dealt_at) = Seat.of(run_id, player_id, row[:_JUDGED]), row[_JUDGED:_OPENED]
    if turn < seat.turn or (turn == seat.turn and not seat.open):
        return lay_out(connection, seat, turn)
    after, verdict = guess(Run(seat.mode, anchor, seat.turn, seat.streak, seat.open), turn, side, score)
    file = Opened.of(row[_OPENED:], verdict)
    _log.change(
        connection,
        run_id=run_id,
        turn=turn,
        profile_id=seat.profile_id,
        name=file.name,
        guess=side.value,
        score=score,
        anchor=anchor,
        right=verdict.right,
        dealt_at=dealt_at,
        decided_at=moment.now,
    )
    ranked = seat.ranked and moment.now - dealt_at >= moment.reading
    moved = _advance(connection, seat._replace(streak=after.streak, ranked=ranked), after, moment)
    return lay_out(connection, moved, turn, file)


def _advance(connection: Connection, seat: Seat, after: Run, moment: Moment) -> Seat:
    """Put the next file on the desk, or end the run if it is over or the deck has nobody left for it."""
    dealt = _next_file(connection, seat, after, moment) if after.open else None
    if dealt is None:
        return _finish(connection, seat, moment.now)
    ranked = seat.ranked and not dealt.met
    changed = _move.change(
        connection,
        run_id=seat.run_id,
        at=seat.turn,
        anchor=after.anchor,
        turn=after.turn,
        streak=after.streak,
        ranked=ranked,
        profile_id=dealt.profile_id,
        file_score=dealt.score,
        dealt_at=moment.now,
    )
    _must_be_one(changed)
    return seat._replace(turn=after.turn, profile_id=dealt.profile_id, ranked=ranked)


def _next_file(connection: Connection, seat: Seat, after: Run, moment: Moment) -> Dealt | None:
    try:
        return deal(connection, seat.deck, seat.player_id, seat.run_id, after.turn, after.anchor, moment.rng)
    except NobodyLeft:
        return None


def _finish(connection: Connection, seat: Seat, now: int) -> Seat:
    """End a run, and put it on its boards if it ranks."""
    changed = _end.change(
        connection, run_id=seat.run_id, at=seat.turn, streak=seat.streak, ranked=seat.ranked, ended_at=now
    )
    _must_be_one(changed)
    if seat.ranked:
        boards.enter_all(
            connection, seat.deck.id, seat.deck.version, seat.mode.key, seat.player_id, seat.streak, now
        )
    return seat._replace(open=False, ended_at=now)


def _must_be_one(changed: int) -> None:
    """A turn that has moved meanwhile was decided by another write: undo all of this one."""
    if changed != 1:
        raise NotDealt("That file is not on your desk.")
