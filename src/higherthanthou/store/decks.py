"""Decks and their profiles: listing, making, and what a player may see of one."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from sqlalchemy import Select, bindparam, delete, func, insert, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from ..game.deal import Scale
from ..game.errors import Refusal
from ..game.profile import Entry, Fact, Profile, PublicProfile, Shown, Withheld
from .statement import Statement
from .tables import Deck as DeckRow
from .tables import decks, new_id, new_public_id, profiles

BATCH = 500
READ = 2048
"""How many facts, bars and records of files are kept as they were read, the least recent forgotten first."""

SHOWN = {shown.value: shown for shown in Shown}

_PUBLIC = (
    "name",
    "age",
    "occupation",
    "place",
    "file_number",
    "portrait",
    "portrait_alt",
    "facts",
    "withheld",
)
_public = Statement(
    select(*(profiles.c[name] for name in _PUBLIC)).where(profiles.c.id == bindparam("profile_id"))
)
_look = Statement(select(profiles.c.look).where(profiles.c.portrait == bindparam("portrait")))


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck as everybody may see it: scores go from ``low`` to ``high``, ``model`` made them or is None."""

    id: int
    slug: str
    title: str
    theme: str
    model: str | None
    noun: str
    label: str
    unit: str
    low: int
    high: int
    version: int
    state: str
    size: int

    @property
    def scale(self) -> Scale:
        """The scores a file of this deck can have."""
        return Scale(self.low, self.high)


FIELDS = tuple(decks.c[name] for name in Deck.__dataclass_fields__)


def published(connection: Connection) -> tuple[Deck, ...]:
    """Every published deck, the oldest first."""
    query = select(*FIELDS).where(decks.c.state == "published").order_by(decks.c.created_at)
    return tuple(Deck(*row) for row in connection.execute(query))


def every(connection: Connection) -> tuple[Deck, ...]:
    """Every deck in whatever state, the oldest first."""
    return tuple(Deck(*row) for row in connection.execute(select(*FIELDS).order_by(decks.c.created_at)))


def find(connection: Connection, slug: str) -> Deck | None:
    """The published deck of that slug."""
    return _one(connection, select(*FIELDS).where(decks.c.slug == slug, decks.c.state == "published"))


def by_id(connection: Connection, deck_id: int) -> Deck | None:
    """A deck in whatever state."""
    return _one(connection, select(*FIELDS).where(decks.c.id == deck_id))


def _one(connection: Connection, query: Select[Any]) -> Deck | None:
    row = connection.execute(query).first()
    return Deck(*row) if row else None


def begin(connection: Connection, deck: DeckRow) -> int:
    """Add a deck that is still being made; nobody can see it. Return its id."""
    try:
        connection.execute(insert(decks), deck.model_dump() | {"state": "making"})
    except IntegrityError:
        raise Refusal(f"There is a deck {deck.slug} already; please choose another slug.") from None
    return deck.id


def add(connection: Connection, deck_id: int, people: Iterable[Profile]) -> None:
    """Add profiles to a deck that is being made. Their row ids and portraits' names are random."""
    connection.execute(insert(profiles), [_row(deck_id, person) for person in people])


def finish(connection: Connection, deck_id: int, state: str) -> None:
    """End the making of a deck: count it, and give it its state."""
    size = select(func.count()).where(profiles.c.deck_id == deck_id).scalar_subquery()
    connection.execute(update(decks).where(decks.c.id == deck_id).values(state=state, size=size))


def discard(connection: Connection, deck_id: int) -> None:
    """Leave nothing of a deck that was being made."""
    connection.execute(delete(profiles).where(profiles.c.deck_id == deck_id))
    connection.execute(delete(decks).where(decks.c.id == deck_id, decks.c.state == "making"))


def discard_unfinished(connection: Connection, before: int) -> None:
    """Clear what makings that began before a time (milliseconds) and were cut off have left."""
    old = select(decks.c.id).where(decks.c.state == "making", decks.c.created_at < before)
    for (deck_id,) in connection.execute(old).all():
        discard(connection, deck_id)


def batches(people: Iterator[Profile]) -> Iterator[list[Profile]]:
    """Profiles in lists of at most BATCH."""
    while batch := list(islice(people, BATCH)):
        yield batch


def _row(deck_id: int, person: Profile) -> dict[str, object]:
    return {
        "id": new_id(),
        "deck_id": deck_id,
        "score": person.score,
        "name": person.name,
        "age": person.age,
        "occupation": person.occupation,
        "place": person.place,
        "file_number": person.file_number,
        "portrait": new_public_id(),
        "portrait_alt": person.portrait_alt,
        "look": json.dumps(person.look),
        "facts": json.dumps([[f.label, f.text] for f in person.facts()], ensure_ascii=False),
        "withheld": json.dumps([[w.label, w.bar] for w in person.withheld()], ensure_ascii=False),
        "record": json.dumps(person.record, ensure_ascii=False),
    }


def public_profile(connection: Connection, profile_id: int) -> PublicProfile:
    """What a player may see of a file. Neither its score nor its record is read."""
    row = _public.first(connection, profile_id=profile_id)
    assert row is not None
    name, age, occupation, place, file_number, portrait, portrait_alt, facts, withheld = row
    return PublicProfile(
        name,
        age,
        occupation,
        place,
        file_number,
        portrait_url(portrait),
        portrait_alt,
        _read_facts(facts),
        _read_withheld(withheld),
    )


@lru_cache(READ)
def _read_facts(text: str) -> tuple[Fact, ...]:
    return tuple([Fact(*fact) for fact in json.loads(text)])


@lru_cache(READ)
def _read_withheld(text: str) -> tuple[Withheld, ...]:
    return tuple([Withheld(*fact) for fact in json.loads(text)])


@lru_cache(READ)
def read_record(text: str) -> tuple[Entry, ...]:
    """Every fact of a file, with its points, from the JSON it is kept in."""
    return tuple(
        [
            Entry(label, said, SHOWN[shown], dimension, points)
            for label, said, shown, dimension, points in json.loads(text)
        ]
    )


def portrait_url(portrait: str) -> str:
    """Where the portrait of that public name is served."""
    return f"/portraits/{portrait}.svg"


def look(connection: Connection, portrait: str) -> dict[str, str] | None:
    """The options that a portrait of that public name is drawn from."""
    row = _look.first(connection, portrait=portrait)
    return dict(json.loads(row[0])) if row else None
