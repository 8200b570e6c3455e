"""The judged files of a run, read from the log of guesses or kept from the guess before."""

from typing import NamedTuple

from sqlalchemy import bindparam, or_, select
from sqlalchemy.engine import Connection

from ...caches.bounded_cache import PlayerCache
from ...caches.sizes import RUNS
from ...game.deal import Side
from ...game.verdict import Verdict, truth_of
from ..engine.statement import Row, Statement, at_most
from ..tables import columns, guesses, room_guests, room_rounds, rooms
from .stored_run import StoredRun

MOST_JUDGED = 60
"""The desk shows at most this many judged files of a run, the latest ones."""


_SIDES = {side.value: side for side in Side}

LOGGED = columns(guesses, "name profile_id turn guess score anchor right stake gain")
"""The columns of a judged file in the log, as ``JudgedFile.read`` wants them."""

_logged = select(*LOGGED).where(
    guesses.c.player_id == bindparam("player_id"), guesses.c.run_id == bindparam("run_id")
)
_latest = Statement(at_most(_logged.order_by(guesses.c.turn.desc()), MOST_JUDGED))
_at_turn = Statement(_logged.where(guesses.c.turn == bindparam("turn")))
_times = Statement(
    select(*columns(guesses, "profile_id dealt_at decided_at")).where(
        guesses.c.player_id == bindparam("player_id"), guesses.c.run_id == bindparam("run_id")
    )
)
_F, _G = room_rounds.c, room_guests.c
_asked_since = _F.asked_at >= bindparam("since")
_as_guest = Statement(
    select(_F.profile_id, _F.asked_at, _G.joined_at)
    .join(room_guests, _G.room_id == _F.room_id)
    .where(_G.player_id == bindparam("whose"), or_(_asked_since, _G.joined_at >= bindparam("since")))
)
_as_opener = Statement(
    select(_F.profile_id, _F.asked_at, _F.asked_at)
    .join(rooms, rooms.c.id == _F.room_id)
    .where(rooms.c.opener_id == bindparam("whose"), _asked_since)
)


class JudgedFile(NamedTuple):
    """A file that was judged: its name at the time, its profile, and the verdict."""

    name: str
    profile_id: int
    verdict: Verdict

    @classmethod
    def read(cls, row: Row) -> "JudgedFile":
        """The file from its row of the log."""
        name, profile_id, turn, guess, score, anchor, right, stake, gain = row
        truth = truth_of(score, anchor)
        return cls(
            name, profile_id, Verdict(turn, _SIDES[guess], truth, score, anchor, bool(right), stake, gain)
        )


JudgedFiles = tuple[JudgedFile, ...]
"""The judged files of a run, the last one first, at most MOST_JUDGED of them."""

_kept: PlayerCache[str, JudgedFiles] = PlayerCache(__name__, RUNS)


def keep(run_id: str, player_id: int, judged: JudgedFiles) -> None:
    """Keep the judged files of a run for its next guess; only once they are durable."""
    _kept.put(run_id, player_id, judged)


def judged_in(connection: Connection, stored: StoredRun) -> JudgedFiles:
    """The judged files of a run; read, unless those kept are up to this turn."""
    last = stored.run.turn - stored.run.open
    if last == 0:
        return ()
    kept = _kept.get(stored.run_id)
    if kept and kept[0].verdict.turn == last:
        return kept
    read = _latest.all(connection, player_id=stored.player_id, run_id=stored.run_id)
    return tuple([JudgedFile.read(row) for row in read])


def judged_at(connection: Connection, stored: StoredRun, turn: int) -> JudgedFile | None:
    """The file that was judged at a turn of a run, if one was."""
    row = _at_turn.first(connection, player_id=stored.player_id, run_id=stored.run_id, turn=turn)
    return JudgedFile.read(row) if row else None


def asked_in_a_room(connection: Connection, stored: StoredRun, last: tuple[int, int, int]) -> bool:
    """Whether a room of the player asked a file of this run while it lay on the desk.

    ``last`` is the file judged now, which is not in the log yet: its profile, when it was dealt, and when it
    was judged. Whoever comes into a room late has seen all that it asked from then on.
    """
    mine = {"whose": stored.player_id, "since": stored.started_at}
    asked = [
        (profile_id, max(asked_at, joined_at))
        for query in (_as_guest, _as_opener)
        for profile_id, asked_at, joined_at in query.all(connection, **mine)
        if asked_at is not None
    ]
    if not asked:
        return False
    judged = [*_times.all(connection, player_id=stored.player_id, run_id=stored.run_id), last]
    on_desk = {profile_id: (dealt_at, decided_at) for profile_id, dealt_at, decided_at in judged}
    return any(_is_within(at, on_desk.get(profile_id)) for profile_id, at in asked)


def _is_within(at: int, span: tuple[int, int] | None) -> bool:
    return span is not None and span[0] <= at <= span[1]
