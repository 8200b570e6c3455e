"""Tables of the daily: its ten files, the tallies of answers, and each player's attempt."""

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from .base import BIG
from .runs import of_a_run


class DayFile(SQLModel, table=True):
    """One of the ten files of a day. ``place`` counts from 1; ``anchor`` is the mark, equal in all ten."""

    __tablename__ = "day_files"
    __table_args__ = (Index(None, "profile_id", "day"), {"sqlite_with_rowid": False})
    deck_id: int = Field(primary_key=True, sa_type=BIG, foreign_key="decks.id")
    day: int = Field(primary_key=True)
    place: int = Field(primary_key=True)
    deck_version: int
    anchor: int = Field(sa_type=BIG)
    profile_id: int = Field(sa_type=BIG)
    score: int = Field(sa_type=BIG)


class DayCount(SQLModel, table=True):
    """How many answered higher and how many lower on a file of a day, to be summed over its shards."""

    __tablename__ = "day_counts"
    __table_args__ = ({"sqlite_with_rowid": False},)
    deck_id: int = Field(primary_key=True, sa_type=BIG, foreign_key="decks.id")
    day: int = Field(primary_key=True)
    place: int = Field(primary_key=True)
    shard: int = Field(primary_key=True)
    higher: int = 0
    lower: int = 0


class DayEntry(SQLModel, table=True):
    """A player's one attempt at a day's files; everything played after it is practice."""

    __tablename__ = "day_entries"
    __table_args__ = (of_a_run(), {"sqlite_with_rowid": False})
    player_id: int = Field(primary_key=True, sa_type=BIG, foreign_key="players.id")
    deck_id: int = Field(primary_key=True, sa_type=BIG, foreign_key="decks.id")
    day: int = Field(primary_key=True)
    run_id: str = Field(max_length=32)
