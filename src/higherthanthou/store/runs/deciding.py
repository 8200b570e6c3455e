"""Runs: deciding a turn, and using a lifeline. Every run is looked up together with its player."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.engine import Connection

from ...game.deal import Side
from ...game.errors import NobodyLeft
from ...game.modes.daily import closes_at, order_of
from ...game.modes.mode import SWAP, Against
from ...game.run import Call, Run, Used
from ..boards import boards
from ..days import days, tallies
from ..decks.profiles import OPENED, open_file, opened_file
from ..engine.errors import Missing, Stale
from ..engine.statement import Statement, Together
from ..players.players import may_own
from ..tables import columns, decks, guesses, lifelines, profiles, runs
from .candidates import SIGHT
from .dealing import Dealt, Moment, deal
from .desks import Desk, Opened, lay_out
from .judged_files import MARKS, Mark, marks_of
from .run_cache import Left, take
from .run_row import SEAT, Seat

_JUDGED, _OPENED = len(SEAT), len(SEAT) + 3
_on_desk = Statement(
    select(*SEAT, runs.c.file_score, runs.c.dealt_at, profiles.c.file_number, *OPENED)
    .join(decks, decks.c.id == runs.c.deck_id)
    .join(profiles, profiles.c.id == runs.c.profile_id)
    .where(runs.c.id == bindparam("run_id"), runs.c.player_id == bindparam("player_id"))
    .with_for_update(of=runs)
)
_LOGGED = tuple([f"judged_{name}" for name in (*Mark._fields, "run_id", "dealt_at", "decided_at")])
_log = insert(guesses).values({c.name: bindparam(f"judged_{c.name}") for c in guesses.c})
_use = Statement(insert(lifelines).values({c.name: bindparam(c.name) for c in lifelines.c}))
_still = (runs.c.id == bindparam("run_id"), runs.c.turn == bindparam("at"), runs.c.open)
_moved = columns(runs, "anchor turn streak value ranked profile_id file_score dealt_at reference_id")
_to_the_next = update(runs).where(*_still).values({c.name: bindparam(c.name) for c in _moved})
_lay = Together(_to_the_next)
_lay_new = Together(_to_the_next, SIGHT)
_judged_one = runs.c.profile_id == bindparam("judged_profile_id")
_judge_and_lay = Together(_to_the_next.where(_judged_one), _log)
_judge_and_lay_new = Together(_to_the_next.where(_judged_one), _log, SIGHT)
_stay = Statement(update(runs).where(*_still).values(turn=runs.c.turn))
_ended = columns(runs, "streak value ranked ended_at")
_over = update(runs).where(*_still).values({c.name: bindparam(c.name) for c in _ended} | {"open": False})
_judge_and_end = Together(_over.where(_judged_one), _log)


class Decided(NamedTuple):
    """The desk after a guess; ``left`` is how the run was left, if that may be kept once it is durable."""

    desk: Desk
    left: Left | None = None


def decide(
    connection: Connection,
    player_id: int,
    run_id: str,
    turn: int,
    side: Side,
    moment: Moment,
    fields: Mapping[str, str] | None = None,
) -> Decided:
    """Judge the file on the desk and deal the next one; return the desk after it.

    A turn that was decided before is answered from the log and changes nothing. ``fields`` is the rest of the
    form: what the mode puts on a call, and in ``file`` the number of the file that the player looked at; if
    that was swapped meanwhile, nothing is judged.
    """
    fields = fields or {}
    left = take(run_id, player_id, turn)
    if left is None or fields.get("file", left.file_number) != left.file_number:
        left = _read(connection, player_id, run_id)
    seat = left.seat
    run = seat.run
    if turn < run.turn or (turn == run.turn and not run.open):
        return Decided(lay_out(connection, seat, turn))
    if fields.get("file", left.file_number) != left.file_number:
        return Decided(lay_out(connection, seat))
    after, verdict = seat.mode.guess(run, turn, Call(side, seat.mode.stake(fields, run)), left.score)
    file = open_file(connection, seat.profile_id)
    mark = Mark.of(file.name, seat.profile_id, verdict)
    marks = (mark, *marks_of(connection, seat))[:MARKS]
    for used in after.used[len(run.used) :]:
        _use.change(connection, run_id=run_id, turn=turn, kind=used.kind)
    in_time = seat.day is None or moment.now < closes_at(seat.day)
    if in_time:
        _count_for_the_day(connection, seat, side)
    ranked = seat.ranked and in_time and moment.now - left.dealt_at >= moment.reading
    if ranked != seat.ranked:
        seat = seat._replace(ranked=ranked)
    judged = zip(_LOGGED, (*mark, run_id, left.dealt_at, moment.now), strict=True)
    dealt = _next_file(connection, seat, after, moment) if after.open else None
    if dealt is None:
        ended = _end(connection, seat, after, moment.now, judged)
        return Decided(lay_out(connection, ended, turn, Opened(file, verdict), marks))
    change = _judge_and_lay_new if dealt.new else _judge_and_lay
    laid = _laid(dealt, turn, moment)
    laid.update(judged)
    _must_be_one(change.change(connection, laid))
    shown = lay_out(connection, dealt.seat, turn, Opened(file, verdict), marks)
    return Decided(shown, _left_by(dealt, shown, moment))


def _read(connection: Connection, player_id: int, run_id: str) -> Left:
    """A run, and what is on its desk; its row stays as it is until the transaction ends."""
    row = _on_desk.first(connection, run_id=run_id, player_id=player_id)
    if row is None:
        raise Missing
    seat = Seat.of(connection, run_id, player_id, row)
    score, dealt_at, file_number = row[_JUDGED:_OPENED]
    opened_file(seat.profile_id, row[_OPENED:])
    return Left(seat, file_number, score, dealt_at)


def _left_by(dealt: Dealt, shown: Desk, moment: Moment) -> Left | None:
    """How a run is left, unless something besides a guess can change it: a lifeline."""
    if shown.file is None or dealt.seat.mode.keeps_used:
        return None
    return Left(dealt.seat, shown.file.file_number, dealt.score, moment.now)


def use_lifeline(
    connection: Connection, player_id: int, run_id: str, turn: int, kind: str, moment: Moment
) -> Desk:
    """Use a lifeline on the file on the desk; return the desk after it.

    One that was used at that turn already, or a turn that is over, changes nothing.
    """
    row = _on_desk.first(connection, run_id=run_id, player_id=player_id)
    if row is None:
        raise Missing
    seat = Seat.of(connection, run_id, player_id, row)
    run = seat.run
    if turn != run.turn or not run.open or (kind, turn) in run.used:
        return lay_out(connection, seat)
    seat.mode.use(run, kind)
    _use.change(connection, run_id=run_id, turn=turn, kind=kind)
    _must_be_one(_stay.change(connection, run_id=run_id, at=turn))
    seat = seat._replace(run=run._replace(used=(*run.used, Used(kind, turn))))
    return lay_out(connection, _swap(connection, seat, moment) if kind == SWAP else seat)


def _count_for_the_day(connection: Connection, seat: Seat, side: Side) -> None:
    """Count what was said of a file of the day, if this is the player's go."""
    if seat.day is None or days.entry(connection, seat.player_id, seat.deck.id, seat.day) != seat.run_id:
        return
    place = order_of(seat.run_id)[seat.run.turn - 1]
    tallies.count(connection, seat.deck.id, seat.day, place, side, seat.player_id)


def _next_file(connection: Connection, seat: Seat, after: Run, moment: Moment) -> Dealt | None:
    before = seat.profile_id if seat.mode.against is Against.PERSON else seat.reference_id
    try:
        return deal(connection, seat._replace(run=after, reference_id=before), moment)
    except NobodyLeft:
        return None


def _swap(connection: Connection, seat: Seat, moment: Moment) -> Seat:
    """Another file in the place of the one on the desk."""
    dealt = deal(connection, seat, moment)
    change = _lay_new if dealt.new else _lay
    _must_be_one(change.change(connection, _laid(dealt, seat.run.turn, moment)))
    return dealt.seat


def _laid(dealt: Dealt, at: int, moment: Moment) -> dict[str, Any]:
    """The file that was dealt as the row of its run keeps it, if the run is still at that turn."""
    seat = dealt.seat
    run = seat.run
    return {
        "run_id": seat.run_id, "player_id": seat.player_id, "at": at, "anchor": run.anchor,
        "turn": run.turn, "streak": run.streak, "value": run.value, "ranked": seat.ranked,
        "profile_id": seat.profile_id, "file_score": dealt.score, "dealt_at": moment.now,
        "reference_id": seat.reference_id,
    }  # fmt: skip


def _end(connection: Connection, seat: Seat, after: Run, now: int, judged: Iterable[tuple[str, Any]]) -> Seat:
    """Log what was judged and end the run, and put it on its boards if it ranks.

    A run of so many turns that ends before them, because nobody is left, does not rank; nor does that of
    somebody who has meanwhile signed in as the deck's owner.
    """
    mode, last = seat.mode, seat.run.turn
    cut_short = after.open and mode.turns is not None
    knows_all = seat.ranked and may_own(connection, seat.player_id, seat.deck.host_id)
    ranked = seat.ranked and not cut_short and not knows_all
    ended = {
        "run_id": seat.run_id, "at": last, "streak": after.streak, "value": after.value, "ranked": ranked,
        "ended_at": now,
    }  # fmt: skip
    ended.update(judged)
    _must_be_one(_judge_and_end.change(connection, ended))
    if ranked:
        at = mode.counted_at(seat.started_at, now)
        deck = seat.deck
        boards.enter_all(connection, deck.id, deck.version, mode.key, seat.player_id, after.value, at)
    over = after._replace(turn=last, anchor=seat.run.anchor, open=False)
    return seat._replace(run=over, ranked=ranked, ended_at=now)


def _must_be_one(changed: int) -> None:
    """A turn that has moved meanwhile was decided by another write: undo all of this one."""
    if changed != 1:
        raise Stale
