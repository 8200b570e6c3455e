"""Tables of moderation: hidden aliases, boards that were put to zero, and reports of files."""

from sqlalchemy import BigInteger, Index, false
from sqlmodel import Field, SQLModel

from .base import BIG


class HiddenAlias(SQLModel, table=True):
    """An alias that is hidden on the boards of a deck; on those of every deck if ``deck_id`` is 0.

    It is hidden as long as its player has it. ``instead`` is what others read there; empty for no name.
    """

    __tablename__ = "hidden_aliases"
    __table_args__ = ({"sqlite_with_rowid": False},)

    player_id: int = Field(primary_key=True, sa_type=BIG, foreign_key="players.id")
    deck_id: int = Field(primary_key=True, sa_type=BIG)
    alias_key: str = Field(primary_key=True, max_length=200)
    instead: str = Field(default="", max_length=100)
    hidden_at: int = Field(sa_type=BigInteger)


class BoardStart(SQLModel, table=True):
    """The boards of a version and a mode that begin anew: runs that ended earlier do not count.

    Their host has put them to zero, or the mode has ``new_rules``.
    """

    __tablename__ = "board_starts"
    __table_args__ = ({"sqlite_with_rowid": False},)

    deck_id: int = Field(primary_key=True, sa_type=BIG, foreign_key="decks.id")
    version: int = Field(primary_key=True)
    mode: str = Field(primary_key=True, max_length=12)
    counts_from: int = Field(sa_type=BigInteger)
    new_rules: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class Report(SQLModel, table=True):
    """A player's report of a file. ``person`` is the file of the deck, whatever edits it has seen since.

    A report that was settled stays, so that the same player cannot send it again.
    """

    __tablename__ = "reports"
    __table_args__ = (Index(None, "deck_id", "settled"), {"sqlite_with_rowid": False})

    player_id: int = Field(primary_key=True, sa_type=BIG, foreign_key="players.id")
    profile_id: int = Field(primary_key=True, sa_type=BIG)
    deck_id: int = Field(sa_type=BIG, foreign_key="decks.id")
    person: str = Field(max_length=22)
    reason: str = Field(max_length=20)
    reported_at: int = Field(sa_type=BigInteger)
    settled: bool = False
