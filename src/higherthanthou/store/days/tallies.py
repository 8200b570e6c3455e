"""Tallies of a daily: how many said higher or lower on each file. Counted as they come, or from the log."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, bindparam, cast, delete, func, insert, select, update
from sqlalchemy.engine import Connection

from ...game.deal import Side
from ...game.modes.daily import DAY, GRACE
from ..decks.owners import is_owner
from ..engine.statement import Statement
from ..tables import day_counts, day_entries, day_files, decks, guesses, guesses_of, players
from ..tables.counter_shards import shard_of

_D, _E, _T = day_files.c, day_entries.c, day_counts.c
_here = (_T.deck_id == bindparam("in_deck")) & (_T.day == bindparam("on_day")) & (_T.place == _D.place)
"""It names the day again: a distributed database gathers the counts before it joins them to a whole table."""
_tallies = Statement(
    select(
        _D.place,
        _D.profile_id,
        func.coalesce(func.sum(_T.higher), 0),
        func.coalesce(func.sum(_T.lower), 0),
    )
    .outerjoin(day_counts, _here)
    .where(_D.deck_id == bindparam("in_deck"), _D.day == bindparam("on_day"))
    .group_by(_D.place, _D.profile_id)
    .order_by(_D.place)
)
_this_count = (
    _T.deck_id == bindparam("in_deck"),
    _T.day == bindparam("on_day"),
    _T.place == bindparam("at_place"),
    _T.shard == bindparam("in_shard"),
)
_said = {
    side: Statement(
        update(day_counts).where(*_this_count).values({side.value: _T[side.value] + bindparam("more")})
    )
    for side in Side
}
_said_first = Statement(insert(day_counts).values({c.name: bindparam(c.name) for c in day_counts.c}))

Place = tuple[int, int, int, str]
"""Deck, day, place and side."""


class Tally(NamedTuple):
    """A file of a day, and how many said higher and lower."""

    place: int
    profile_id: int
    higher: int
    lower: int


def tallies(connection: Connection, deck_id: int, day: int) -> list[Tally]:
    """The tallies of the ten files of a day."""
    return [Tally(*row) for row in _tallies.all(connection, in_deck=deck_id, on_day=day)]


def count(
    connection: Connection, deck_id: int, day: int, place: int, side: Side, player_id: int, more: int = 1
) -> None:
    """Count a player's answer on a file of a day."""
    shard = shard_of(connection, player_id)
    if _said[side].change(connection, in_deck=deck_id, on_day=day, at_place=place, in_shard=shard, more=more):
        return
    counts = {one.value: more if one is side else 0 for one in Side}
    _said_first.change(connection, deck_id=deck_id, day=day, place=place, shard=shard, **counts)


def forget(connection: Connection, which: ColumnElement[bool]) -> None:
    """Subtract the answers of some attempts (rows of ``day_entries``) before they are deleted."""
    for deck_id, day, place, side, said, player_id in _logged(connection, _E.player_id, which=which):
        count(connection, deck_id, day, place, Side(side), player_id, -said)


def from_log(connection: Connection) -> dict[Place, int]:
    """The tallies of all days by the log of guesses, without zeros."""
    return {(deck_id, day, place, side): said for deck_id, day, place, side, said in _logged(connection)}


def _logged(
    connection: Connection, *each: ColumnElement[Any], which: ColumnElement[bool] | None = None
) -> list[tuple[Any, ...]]:
    """Count the guesses that were made in time, by place and side, and by the columns in ``each``.

    Those of the deck's owner do not count, nor those of a player who may be.
    """
    of_the_day = (_D.deck_id == _E.deck_id) & (_D.day == _E.day) & (_D.profile_id == guesses.c.profile_id)
    place = _E.deck_id, _E.day, _D.place, guesses.c.guess
    closes = cast(_E.day + 1, BigInteger) * DAY + GRACE
    query = (
        select(*place, func.count(), *each)
        .join(guesses, guesses_of(day_entries))
        .join(day_files, of_the_day)
        .join(players, players.c.id == _E.player_id)
        .join(decks, decks.c.id == _E.deck_id)
        .where(guesses.c.decided_at < closes, ~is_owner())
        .group_by(*place, *each)
    )
    found = connection.execute(query if which is None else query.where(which))
    return [tuple(row) for row in found]


def differing(connection: Connection) -> Iterator[str]:
    """Compare the tallies with the log; one sentence for each file that differs."""
    log, kept = from_log(connection), _kept(connection)
    files = {(deck_id, day, place) for deck_id, day, place, _ in log.keys() | kept.keys()}
    for deck_id, day, place in sorted(files):
        sides = [(deck_id, day, place, side.value) for side in Side]
        said, counted = ([told.get(side, 0) for side in sides] for told in (log, kept))
        if said != counted:
            yield (
                f"daily {deck_id}/{day}, file {place}: by the log {said[0]} said higher and {said[1]} lower, "
                f"the tally {counted[0]} and {counted[1]}"
            )


def _kept(connection: Connection) -> dict[Place, int]:
    found = _T.deck_id, _T.day, _T.place
    query = select(*found, *(func.sum(_T[side.value]) for side in Side)).group_by(*found)
    return {
        (deck_id, day, place, side.value): said
        for deck_id, day, place, *counts in connection.execute(query)
        for side, said in zip(Side, counts, strict=True)
    }


def rebuild(connection: Connection) -> None:
    """Replace the tallies of all days by what the log says."""
    rows: dict[tuple[int, int, int], dict[str, int]] = {}
    for (deck_id, day, place, side), said in from_log(connection).items():
        known = {"deck_id": deck_id, "day": day, "place": place, "shard": 0, "higher": 0, "lower": 0}
        rows.setdefault((deck_id, day, place), known)[side] = said
    connection.execute(delete(day_counts))
    if rows:
        connection.execute(insert(day_counts), list(rows.values()))
