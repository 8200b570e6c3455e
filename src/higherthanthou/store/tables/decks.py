"""Decks, their profiles and their pictures; docs/architecture.md says what each column means."""

from sqlalchemy import BigInteger, Index, LargeBinary, Text
from sqlmodel import Field, SQLModel

from .base import BIG
from .ids import new_id, new_public_id

STILL = 1_000_000_000
"""The ``until`` of a profile that no version has dropped yet."""


class DeckRow(SQLModel, table=True):
    """A deck. Its published version is frozen; the version after it is the draft, which its host edits.

    ``state``: making, draft, published or archived.
    ``version``: the published version, 0 before the first. The draft is ``version + 1``.
    ``edited``: whether the draft differs from the published version.
    ``revision``: goes up by one with every change to the draft; publishing names the one that was looked at.
    ``size``: how many files the published version has; in a deck that is being made, how many it will have.
    ``created_at``: when it was made; in a deck that is being made, when it was last given files.
    ``host_id``: the owner; None, or the id of a host who was removed, for a deck of the house.
    ``labels``: JSON, the columns of facts in the order of a deck file.
    ``kind``, ``decimals``, ``unit``, ``unit_first``: the measure of its scores.
    ``comparison``: the key of its words for the two answers.
    ``less_is_better``: whether a good own score stands for a low one of the deck.
    ``unlisted``: whether only those who know its address find it.
    ``locale``: what its names were generated with, empty for that of the theme; None if it was not generated.
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
    low: int = Field(sa_type=BIG)
    high: int = Field(sa_type=BIG)
    version: int = 0
    state: str = Field(max_length=12)
    size: int = 0
    created_at: int = Field(sa_type=BigInteger)
    host_id: int | None = Field(default=None, index=True, sa_type=BIG)
    edited: bool = True
    revision: int = 0
    labels: str = Field(default="[]", sa_type=Text)
    locale: str | None = Field(default=None, sa_type=Text)
    kind: str = Field(default="number", max_length=12)
    decimals: int = 0
    unit_first: bool = False
    comparison: str = Field(default="higher", max_length=12)
    less_is_better: bool = False
    unlisted: bool = False


class ProfileRow(SQLModel, table=True):
    """A profile of a deck, as it is from one version to another.

    ``since``, ``until``: version n of the deck has the row if ``since <= n < until``. ``until`` is ``STILL``
    while no version has dropped it. Both are 0 in a file that was made for a daily, which is in no version.
    ``person``: the same in all rows that were the same file before and after an edit.
    ``revision``: goes up by one with every edit of the file; a form names the one that it shows.
    ``position``: the order of files in a deck file and in the host's list.
    ``reserve``: whether the daily alone deals it; in a deck that is unfair on purpose nothing deals it, and
    the law lab may show it.
    ``outcome``: what came of a loan, which no law sees: repaid or not. None if nobody knows.
    ``facts``, ``withheld``, ``record``: JSON of what is shown, of what is under bars, and of all with points.
    A page for players reads the first two alone; a file that was judged is opened with its record.
    ``sought``: name, occupation and place without case and accents, for the search of a host.

    A row that a published version has is never edited: an edit ends it and begins another. Only the score of
    a rated file moves, with the stars that it gets.
    """

    __tablename__ = "profiles"
    __table_args__ = (
        Index(None, "deck_id", "score", "id", "since", "until", "reserve"),
        Index(None, "deck_id", "position"),
    )
    id: int = Field(default_factory=new_id, primary_key=True, sa_type=BIG)
    deck_id: int = Field(foreign_key="decks.id", sa_type=BIG)
    score: int = Field(sa_type=BIG)
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
    outcome: bool | None = None


class StandingRow(SQLModel, table=True):
    """The order of the files in a published version of a deck that is not on the 350 to 950 scale.

    ``quantiles``: JSON, 101 scores from the lowest to the highest, with as many files between any two.
    """

    __tablename__ = "standings"
    __table_args__ = ({"sqlite_with_rowid": False},)
    deck_id: int = Field(primary_key=True, sa_type=BIG, foreign_key="decks.id")
    version: int = Field(primary_key=True)
    files: int
    quantiles: str = Field(sa_type=Text)


class SeasonRow(SQLModel, table=True):
    """A season: a version with which a deck was made anew, or had when its seasons began.

    ``began_at``: when it was published.
    """

    __tablename__ = "seasons"
    __table_args__ = ({"sqlite_with_rowid": False},)
    deck_id: int = Field(primary_key=True, sa_type=BIG, foreign_key="decks.id")
    version: int = Field(primary_key=True)
    began_at: int = Field(sa_type=BigInteger)


class Picture(SQLModel, table=True):
    """An uploaded picture. Its id is the ``portrait`` of a profile."""

    __tablename__ = "pictures"
    id: str = Field(default_factory=new_public_id, primary_key=True, max_length=22)
    deck_id: int = Field(foreign_key="decks.id", index=True, sa_type=BIG)
    image: bytes = Field(sa_type=LargeBinary)
