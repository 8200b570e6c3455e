"""Runs and the log of guesses, and what a run or a player has used up."""

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field, SQLModel

from .base import BIG
from .ids import new_run_id

YEARS = text("mode = 'year'")
OPEN = {"sqlite_where": text("open = 1"), "postgresql_where": text("open")}


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
    id: str = Field(default_factory=new_run_id, primary_key=True, max_length=32)
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
    run_id: str = Field(primary_key=True, max_length=32, foreign_key="runs.id")
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


class LifelineRow(SQLModel, table=True):
    """Something that a run has so many of, used at a turn: a swap, a like, a miss that is free."""

    __tablename__ = "lifelines"
    __table_args__ = ({"sqlite_with_rowid": False},)
    run_id: str = Field(primary_key=True, max_length=32, foreign_key="runs.id")
    turn: int = Field(primary_key=True)
    kind: str = Field(primary_key=True, max_length=12)


class Sighting(SQLModel, table=True):
    """A player has had this profile on the desk."""

    __tablename__ = "sightings"
    __table_args__ = ({"sqlite_with_rowid": False},)
    player_id: int = Field(primary_key=True, sa_type=BIG, foreign_key="players.id")
    profile_id: int = Field(primary_key=True, sa_type=BIG)
