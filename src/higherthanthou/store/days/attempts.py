"""A player's attempts at dailies: one for each deck and day, how it stands, and what was right in it."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from ...game.modes.daily import days_in_a_row
from ..engine.statement import Statement
from ..tables import columns, day_entries, guesses, run_of, runs
from .days import days_played

_E = day_entries.c
_attempt = (_E.day, runs.c.id, runs.c.value, runs.c.open)
_since = (_E.player_id == bindparam("player_id"), _E.day >= bindparam("first"))
_of_deck = Statement(
    select(*_attempt).join(runs, run_of(day_entries)).where(*_since, _E.deck_id == bindparam("deck_id"))
)
_of_all = Statement(select(_E.deck_id, *_attempt).join(runs, run_of(day_entries)).where(*_since))
_rights = Statement(
    select(*columns(guesses, "right"))
    .where(guesses.c.player_id == bindparam("player_id"), guesses.c.run_id == bindparam("run_id"))
    .order_by(guesses.c.turn)
)


class Attempt(NamedTuple):
    """The attempt at a day: its run, how many were right so far, and whether it has ended."""

    day: int
    run: str
    right: int
    over: bool


def attempts_since(connection: Connection, player_id: int, deck_id: int, first: int) -> dict[int, Attempt]:
    """A player's attempts on a deck from a day on, by their days."""
    found = _of_deck.all(connection, player_id=player_id, deck_id=deck_id, first=first)
    return {day: Attempt(day, run, value, not is_open) for day, run, value, is_open in found}


def all_since(connection: Connection, player_id: int, first: int) -> dict[int, dict[int, Attempt]]:
    """The same on every deck, by the ids of decks."""
    found: dict[int, dict[int, Attempt]] = {}
    for deck_id, day, run, value, is_open in _of_all.all(connection, player_id=player_id, first=first):
        found.setdefault(deck_id, {})[day] = Attempt(day, run, value, not is_open)
    return found


def rights_of(connection: Connection, player_id: int, run: str) -> tuple[bool, ...]:
    """Which calls of a run were right, oldest first."""
    return tuple(bool(right) for (right,) in _rights.all(connection, player_id=player_id, run_id=run))


def over_days(attempts: Iterable[Attempt]) -> set[int]:
    """The days whose ten were judged to the end."""
    return {attempt.day for attempt in attempts if attempt.over}


def row_of_days(
    connection: Connection, player_id: int, deck_id: int, known: set[int], first: int, today: int
) -> int:
    """How many days in a row up to today; ``known`` are those played since the day ``first``.

    Only a row that may have begun before that is counted from all days.
    """
    row = days_in_a_row(known, today)
    begun_before = row >= today - first
    return days_in_a_row(days_played(connection, player_id, deck_id), today) if begun_before else row
