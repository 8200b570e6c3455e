"""Tables of runs, the log of guesses, used lifelines, files that were met, challenges, and public results.

Every row has its player, first in its key: so one shard of a distributed database has all that a player has.
Public results alone are keyed by what they are found by. Challenges and their files are nobody's rows,
because everybody who takes one up reads them.
"""

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, LargeBinary, text
from sqlmodel import Field, SQLModel

from .base import BIG
from .ids import new_id, new_public_id, new_run_id

YEARS = text("mode = 'year'")


def of_a_run() -> ForeignKeyConstraint:
    """The reference of a table to the run of its ``player_id`` and ``run_id``."""
    return ForeignKeyConstraint(["player_id", "run_id"], ["runs.player_id", "runs.id"])


class RunRow(SQLModel, table=True):
    """A run, with the file on its desk: the profile, its score, and when it was dealt.

    ``streak`` counts right calls, ``value`` is what boards rank the run by. ``reference_id`` is the profile
    that the file is compared with, if it is compared with a profile. ``day`` is set in a daily.
    """

    __tablename__ = "runs"
    __table_args__ = (
        Index(None, "player_id", "started_at"),
        Index(None, "deck_id", "deck_version"),
        Index("ix_runs_unfinished", "started_at", sqlite_where=text("open = 1")),
        Index(
            "ix_runs_open",
            "player_id",
            "deck_id",
            sqlite_where=text("open = 1"),
        ),
        Index(
            "ix_runs_years",
            "started_at",
            sqlite_where=YEARS,
        ),
    )
    player_id: int = Field(primary_key=True, foreign_key="players.id", sa_type=BIG)
    id: str = Field(default_factory=new_run_id, primary_key=True, max_length=32)
    deck_id: int = Field(foreign_key="decks.id", sa_type=BIG)
    deck_version: int
    mode: str = Field(max_length=12)
    own_score: int = Field(sa_type=BIG)
    anchor: int = Field(sa_type=BIG)
    turn: int = 1
    streak: int = 0
    value: int = 0
    open: bool = True
    ranked: bool = True
    profile_id: int = Field(sa_type=BIG)
    file_score: int = Field(sa_type=BIG)
    dealt_at: int = Field(sa_type=BigInteger)
    started_at: int = Field(sa_type=BigInteger)
    ended_at: int | None = Field(default=None, sa_type=BigInteger)
    reference_id: int | None = Field(default=None, sa_type=BIG)
    day: int | None = None


class GuessRow(SQLModel, table=True):
    """The log of guesses: one row for each decided turn, never changed. ``name`` is that on the file.

    ``stake`` was put on the guess, ``gain`` is what it added to the run's value.
    """

    __tablename__ = "guesses"
    __table_args__ = (of_a_run(), {"sqlite_with_rowid": False})
    player_id: int = Field(primary_key=True, sa_type=BIG)
    run_id: str = Field(primary_key=True, max_length=32)
    turn: int = Field(primary_key=True)
    profile_id: int = Field(sa_type=BIG)
    name: str = Field(max_length=200)
    guess: str = Field(max_length=6)
    score: int = Field(sa_type=BIG)
    anchor: int = Field(sa_type=BIG)
    right: bool
    stake: int = 0
    gain: int = 0
    dealt_at: int = Field(sa_type=BigInteger)
    decided_at: int = Field(sa_type=BigInteger)


class LifelineRow(SQLModel, table=True):
    """A lifeline used at a turn: a swap, an uncovering, a free miss, or a like."""

    __tablename__ = "lifelines"
    __table_args__ = (of_a_run(), {"sqlite_with_rowid": False})
    player_id: int = Field(primary_key=True, sa_type=BIG)
    run_id: str = Field(primary_key=True, max_length=32)
    turn: int = Field(primary_key=True)
    kind: str = Field(primary_key=True, max_length=12)


class Sighting(SQLModel, table=True):
    """A profile that a player has had on the desk."""

    __tablename__ = "sightings"
    __table_args__ = ({"sqlite_with_rowid": False},)
    player_id: int = Field(primary_key=True, sa_type=BIG, foreign_key="players.id")
    profile_id: int = Field(primary_key=True, sa_type=BIG)


class ChallengeRow(SQLModel, table=True):
    """A challenge that ``maker_id`` made of a run, whose mode and day it has; ``token`` is its address.

    It is over once ``ended_at`` is set. If its maker is erased, ``maker_id`` is 0 and ``run_id`` NULL.
    """

    __tablename__ = "challenges"
    __table_args__ = (
        Index(None, "maker_id"),
        Index(
            "ix_challenges_ended_at",
            "ended_at",
            sqlite_where=text("ended_at IS NOT NULL"),
        ),
    )
    id: int = Field(default_factory=new_id, primary_key=True, sa_type=BIG)
    token: str = Field(default_factory=new_public_id, max_length=22, unique=True)
    maker_id: int = Field(sa_type=BIG)
    run_id: str | None = Field(default=None, max_length=32, unique=True)
    deck_id: int = Field(sa_type=BIG, foreign_key="decks.id")
    deck_version: int
    mode: str = Field(max_length=12)
    day: int | None = None
    files: int
    made_at: int = Field(sa_type=BigInteger)
    ended_at: int | None = Field(default=None, sa_type=BigInteger)


class ChallengeFile(SQLModel, table=True):
    """A file of a challenge, and what it is compared with; ``before_id`` is the person before, in a chain."""

    __tablename__ = "challenge_files"
    __table_args__ = ({"sqlite_with_rowid": False},)
    challenge_id: int = Field(primary_key=True, sa_type=BIG, foreign_key="challenges.id")
    turn: int = Field(primary_key=True)
    profile_id: int = Field(sa_type=BIG)
    score: int = Field(sa_type=BIG)
    anchor: int = Field(sa_type=BIG)
    before_id: int | None = Field(default=None, sa_type=BIG)


class ChallengeAttempt(SQLModel, table=True):
    """A player's one attempt at a challenge."""

    __tablename__ = "challenge_attempts"
    __table_args__ = (Index(None, "challenge_id"), {"sqlite_with_rowid": False})
    player_id: int = Field(primary_key=True, sa_type=BIG)
    challenge_id: int = Field(primary_key=True, sa_type=BIG)
    run_id: str = Field(max_length=32)
    begun_at: int = Field(sa_type=BigInteger)


class PublicResult(SQLModel, table=True):
    """The public page of a run that is over, made by its player. The token is made from the id of the run.

    It is found by the token alone, so it references no player. ``picture`` is a PNG, or empty.
    """

    __tablename__ = "public_results"
    token: str = Field(primary_key=True, max_length=26)
    player_id: int = Field(index=True, sa_type=BIG)
    run_id: str = Field(max_length=32)
    made_at: int = Field(sa_type=BigInteger)
    picture: bytes = Field(sa_type=LargeBinary)
