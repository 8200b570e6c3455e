"""The tables. Times are whole milliseconds since 1970 (UTC), ids of rows are random 62-bit numbers."""

import secrets
from typing import Any

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, Table, Text, text
from sqlmodel import Field, SQLModel

metadata: MetaData = SQLModel.metadata
metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

BIG = BigInteger().with_variant(Integer, "sqlite")
"""A 64-bit number; SQLite makes a table's own row id only of a column called INTEGER."""


ID_BITS = 62

STILL = 1_000_000_000
"""The ``until`` of a profile that no later version has dropped."""


YEARS = text("mode = 'year'")
OPEN = {"sqlite_where": text("open = 1"), "postgresql_where": text("open")}


def new_id() -> int:
    """A row id that tells neither order nor number."""
    return secrets.randbits(ID_BITS) + 1


def new_public_id() -> str:
    """128 random bits for a URL, as 22 characters."""
    return secrets.token_urlsafe(16)


class Player(SQLModel, table=True):
    """Somebody who plays. ``alias_key`` is the alias as it is compared, ``answers`` those of the intake.

    ``host_id`` is set once the same browser has signed in as that host, whose decks this player knows.
    ``on_wall`` says whether the wall may show the alias of this player when blacklisted.
    """

    __tablename__ = "players"
    id: int = Field(default_factory=new_id, primary_key=True, sa_type=BIG)
    alias: str = Field(max_length=100)
    alias_key: str = Field(max_length=200, unique=True)
    name_hidden: bool = False
    own_score: int
    provisional: bool = True
    answers: str = Field(default="{}", sa_type=Text)
    created_at: int = Field(sa_type=BigInteger, index=True)
    host_id: int | None = Field(default=None, sa_type=BIG)
    on_wall: bool = False


class Session(SQLModel, table=True):
    """A cookie that is good: a keyed hash of its value, never the value."""

    __tablename__ = "sessions"
    token_hash: str = Field(primary_key=True, max_length=64)
    player_id: int = Field(foreign_key="players.id", index=True, sa_type=BIG)
    created_at: int = Field(sa_type=BigInteger)


class Host(SQLModel, table=True):
    """Somebody who makes decks. ``name_key`` is the name as it is compared."""

    __tablename__ = "hosts"
    id: int = Field(default_factory=new_id, primary_key=True, sa_type=BIG)
    name: str = Field(max_length=60)
    name_key: str = Field(max_length=120, unique=True)
    password_hash: str = Field(max_length=200)
    created_at: int = Field(sa_type=BigInteger)


class HostSession(SQLModel, table=True):
    """A host's cookie that is good: a keyed hash of its value, never the value."""

    __tablename__ = "host_sessions"
    token_hash: str = Field(primary_key=True, max_length=64)
    host_id: int = Field(foreign_key="hosts.id", index=True, sa_type=BIG)
    created_at: int = Field(sa_type=BigInteger)


class Deck(SQLModel, table=True):
    """A deck of profiles. ``state`` is making, draft, published or archived.

    ``version`` is the one that is played, 0 before the first; the one after it is the draft, which ``edited``
    tells to be another and whose every change counts ``revision`` on. ``labels`` is JSON: the columns of
    facts in the order of a deck file. ``host_id`` is the owner, None for a deck of the house.
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


class ProfileRow(SQLModel, table=True):
    """A profile of a deck. ``facts`` and ``withheld`` are JSON of what a player may see, ``record`` of all.

    What a player may see is read without ``score`` and ``record``; dealing reads the score, the judge the
    score, and a file that has been decided is opened with its record.

    A row is never edited once a version has it: an edit ends it and begins another for the same ``person``.
    Only the score of a rated file moves, with the stars that it gets.
    Version n of the deck has the rows with ``since <= n < until``, in a deck file by their ``position``.
    """

    __tablename__ = "profiles"
    __table_args__ = (
        Index(None, "deck_id", "score", "id", "since", "until"),
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


class Picture(SQLModel, table=True):
    """An uploaded picture, under the name that a profile has as its portrait."""

    __tablename__ = "pictures"
    id: str = Field(default_factory=new_public_id, primary_key=True, max_length=22)
    deck_id: int = Field(foreign_key="decks.id", index=True, sa_type=BIG)
    image: bytes = Field(sa_type=LargeBinary)


class RunRow(SQLModel, table=True):
    """A run, with the file that lies on its desk: whose it is, what it scores, when it was dealt.

    ``streak`` counts the right calls, ``value`` is what its boards rank it by. ``reference_id`` is the
    profile whose score the file is compared with, if it is somebody's; ``day`` is that of its ten files.
    """

    __tablename__ = "runs"
    __table_args__ = (
        Index(None, "player_id", "started_at"),
        Index(None, "deck_id", "deck_version"),
        Index(
            "ix_runs_unfinished", "started_at", sqlite_where=text("open = 1"), postgresql_where=text("open")
        ),
        Index(
            "ix_runs_open",
            "player_id",
            "deck_id",
            sqlite_where=text("open = 1"),
            postgresql_where=text("open"),
        ),
        Index(
            "ix_runs_years",
            "started_at",
            sqlite_where=YEARS,
            postgresql_where=YEARS,
        ),
    )
    id: str = Field(default_factory=new_public_id, primary_key=True, max_length=22)
    player_id: int = Field(foreign_key="players.id", sa_type=BIG)
    deck_id: int = Field(foreign_key="decks.id", sa_type=BIG)
    deck_version: int
    mode: str = Field(max_length=12)
    own_score: int
    anchor: int
    turn: int = 1
    streak: int = 0
    value: int = 0
    open: bool = True
    ranked: bool = True
    profile_id: int = Field(sa_type=BIG)
    file_score: int
    dealt_at: int = Field(sa_type=BigInteger)
    started_at: int = Field(sa_type=BigInteger)
    ended_at: int | None = Field(default=None, sa_type=BigInteger)
    reference_id: int | None = Field(default=None, sa_type=BIG)
    day: int | None = None


class GuessRow(SQLModel, table=True):
    """The log: one row for each decided turn, written once and never changed; ``name`` is the file's.

    ``stake`` was put on the call, ``gain`` is what it added to the run's value.
    """

    __tablename__ = "guesses"
    __table_args__ = ({"sqlite_with_rowid": False},)
    run_id: str = Field(primary_key=True, max_length=22, foreign_key="runs.id")
    turn: int = Field(primary_key=True)
    profile_id: int = Field(sa_type=BIG)
    name: str = Field(max_length=200)
    guess: str = Field(max_length=6)
    score: int
    anchor: int
    right: bool
    stake: int = 0
    gain: int = 0
    dealt_at: int = Field(sa_type=BigInteger)
    decided_at: int = Field(sa_type=BigInteger)


class Lifeline(SQLModel, table=True):
    """Something that a run has so many of, used at a turn: a swap, a like, a miss that is free."""

    __tablename__ = "lifelines"
    __table_args__ = ({"sqlite_with_rowid": False},)
    run_id: str = Field(primary_key=True, max_length=22, foreign_key="runs.id")
    turn: int = Field(primary_key=True)
    kind: str = Field(primary_key=True, max_length=12)


class DayFile(SQLModel, table=True):
    """One of the ten files of a day, counted from 1; ``anchor`` is the mark of the day, the same for all."""

    __tablename__ = "day_files"
    __table_args__ = (Index(None, "profile_id", "day"), {"sqlite_with_rowid": False})
    deck_id: int = Field(primary_key=True, sa_type=BIG, foreign_key="decks.id")
    day: int = Field(primary_key=True)
    place: int = Field(primary_key=True)
    deck_version: int
    anchor: int
    profile_id: int = Field(sa_type=BIG)
    score: int


class DayCount(SQLModel, table=True):
    """How many said higher of a file of a day, and how many lower, summed over its shards."""

    __tablename__ = "day_counts"
    __table_args__ = ({"sqlite_with_rowid": False},)
    deck_id: int = Field(primary_key=True, sa_type=BIG, foreign_key="decks.id")
    day: int = Field(primary_key=True)
    place: int = Field(primary_key=True)
    shard: int = Field(primary_key=True)
    higher: int = 0
    lower: int = 0


class DayEntry(SQLModel, table=True):
    """The one go that a player has on a day; what is played after it is practice."""

    __tablename__ = "day_entries"
    __table_args__ = ({"sqlite_with_rowid": False},)
    player_id: int = Field(primary_key=True, sa_type=BIG, foreign_key="players.id")
    deck_id: int = Field(primary_key=True, sa_type=BIG, foreign_key="decks.id")
    day: int = Field(primary_key=True)
    run_id: str = Field(max_length=22, foreign_key="runs.id", index=True)


class Rating(SQLModel, table=True):
    """The stars a player gave to a file, once and for all; ``weight`` in thousandths (game/stars.py)."""

    __tablename__ = "ratings"
    __table_args__ = ({"sqlite_with_rowid": False},)
    player_id: int = Field(primary_key=True, sa_type=BIG, foreign_key="players.id")
    profile_id: int = Field(primary_key=True, sa_type=BIG, foreign_key="profiles.id", index=True)
    stars: int
    weight: int
    day: int
    given_at: int = Field(sa_type=BigInteger)


class Rated(SQLModel, table=True):
    """What players' stars have come to for a file: its score before the first, weights and weighted stars.

    ``day_weight`` is what was given on ``day``, the latest on which any were.
    """

    __tablename__ = "rated"
    profile_id: int = Field(primary_key=True, sa_type=BIG, foreign_key="profiles.id")
    first_score: int
    players: int
    weight: int = Field(sa_type=BigInteger)
    stars: int = Field(sa_type=BigInteger)
    day: int = 0
    day_weight: int = 0


class Erasure(SQLModel, table=True):
    """A player who was erased, by a number that is nobody's now; a restored backup is searched for them."""

    __tablename__ = "erasures"
    player_id: int = Field(primary_key=True, sa_type=BIG)
    erased_at: int = Field(sa_type=BigInteger, index=True)


class Sighting(SQLModel, table=True):
    """A player has had this profile on the desk."""

    __tablename__ = "sightings"
    __table_args__ = ({"sqlite_with_rowid": False},)
    player_id: int = Field(primary_key=True, sa_type=BIG, foreign_key="players.id")
    profile_id: int = Field(primary_key=True, sa_type=BIG)


class BoardRow(SQLModel, table=True):
    """A player's best on a board; ``board`` names deck, version, mode and period (boards.py)."""

    __tablename__ = "board_rows"
    __table_args__ = (
        Index("ix_board_rows_best", "board", text("value DESC"), "reached_at", "player_id"),
        {"sqlite_with_rowid": False},
    )
    board: str = Field(primary_key=True, max_length=60)
    player_id: int = Field(primary_key=True, sa_type=BIG, foreign_key="players.id", index=True)
    value: int
    reached_at: int = Field(sa_type=BigInteger)


class BoardCount(SQLModel, table=True):
    """How many players of a board have a value: the histogram that ranks come from, summed over its shards.

    Everybody counts up the same few rows; shards keep those who do so at once out of each other's way.
    """

    __tablename__ = "board_counts"
    __table_args__ = ({"sqlite_with_rowid": False},)
    board: str = Field(primary_key=True, max_length=60)
    value: int = Field(primary_key=True, sa_type=BIG)
    shard: int = Field(primary_key=True, default=0)
    players: int


def _table(name: str) -> Table:
    return metadata.tables[name]


players, sessions, decks, profiles = map(_table, ("players", "sessions", "decks", "profiles"))
hosts, host_sessions, pictures = map(_table, ("hosts", "host_sessions", "pictures"))
runs, guesses, sightings, lifelines = map(_table, ("runs", "guesses", "sightings", "lifelines"))
day_files, day_counts, day_entries = map(_table, ("day_files", "day_counts", "day_entries"))
ratings, rated = map(_table, ("ratings", "rated"))
board_rows, board_counts, erasures = map(_table, ("board_rows", "board_counts", "erasures"))


def columns(table: Table, names: str) -> tuple[Column[Any], ...]:
    """The columns of a table by their names, which are separated by spaces."""
    return tuple([table.c[name] for name in names.split()])
