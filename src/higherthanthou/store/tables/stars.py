"""Tables of stars: each rating, and the sum of all ratings of a file."""

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from .base import BIG


class Rating(SQLModel, table=True):
    """The stars that a player gave to a file, never changed; ``weight`` in thousandths (game/stars.py)."""

    __tablename__ = "ratings"
    __table_args__ = ({"sqlite_with_rowid": False},)
    player_id: int = Field(primary_key=True, sa_type=BIG, foreign_key="players.id")
    profile_id: int = Field(primary_key=True, sa_type=BIG, foreign_key="profiles.id", index=True)
    stars: int
    weight: int
    day: int
    given_at: int = Field(sa_type=BigInteger)


class RatedRow(SQLModel, table=True):
    """The sum of players' stars for a file: its score before the first, total weight, weighted sum of stars.

    ``day_weight`` is the weight given on ``day``, the latest day on which the file got stars.
    """

    __tablename__ = "rated"
    profile_id: int = Field(primary_key=True, sa_type=BIG, foreign_key="profiles.id")
    first_score: int = Field(sa_type=BIG)
    players: int
    weight: int = Field(sa_type=BigInteger)
    stars: int = Field(sa_type=BigInteger)
    day: int = 0
    day_weight: int = 0
