"""The daily: ten files and a mark for each day of a deck, drawn once, and one go for each player."""

from random import Random
from typing import NamedTuple

from sqlalchemy import bindparam, insert, select
from sqlalchemy.engine import Connection

from ..game.deal import aim, gap_at
from ..game.modes.daily import TURNS, order_of
from ..game.profile import Entry
from .decks import Deck
from .drawing import draw, score_at
from .profiles import portrait_url, read_record
from .statement import Statement
from .tables import columns, day_entries, day_files, profiles, runs
from .tallies import tallies

MIDDLE = (500, 800)
"""The mark of a day is a score as far up among the files of the deck as these are on the 350 to 950 scale."""

_D, _E = day_files.c, day_entries.c
_this_day = (_D.deck_id == bindparam("in_deck"), _D.day == bindparam("on_day"))
_this_place = (*_this_day, _D.place == bindparam("at_place"))
_drawn = Statement(select(_D.deck_version, _D.anchor).where(*_this_day, _D.place == 1))
_file = Statement(select(_D.profile_id, _D.score).where(*_this_place))
_add_file = Statement(insert(day_files).values({c.name: bindparam(c.name) for c in day_files.c}))
_entry = Statement(
    select(_E.run_id).where(
        _E.player_id == bindparam("player_id"), _E.deck_id == bindparam("deck_id"), _E.day == bindparam("day")
    )
)
_enter = Statement(insert(day_entries).values({c.name: bindparam(c.name) for c in day_entries.c}))
_days = Statement(
    select(_E.day)
    .join(runs, runs.c.id == _E.run_id)
    .where(_E.player_id == bindparam("player_id"), _E.deck_id == bindparam("deck_id"), ~runs.c.open)
)


class Day(NamedTuple):
    """What was drawn for a day: from which version of the deck, and the mark."""

    day: int
    version: int
    anchor: int


class Opened(NamedTuple):
    """A file of a day that is over, opened: whoever played it said higher or lower."""

    name: str
    age: int | None
    occupation: str
    place: str
    portrait: str
    portrait_alt: str
    record: tuple[Entry, ...]
    score: int
    anchor: int
    higher: int
    lower: int


def drawn(connection: Connection, deck: Deck, day: int) -> Day | None:
    """What was drawn for a day, if it was."""
    row = _drawn.first(connection, in_deck=deck.id, on_day=day)
    return Day(day, *row) if row else None


def draw_day(connection: Connection, deck: Deck, day: int, rng: Random) -> Day:
    """Draw the mark and the ten files of a day, if nobody has asked for them yet.

    They come from the chance of the server: nobody could have known them, and they are the same from now on.
    """
    known = drawn(connection, deck, day)
    if known is not None:
        return known
    anchor = score_at(connection, deck, rng.randint(*MIDDLE))
    for place in range(1, TURNS + 1):
        wanted = aim(gap_at(place, deck.scale), anchor, rng, deck.scale)
        file = draw(connection, deck, 0, "", wanted, day, rng)
        _add_file.change(
            connection,
            deck_id=deck.id,
            day=day,
            place=place,
            deck_version=deck.version,
            anchor=anchor,
            profile_id=file.profile_id,
            score=file.score,
        )
    return Day(day, deck.version, anchor)


def file_of(connection: Connection, deck_id: int, day: int, run_id: str, turn: int) -> tuple[int, int]:
    """The profile that a run of a day has at a turn, and its score."""
    row = _file.first(connection, in_deck=deck_id, on_day=day, at_place=order_of(run_id)[turn - 1])
    assert row is not None
    return row[0], row[1]


def entry(connection: Connection, player_id: int, deck_id: int, day: int) -> str | None:
    """The run that is a player's go of a day."""
    row = _entry.first(connection, player_id=player_id, deck_id=deck_id, day=day)
    return str(row[0]) if row else None


def enter(connection: Connection, player_id: int, deck_id: int, day: int, run_id: str) -> None:
    """Make a run the player's go of a day."""
    _enter.change(connection, player_id=player_id, deck_id=deck_id, day=day, run_id=run_id)


def days_played(connection: Connection, player_id: int, deck_id: int) -> set[int]:
    """The days whose ten a player has judged to the end."""
    return {row[0] for row in _days.all(connection, player_id=player_id, deck_id=deck_id)}


def opened(connection: Connection, deck_id: int, day: int) -> list[Opened]:
    """The ten files of a day that is over, with the scores they had."""
    seen = columns(profiles, "name age occupation place portrait portrait_alt record")
    query = (
        select(*seen, _D.score, _D.anchor)
        .join(profiles, profiles.c.id == _D.profile_id)
        .where(_D.deck_id == deck_id, _D.day == day)
        .order_by(_D.place)
    )
    return [
        Opened(*row[:4], portrait_url(row[4]), row[5], read_record(row[6]), row[7], row[8], *said[2:])
        for row, said in zip(connection.execute(query), tallies(connection, deck_id, day), strict=True)
    ]
