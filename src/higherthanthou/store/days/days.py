"""The daily: ten files and a mark for each deck and day, and one attempt for each player.

The ten are dealt nowhere else, before or after: they are made to order, or come from the deck's reserve.
"""

from collections.abc import Iterable
from functools import partial
from random import Random
from typing import NamedTuple

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.engine import Connection

from ...game.errors import NobodyLeft, Refusal
from ...game.modes import MODES
from ...game.modes.daily import order_of
from ...game.modes.ten import choose_ten
from ...game.profile import Entry
from ..decks import reserve
from ..decks.deck_making import add_profiles, made_for_a_day
from ..decks.decks import Deck, published
from ..decks.profile_row import read_record
from ..decks.profiles import portrait_url
from ..decks.standings import quantiles_of
from ..engine.errors import NotYet
from ..engine.statement import Row, Statement, at_most
from ..tables import columns, day_entries, day_files, profiles, run_of, runs, sightings
from .tallies import tallies

NOT_BEGUN = 0
"""The version of a day without a go yet: its ten were made to order, and suit any version."""

OVER = "This deck's daily is over: hardly any of the files that were kept for it are left."

OFF_SCALE = "The ten that were made for that day have scores that no file of the deck can have."

_D, _E = day_files.c, day_entries.c
_this_day = (_D.deck_id == bindparam("in_deck"), _D.day == bindparam("on_day"))
_this_place = (*_this_day, _D.place == bindparam("at_place"))
_drawn = Statement(select(_D.deck_version, _D.anchor).where(*_this_day, _D.place == 1))
_file = Statement(select(_D.profile_id, _D.score).where(*_this_place))
_add = Statement(insert(day_files).values({c.name: bindparam(c.name) for c in day_files.c}))
_begin = Statement(update(day_files).where(*_this_day).values(deck_version=bindparam("version")))
_met = Statement(
    at_most(
        select(_D.place)
        .join(sightings, sightings.c.profile_id == _D.profile_id)
        .where(*_this_day, sightings.c.player_id == bindparam("player_id")),
        1,
    )
)
_entry = Statement(
    select(_E.run_id).where(
        _E.player_id == bindparam("player_id"), _E.deck_id == bindparam("deck_id"), _E.day == bindparam("day")
    )
)
_enter = Statement(insert(day_entries).values({c.name: bindparam(c.name) for c in day_entries.c}))
_days = Statement(
    select(_E.day)
    .join(runs, run_of(day_entries))
    .where(_E.player_id == bindparam("player_id"), _E.deck_id == bindparam("deck_id"), ~runs.c.open)
)


class Day(NamedTuple):
    """A day that has its ten files: the version of the deck that it is played with, and the mark."""

    day: int
    version: int
    anchor: int


class RevealedFile(NamedTuple):
    """A file of a day that is over, revealed: ``higher`` and ``lower`` count what players said of it."""

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
    """The day, if its ten files exist."""
    row = _drawn.first(connection, in_deck=deck.id, on_day=day)
    return Day(day, *row) if row else None


def today(connection: Connection, deck: Deck, day: int, rng: Random) -> Day:
    """The day of a go that begins today. The deck version of the first go is that of the day.

    Raises:
        NotYet: The ten of this deck are made to order, and have not been made.
        Refusal: Too few of the files that are kept for the daily are left.
    """
    known = drawn(connection, deck, day)
    if known is None:
        if deck.made:
            raise NotYet
        return _draw(connection, deck, day, rng)
    if known.version == NOT_BEGUN:
        _begin.change(connection, in_deck=deck.id, on_day=day, version=deck.version)
        known = known._replace(version=deck.version)
    return known


def _draw(connection: Connection, deck: Deck, day: int, rng: Random) -> Day:
    """Draw the mark and the ten of a day from the files reserved for the daily."""
    kept = reserve.unused_files(connection, deck.id, deck.version)
    if len(kept) < reserve.LEAST:
        raise Refusal(OVER)
    daily = MODES["daily"]
    aiming = partial(daily.aim, rng=rng, scale=deck.scale, quantiles=quantiles_of(connection, deck))
    try:
        mark, ten = choose_ten([score for _, score in kept], aiming, rng)
    except NobodyLeft:
        raise Refusal(OVER) from None
    _add_files(connection, deck.id, Day(day, deck.version, mark), [kept[index] for index in ten])
    return Day(day, deck.version, mark)


def keep(connection: Connection, deck: Deck, day: int, mark: int, ten: list[list[object]]) -> None:
    """Store the ten made for a day, each as ``write`` in ``profile_row`` returns it, unless it has ten.

    Raises:
        Refusal: A score, or the mark, is outside the scale of the deck.
    """
    if _drawn.first(connection, in_deck=deck.id, on_day=day):
        return
    rows = [made_for_a_day(deck.id, written) for written in ten]
    if not all(deck.low <= score <= deck.high for score in (mark, *(row["score"] for row in rows))):
        raise Refusal(OFF_SCALE)
    add_profiles.many(connection, rows)
    _add_files(connection, deck.id, Day(day, NOT_BEGUN, mark), [(row["id"], row["score"]) for row in rows])


def _add_files(connection: Connection, deck_id: int, day: Day, ten: Iterable[tuple[int, int]]) -> None:
    rows = [
        {
            "deck_id": deck_id, "day": day.day, "place": place, "deck_version": day.version,
            "anchor": day.anchor, "profile_id": profile_id, "score": score,
        }
        for place, (profile_id, score) in enumerate(ten, 1)
    ]  # fmt: skip
    _add.many(connection, rows)


def missing(connection: Connection, wanted: Iterable[int]) -> list[tuple[Deck, int]]:
    """Decks and days, of those wanted, whose ten are made to order and do not exist yet."""
    asked = sorted(wanted)
    there = select(_D.deck_id, _D.day).where(_D.day.in_(asked), _D.place == 1)
    known = {tuple(row) for row in connection.execute(there)}
    made = [deck for deck in published(connection) if deck.made and MODES["daily"].suits(deck)]
    return [(deck, day) for day in asked for deck in made if (deck.id, day) not in known]


def discard_unbegun(connection: Connection, before: int, at_most: int) -> int:
    """Remove some days before one that were made and never begun, with their files; return how many."""
    unbegun = _D.deck_version == NOT_BEGUN, _D.day < before
    found = select(_D.deck_id, _D.day).where(*unbegun, _D.place == 1).limit(at_most)
    gone = connection.execute(found).all()
    for deck_id, day in gone:
        this = _D.deck_id == deck_id, _D.day == day
        of_the_day = profiles.c.id.in_(select(_D.profile_id).where(*this))
        connection.execute(delete(profiles).where(of_the_day, profiles.c.until == 0))
        connection.execute(delete(day_files).where(*this))
    return len(gone)


def had_any(connection: Connection, deck_id: int) -> bool:
    """Whether anybody ever began a daily of this deck."""
    return connection.execute(select(_E.day).where(_E.deck_id == deck_id).limit(1)).first() is not None


def is_over(connection: Connection, deck: Deck, day: int) -> bool:
    """Whether a deck has too few reserved files left for a daily on that day."""
    if deck.made or drawn(connection, deck, day):
        return False
    return not reserve.is_enough(connection, deck.id, deck.version)


def has_met_any(connection: Connection, player_id: int, deck_id: int, day: int) -> bool:
    """Whether a player has already had one of the ten of a day on the desk."""
    return _met.first(connection, in_deck=deck_id, on_day=day, player_id=player_id) is not None


def file_of(connection: Connection, deck_id: int, day: int, run_id: str, turn: int) -> tuple[int, int]:
    """The profile and its score at a turn of a run; each run has its own order."""
    row = _file.first(connection, in_deck=deck_id, on_day=day, at_place=order_of(run_id)[turn - 1])
    assert row is not None
    profile_id, score = row
    return profile_id, score


def entry(connection: Connection, player_id: int, deck_id: int, day: int) -> str | None:
    """The id of the run that is a player's attempt at a day."""
    row = _entry.first(connection, player_id=player_id, deck_id=deck_id, day=day)
    return str(row[0]) if row else None


def enter(connection: Connection, player_id: int, deck_id: int, day: int, run_id: str) -> None:
    """Record a run as the player's attempt at a day."""
    _enter.change(connection, player_id=player_id, deck_id=deck_id, day=day, run_id=run_id)


def days_played(connection: Connection, player_id: int, deck_id: int) -> set[int]:
    """The days whose ten a player has judged to the end."""
    return {day for (day,) in _days.all(connection, player_id=player_id, deck_id=deck_id)}


def revealed(connection: Connection, deck_id: int, day: int) -> list[RevealedFile]:
    """The ten files of a day that is over, with the scores they had on that day."""
    seen = columns(profiles, "name age occupation place portrait portrait_alt record")
    query = (
        select(*seen, _D.score, _D.anchor)
        .join(profiles, profiles.c.id == _D.profile_id)
        .where(_D.deck_id == deck_id, _D.day == day)
        .order_by(_D.place)
    )
    rows: list[Row] = [tuple(row) for row in connection.execute(query)]
    files = zip(rows, tallies(connection, deck_id, day), strict=True)
    return [
        RevealedFile(
            name, age, occupation, place, portrait_url(portrait), portrait_alt, read_record(record), score,
            anchor, tally.higher, tally.lower,
        )
        for (name, age, occupation, place, portrait, portrait_alt, record, score, anchor), tally in files
    ]  # fmt: skip
