"""The newest calls of a player with a fixed score to compare with, each with the facts as they were shown.

Those of the newest runs are read, MOST runs at most, by the index of runs that has the time: ids of runs tell
none between two processes.
"""

import json
from collections.abc import Iterable
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.engine import Connection

from ...game.deal import SESAME
from ...game.mirror.called import MOST
from ...game.modes import MODES
from ...game.profile import Entry, as_seen
from ...game.run import Run, Used
from ..decks.profile_row import read_record
from ..engine.statement import Row, Statement, at_most
from ..tables import columns, decks, guesses, lifelines, profiles, run_of, runs

MIRRORED = ("streak", "year", "daily")
"""Modes in which a file is compared with a score that does not come from the file before."""

MOST_USED = 1_000

_G, _L = guesses.c, lifelines.c
_me = bindparam("player_id", type_=_G.player_id.type)
_mirrored = or_(*[runs.c.mode == key for key in MIRRORED])
_latest = at_most(
    select(runs.c.id).where(runs.c.player_id == _me, _mirrored).order_by(runs.c.started_at.desc()), MOST
)
_newest = Statement(
    at_most(
        select(
            *columns(guesses, "decided_at run_id turn profile_id name guess score anchor gain"),
            *columns(runs, "mode value deck_id deck_version"),
            *columns(decks, "model title"),
            *columns(profiles, "record look age place"),
        )
        .join(runs, run_of(guesses))
        .join(decks, decks.c.id == runs.c.deck_id)
        .join(profiles, profiles.c.id == _G.profile_id)
        .where(
            _G.player_id == _me,
            _G.run_id.in_(_latest),
            _G.score != _G.anchor,
            decks.c.model.is_not(None),
            decks.c.low == SESAME.low,
            decks.c.high == SESAME.high,
        )
        .order_by(runs.c.started_at.desc(), _G.run_id, _G.turn.desc()),
        MOST,
    )
)
_so_far = Statement(
    select(func.count(), func.max(_G.decided_at)).where(_G.player_id == bindparam("player_id"))
)
_used = Statement(
    at_most(
        select(*columns(lifelines, "run_id kind turn"))
        .join(runs, run_of(lifelines))
        .where(
            _L.player_id == bindparam("player_id"),
            or_(*[runs.c.mode == key for key in MIRRORED if MODES[key].changes_view]),
        )
        .order_by(runs.c.started_at.desc()),
        MOST_USED,
    )
)


class PlayerCall(NamedTuple):
    """A decided call. ``record`` has each fact where the file showed it at its turn.

    ``expression`` is that of the drawn face, empty where there is none.
    """

    run_id: str
    model: str
    deck_id: int
    version: int
    deck_title: str
    higher: bool
    score: int
    anchor: int
    record: tuple[Entry, ...]
    expression: str
    age: int | None
    place: str
    name: str


def calls_so_far(connection: Connection, player_id: int) -> tuple[int, int | None]:
    """How many calls a player has made in any mode, and when the newest was: with them, the mirror changes.

    The newest call need not be in the newest run.
    """
    [(count, newest)] = _so_far.all(connection, player_id=player_id)
    return count, newest


def newest_calls(connection: Connection, player_id: int) -> list[PlayerCall]:
    """The newest calls of a player on files with a score model, the newest first, MOST at most.

    Of a file that was met again only the first call counts: the others say what was remembered.
    """
    rows = sorted(_newest.all(connection, player_id=player_id), key=itemgetter(0), reverse=True)
    changing = {mode.key for mode in MODES.values() if mode.changes_view}
    used: dict[str, list[Used]] = {}
    if any(row[9] in changing for row in rows):
        for run_id, kind, turn in _used.all(connection, player_id=player_id):
            used.setdefault(run_id, []).append(Used(kind, turn))
    return list(_calls(rows, used))


def _calls(rows: list[Row], used: dict[str, list[Used]]) -> Iterable[PlayerCall]:
    first = {row[3]: place for place, row in enumerate(rows)}  # the last one wins, which is the oldest
    values: dict[str, int] = {}
    for place, row in enumerate(rows):
        _, run_id, turn, profile_id, name, guess, score, anchor, gain, mode, value, *rest = row
        before = values[run_id] = values.get(run_id, value) - gain
        if first[profile_id] != place:
            continue
        deck_id, version, model, title, written, look, age, lives = rest
        record = read_record(written)
        if MODES[mode].changes_view:
            run = Run(anchor, turn, value=before, used=tuple(used.get(run_id, ())))
            record = as_seen(record, MODES[mode].view(run))
        expression = json.loads(look).get("expressionVariant", "")
        yield PlayerCall(
            run_id, model, deck_id, version, title, guess == "higher", score, anchor, record, expression, age,
            lives, name,
        )  # fmt: skip
