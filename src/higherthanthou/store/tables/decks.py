"""Tables of decks, their profiles and their pictures."""

from sqlalchemy import BigInteger, Index, LargeBinary, Text
from sqlmodel import Field, SQLModel

from .base import BIG
from .ids import new_id, new_public_id

STILL = 1_000_000_000
"""The ``until`` of a profile that is still in the draft."""


class Deck(SQLModel, table=True):
    """A deck of profiles. ``state`` is making, draft, published or archived.

    ``version`` is the published version, 0 before the first; the draft is the one after it. ``edited`` says
    whether the draft differs from the published version; ``revision`` counts its changes. ``labels`` is JSON:
    the columns of facts in the order of a deck file. ``host_id`` is the owner; for a deck of the house it is
    None, or the id of a host who was removed. While a deck is being made, ``size`` is the number of files it
    will have, and ``created_at`` is when files were last added. ``locale`` is the one it was generated with,
    empty for that of its theme, None if it was not generated.
    """

    __tablename__ = "decks"
    id: int = Field(default_factory=new_id, primary_key=True, sa_type=BIG)
    slug: str = Field(max_length=60, unique=True)
    title: str = Field(max_length=100)
    theme: str = Field(max_length=60)
    model: str | None = Field(default=None, max_length=60)
    noun: str = Field(max_length=40)
    label: str = Field(max_length=60)
    unit: str = Field(default="", max_length=20)
    low: int
    high: int
    version: int = 0
    state: str = Field(max_length=12)
    size: int = 0
    created_at: int = Field(sa_type=BigInteger)
    host_id: int | None = Field(default=None, index=True, sa_type=BIG)
    edited: bool = True
    revision: int = 0
    labels: str = Field(default="[]", sa_type=Text)
    locale: str | None = Field(default=None, sa_type=Text)


class ProfileRow(SQLModel, table=True):
    """A profile of a deck. ``facts`` and ``withheld``, JSON, may be shown; ``record``, JSON, has every fact.

    A file on the desk is read without ``score`` and ``record``; dealing and judging read the score, and a
    decided file is opened with its record. ``sought`` is what hosts search: name, occupation and place,
    without case and accents.

    Version n of the deck has the rows with ``since <= n < until``, ordered by ``position`` in a deck file.
    A row in a published version is never edited: an edit ends it and begins another for the same ``person``.
    Only the score of a rated file changes, with the stars that it gets. A file made for a daily is in no
    version: its ``since`` and ``until`` are 0. One in the ``reserve`` is dealt by the daily alone.
    """

    __tablename__ = "profiles"
    __table_args__ = (
        Index(None, "deck_id", "score", "id", "since", "until", "reserve"),
        Index(None, "deck_id", "position"),
    )
    id: int = Field(default_factory=new_id, primary_key=True, sa_type=BIG)
    deck_id: int = Field(foreign_key="decks.id", sa_type=BIG)
    score: int
    name: str = Field(max_length=200)
    age: int | None = None
    occupation: str = Field(max_length=200)
    place: str = Field(max_length=200)
    file_number: str = Field(max_length=40)
    portrait: str = Field(default_factory=new_public_id, max_length=22, index=True)
    portrait_alt: str = Field(max_length=400)
    look: str = Field(sa_type=Text)
    facts: str = Field(sa_type=Text)
    withheld: str = Field(sa_type=Text)
    record: str = Field(sa_type=Text)
    person: str = Field(default_factory=new_public_id, max_length=22, index=True)
    position: int = 0
    since: int = 1
    until: int = STILL
    revision: int = 0
    picture_alt: str = Field(default="", max_length=400)
    reserve: bool = False
    sought: str = Field(default="", sa_type=Text)


class Picture(SQLModel, table=True):
    """An uploaded picture. Its id is the ``portrait`` of a profile."""

    __tablename__ = "pictures"
    id: str = Field(default_factory=new_public_id, primary_key=True, max_length=22)
    deck_id: int = Field(foreign_key="decks.id", index=True, sa_type=BIG)
    image: bytes = Field(sa_type=LargeBinary)
