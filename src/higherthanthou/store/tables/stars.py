"""Stars that were given, and what they have come to."""

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from .base import BIG


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


class RatedRow(SQLModel, table=True):
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
