"""Decks: listing them, and making one."""

import json
import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, delete, func, insert, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from ..game.deal import Scale
from ..game.errors import Refusal
from ..game.head import Head
from ..game.labels import one_line
from ..game.stars import THEME
from .reserve import set_aside
from .statement import Statement
from .tables import ID_BITS, STILL, decks, new_id, new_public_id, profiles
from .tables import Deck as DeckRow
from .written import COLUMNS

BATCH = 1000
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_SLUG, LONGEST_TITLE = 60, 100
CANCELLED = "That deck was cancelled while it was being made."
SILENT = 120_000
"""A making that has added nothing for so many milliseconds was cut off."""


class Deck(NamedTuple):
    """A deck as everybody may see it: scores go from ``low`` to ``high``, ``model`` made them or is None.

    ``version`` is the one that is played, or in a run the one it is played with; ``size`` is always that of
    the one that is played.
    """

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
    host_id: int | None
    locale: str | None

    @property
    def made(self) -> bool:
        """Whether it was generated, so that more files like its own can be made."""
        return self.locale is not None

    @property
    def scale(self) -> Scale:
        """The scores a file of this deck can have."""
        return Scale(self.low, self.high)

    @property
    def archived(self) -> bool:
        """Whether nobody can begin a run on it any more; its pages and boards stay."""
        return self.state == "archived"

    @property
    def rated(self) -> bool:
        """Whether its scores are what players' stars make of them; a score model takes their place."""
        return self.theme == THEME and self.model is None


add_profiles = Statement(insert(profiles).values({c.name: bindparam(c.name) for c in profiles.c}))

FIELDS = tuple(decks.c[name] for name in Deck._fields)


def published(connection: Connection) -> tuple[Deck, ...]:
    """Every published deck, the oldest first."""
    query = select(*FIELDS).where(decks.c.state == "published").order_by(decks.c.created_at)
    return tuple(Deck(*row) for row in connection.execute(query))


def every(connection: Connection) -> tuple[Deck, ...]:
    """Every deck in whatever state, the oldest first."""
    return tuple(Deck(*row) for row in connection.execute(select(*FIELDS).order_by(decks.c.created_at)))


def find(connection: Connection, slug: str) -> Deck | None:
    """The deck of that slug, if everybody may look at it: published, or archived."""
    shown = decks.c.state.in_(("published", "archived"))
    return _one(connection, select(*FIELDS).where(decks.c.slug == slug, shown))


def by_id(connection: Connection, deck_id: int) -> Deck | None:
    """A deck in whatever state."""
    return _one(connection, select(*FIELDS).where(decks.c.id == deck_id))


def _one(connection: Connection, query: Select[Any]) -> Deck | None:
    row = connection.execute(query).first()
    return Deck(*row) if row else None


def new_deck(
    title: str, head: Head, host_id: int | None, now: int, slug: str | None = None, locale: str | None = None
) -> DeckRow:
    """The row of a deck that is about to be made; without a slug, one is made of the title.

    ``locale`` is that of a deck that is generated, empty for the usual.
    """
    title = " ".join(title.split())
    if not 1 <= len(title) <= LONGEST_TITLE:
        raise Refusal(f"A title has 1 to {LONGEST_TITLE} characters.")
    if not one_line(title):
        raise Refusal("A title is one line of letters, digits and signs, nothing that cannot be printed.")
    slug = slug or slug_of(title)
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        raise Refusal(f"A slug has up to {LONGEST_SLUG} small letters, digits and single hyphens.")
    return DeckRow(
        slug=slug, title=title, theme=head.theme, model=head.model, noun=head.noun, label=head.label,
        unit=head.unit, low=head.low, high=head.high, labels=json.dumps(head.labels, ensure_ascii=False),
        state="making", host_id=host_id, created_at=now, locale=locale,
    )  # fmt: skip


def slug_of(title: str) -> str:
    """A slug made of a title: its latin letters without accents, and its digits."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_SLUG].strip("-") or "deck"


def slug_by_id(connection: Connection, deck_id: int, host_id: int) -> str | None:
    """The slug of a deck of that host, None if there is no such deck."""
    mine = select(decks.c.slug).where(decks.c.id == deck_id, decks.c.host_id == host_id)
    return connection.execute(mine).scalar_one_or_none()


def begin_once(connection: Connection, row: DeckRow) -> tuple[str, bool]:
    """Add a deck that is still being made, unless one of its id is there already.

    Return its slug, which is another one if its own is taken, and whether it was added. Where two come at
    once, the database tells the later one, which is run again.
    """
    assert row.host_id is not None
    there = slug_by_id(connection, row.id, row.host_id)
    if there is not None:
        return there, False
    taken = select(decks.c.id).where(decks.c.slug == row.slug)
    if connection.execute(taken).first():
        row.slug = f"{row.slug[: LONGEST_SLUG - 7].strip('-')}-{secrets.token_hex(3)}"
    connection.execute(insert(decks), row.model_dump() | {"state": "making"})
    return row.slug, True


def begin(connection: Connection, deck: DeckRow) -> int:
    """Add a deck that is still being made; nobody can see it. Return its id."""
    try:
        connection.execute(insert(decks), deck.model_dump() | {"state": "making"})
    except IntegrityError:
        raise Refusal(f"There is a deck {deck.slug} already; please choose another slug.") from None
    return deck.id


def add(
    connection: Connection, deck_id: int, written: Iterable[list[object]], first: int, size: int, now: int
) -> None:
    """Add profiles, each as ``write`` made it, at the positions from ``first`` on, to a deck of that size.

    The deck is as old as what was added last, so that other machines see that its making goes on.
    """
    making = update(decks).where(decks.c.id == deck_id, decks.c.state == "making").values(created_at=now)
    if connection.execute(making).rowcount != 1:
        raise Refusal(CANCELLED)
    rows = [
        _row(deck_id, _spread(position, size), values) | {"position": position}
        for position, values in enumerate(written, first)
    ]
    add_profiles.many(connection, rows)


def _row(deck_id: int, identity: int, values: list[object]) -> dict[str, Any]:
    """A profile of the first version, from what ``write`` made."""
    known = {"id": identity, "person": f"{identity:016x}", "portrait": new_public_id(), "deck_id": deck_id}
    always = {"position": 0, "since": 1, "until": STILL, "revision": 0, "reserve": False}
    return known | always | dict(zip(COLUMNS, values, strict=True))


def made_for_a_day(deck_id: int, values: list[object]) -> dict[str, Any]:
    """A profile that no version has, from what ``write`` made."""
    return _row(deck_id, new_id(), values) | {"since": 0, "until": 0}


def _spread(position: int, size: int) -> int:
    """A random row id that rises with the position: rows that are added together lie together on the disk.

    Ids are as evenly spread as random ones are; dealing starts from a random place among equal scores.
    """
    step = (1 << ID_BITS) // size
    return position * step + secrets.randbelow(step) + 1


def finish(connection: Connection, deck_id: int, state: str) -> None:
    """End the making of a deck: count it, and give it its state, draft or published as version 1."""
    size = select(func.count()).where(profiles.c.deck_id == deck_id).scalar_subquery()
    version = 1 if state == "published" else 0
    made = {"state": state, "size": size, "version": version, "edited": version == 0}
    changed = connection.execute(
        update(decks).where(decks.c.id == deck_id, decks.c.state == "making").values(made)
    )
    if changed.rowcount != 1:
        raise Refusal(CANCELLED)
    set_aside(connection, deck_id, version)


def discard(connection: Connection, deck_id: int) -> None:
    """Leave nothing of a deck that was being made."""
    made = select(decks.c.id).where(decks.c.id == deck_id, decks.c.state == "making")
    connection.execute(delete(profiles).where(profiles.c.deck_id.in_(made)))
    connection.execute(delete(decks).where(decks.c.id.in_(made)))


def discard_cut_off(connection: Connection, slugs: Iterable[str]) -> None:
    """Clear the decks of the house under these slugs that were being made when the server was cut off."""
    left = select(decks.c.id).where(
        decks.c.slug.in_(list(slugs)), decks.c.state == "making", decks.c.host_id.is_(None)
    )
    for (deck_id,) in connection.execute(left).all():
        discard(connection, deck_id)


def goes_on(connection: Connection, deck_id: int, now: int) -> bool:
    """Whether something was added lately to a deck that is being made."""
    lately = select(decks.c.id).where(decks.c.id == deck_id, decks.c.created_at >= now - SILENT)
    return connection.execute(lately).first() is not None


def discard_silent(connection: Connection, now: int) -> None:
    """Clear what makings have left that were cut off."""
    silent = select(decks.c.id).where(decks.c.state == "making", decks.c.created_at < now - SILENT)
    for (deck_id,) in connection.execute(silent).all():
        discard(connection, deck_id)


def batches(written: Iterator[list[object]]) -> Iterator[list[list[object]]]:
    """Profiles, each as ``write`` made it, in lists of at most BATCH."""
    while batch := list(islice(written, BATCH)):
        yield batch
