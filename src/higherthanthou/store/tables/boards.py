"""Tables of the boards: each player's best, and the histograms that ranks are computed from."""

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field, SQLModel

from .base import BIG


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
    """How many players of a board have a value: the histogram for ranks, to be summed over its shards.

    All players update the same few rows; shards keep simultaneous updates out of each other's way.
    """

    __tablename__ = "board_counts"
    __table_args__ = ({"sqlite_with_rowid": False},)
    board: str = Field(primary_key=True, max_length=60)
    value: int = Field(primary_key=True, sa_type=BIG)
    shard: int = Field(primary_key=True, default=0)
    players: int
