"""The newest calls of a player with a fixed score to compare with, each with the facts as they were shown."""

import json
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import bindparam, or_, select
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

_G, _R, _L = guesses.c, runs.c, lifelines.c
_newest = Statement(
    at_most(
        select(
            *columns(guesses, "run_id turn profile_id name guess score anchor gain"),
            *columns(runs, "mode value deck_id deck_version"),
            *columns(decks, "model title"),
            *columns(profiles, "record look age place"),
        )
        .join(runs, run_of(guesses))
        .join(decks, decks.c.id == _R.deck_id)
        .join(profiles, profiles.c.id == _G.profile_id)
        .where(
            _G.player_id == bindparam("player_id"),
            or_(*[_R.mode == key for key in MIRRORED]),
            _G.score != _G.anchor,
            decks.c.model.is_not(None),
            decks.c.low == SESAME.low,
            decks.c.high == SESAME.high,
        )
        .order_by(_G.run_id.desc(), _G.turn.desc()),
        MOST,
    )
)
_last = Statement(
    at_most(
        select(_G.run_id, _G.turn)
        .where(_G.player_id == bindparam("player_id"))
        .order_by(_G.run_id.desc(), _G.turn.desc()),
        1,
    )
)
_used = Statement(
    at_most(
        select(*columns(lifelines, "run_id kind turn"))
        .join(runs, run_of(lifelines))
        .where(
            _L.player_id == bindparam("player_id"),
            or_(*[_R.mode == key for key in MIRRORED if MODES[key].changes_view]),
        )
        .order_by(_L.run_id.desc()),
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


def last_call(connection: Connection, player_id: int) -> tuple[str, int] | None:
    """The run and the turn of the newest call of a player in any mode: with it, the mirror changes."""
    row = _last.first(connection, player_id=player_id)
    return (row[0], row[1]) if row else None


def newest_calls(connection: Connection, player_id: int) -> list[PlayerCall]:
    """The newest calls of a player on files with a score model, the newest first, MOST at most.

    Of a file that was met again only the first call counts: the others say what was remembered.
    """
    rows = _newest.all(connection, player_id=player_id)
    changing = {mode.key for mode in MODES.values() if mode.changes_view}
    used: dict[str, list[Used]] = {}
    if any(row[8] in changing for row in rows):
        for run_id, kind, turn in _used.all(connection, player_id=player_id):
            used.setdefault(run_id, []).append(Used(kind, turn))
    return list(_calls(rows, used))


def _calls(rows: list[Row], used: dict[str, list[Used]]) -> Iterable[PlayerCall]:
    first = {row[2]: place for place, row in enumerate(rows)}  # the last one wins, which is the oldest
    values: dict[str, int] = {}
    for place, row in enumerate(rows):
        run_id, turn, profile_id, name, guess, score, anchor, gain, mode, value, *rest = row
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
