"""Replays: which runs on a board may be looked at by anybody, because their players agree and they are past.

A run is found by what its board tells anyway: deck, mode, the day or the version, and the alias. One on a
version is past once none of its people can be met again: an archived deck can be opened again, and undoing
brings back the version before the published one.
"""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.engine import Connection

from ...game.modes import Mode
from ...game.modes.daily import day_numbered, day_of, may_look_back, number_of
from ..boards import boards
from ..boards.boards import Row, board_name
from ..boards.hidden_aliases import instead_on
from ..days import days
from ..decks import seasons
from ..decks.decks import Deck
from ..engine.statement import Statement, at_most
from ..players import aliases
from ..tables import guesses, players, profiles, runs

_me = runs.c.player_id == bindparam("player_id")
_agreed = Statement(
    select(players.c.alias, players.c.replays, instead_on(bindparam("deck_id"))).where(
        players.c.id == bindparam("player_id")
    )
)
_ranked = Statement(
    select(runs.c.id).where(_me, runs.c.id == bindparam("run_id"), runs.c.ranked, ~runs.c.open)
)
_ended_then = Statement(
    at_most(
        select(runs.c.id).where(
            _me,
            runs.c.deck_id == bindparam("deck_id"),
            runs.c.deck_version == bindparam("version"),
            runs.c.mode == bindparam("mode"),
            runs.c.ranked,
            runs.c.ended_at == bindparam("ended_at"),
        ),
        1,
    )
)
_judged = profiles.alias()
_there = (profiles.c.since <= bindparam("version")) & (profiles.c.until > bindparam("back_to"))
_versions = Statement(
    select(
        func.min(profiles.c.since),
        func.max(profiles.c.until),
        func.coalesce(func.sum(case((_there, 1), else_=0)), 0),
    )
    .select_from(guesses)
    .join(_judged, _judged.c.id == guesses.c.profile_id)
    .join(profiles, profiles.c.person == _judged.c.person)
    .where(guesses.c.player_id == bindparam("player_id"), guesses.c.run_id == bindparam("run_id"))
)
"""Of the people of a run: the versions that have had them, and how many are in the latest ones."""
_still_ranking = Statement(
    at_most(
        select(runs.c.id).where(
            runs.c.deck_id == bindparam("deck_id"),
            runs.c.deck_version >= bindparam("since"),
            runs.c.deck_version < bindparam("until"),
            runs.c.open,
            runs.c.ranked,
        ),
        1,
    )
)


class Replayed(NamedTuple):
    """A run that may be looked at, and the alias of its player."""

    player_id: int
    run_id: str
    name: str


def find(
    connection: Connection, deck: Deck, mode: Mode, number: int, alias: str, now: int
) -> Replayed | None:
    """The run of somebody on the board of a day, or the best of a version; None unless it may be looked at.

    ``number`` is that of the daily, or of the version of the deck.
    """
    player_id = aliases.holder(connection, alias)
    row = None if player_id is None else _agreed.first(connection, player_id=player_id, deck_id=deck.id)
    if player_id is None or row is None:
        return None
    name, agreed, instead = row
    if not agreed or instead is not None:
        return None
    if mode.daily:
        run_id = _of_a_day(connection, deck, player_id, day_numbered(number), now)
    else:
        run_id = _of_a_version(connection, deck, mode, player_id, number)
    return Replayed(player_id, run_id, name) if run_id else None


def _of_a_day(connection: Connection, deck: Deck, player_id: int, day: int, now: int) -> str | None:
    run_id = days.entry(connection, player_id, deck.id, day) if may_look_back(day, now) else None
    if run_id is None or _ranked.first(connection, player_id=player_id, run_id=run_id) is None:
        return None
    return run_id


def _of_a_version(connection: Connection, deck: Deck, mode: Mode, player_id: int, version: int) -> str | None:
    best = boards.best(connection, board_name(deck.id, version, mode.key, "all", 0), player_id)
    if best is None or _may_be_played(connection, deck, version):
        return None
    return _if_past(connection, deck, mode, player_id, version, best.reached_at)


def numbers(
    connection: Connection, deck: Deck, mode: Mode, version: int, rows: Sequence[Row], now: int
) -> dict[int, int]:
    """The numbers by which open replays of a board for all time are found, by the players of its rows.

    The board of a version that goes on costs no statement; of a daily any board will do.
    """
    agreed = [row for row in rows if row.opens]
    if mode.daily:
        played = [(row, day_of(row.reached_at)) for row in agreed]
        return {row.player_id: number_of(day) for row, day in played if may_look_back(day, now)}
    if not agreed or _may_be_played(connection, deck, version):
        return {}
    return {
        row.player_id: version
        for row in agreed
        if _if_past(connection, deck, mode, row.player_id, version, row.reached_at)
    }


def _may_be_played(connection: Connection, deck: Deck, version: int) -> bool:
    """Whether runs begin on the files of that version, or may again."""
    return version >= deck.version or version >= _back_to(connection, deck)


def _back_to(connection: Connection, deck: Deck) -> int:
    """The earliest version whose files may come back: the one before, unless a season began, which stays."""
    return deck.version - (not seasons.begins_with(connection, deck.id, deck.version))


def _if_past(
    connection: Connection, deck: Deck, mode: Mode, player_id: int, version: int, ended_at: int
) -> str | None:
    """The run that ended then, unless one of its people can still be met in a run that ranks.

    Whoever was edited, or came back, is in later versions as another row; and a run that was open when its
    version ended goes on and ranks.
    """
    found = _ended_then.first(
        connection, player_id=player_id, deck_id=deck.id, version=version, mode=mode.key, ended_at=ended_at
    )
    if found is None:
        return None
    [run_id] = found
    since, until, there = _versions.first(
        connection, player_id=player_id, run_id=run_id, version=deck.version,
        back_to=_back_to(connection, deck),
    ) or (None, None, 0)  # fmt: skip
    if since is None or there:
        return None
    ranking = _still_ranking.first(connection, deck_id=deck.id, since=since, until=until)
    return None if ranking else str(run_id)
