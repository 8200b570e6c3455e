"""Tables of players and hosts, and of their sessions."""

from sqlalchemy import BigInteger, Text, false
from sqlmodel import Field, SQLModel

from .base import BIG
from .ids import new_id, new_player_id


class Player(SQLModel, table=True):
    """A player. ``alias_key`` is the alias as it is compared, ``answers`` are those to the intake.

    ``host_id`` is set once the player's browser has signed in as that host, whose decks this player knows. It
    is -1 (``owners.SEVERAL``) after signing in as two hosts, and stays when the host is removed. ``on_wall``
    says whether the wall may show this player's alias when blacklisted, ``replays`` whether others may open
    this player's runs from the boards.
    """

    __tablename__ = "players"
    id: int = Field(default_factory=new_player_id, primary_key=True, sa_type=BIG)
    alias: str = Field(max_length=100)
    alias_key: str = Field(max_length=200)
    own_score: int
    provisional: bool = True
    answers: str = Field(default="{}", sa_type=Text)
    created_at: int = Field(sa_type=BigInteger, index=True)
    host_id: int | None = Field(default=None, sa_type=BIG)
    on_wall: bool = False
    replays: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class AliasRow(SQLModel, table=True):
    """An alias that a player has, as it is compared: nobody else can have it.

    It is a table of its own because a distributed database keeps a key unique only within a shard, and the
    rows of players are in the shards of their players. For the same reason it does not reference them.
    """

    __tablename__ = "aliases"
    __table_args__ = ({"sqlite_with_rowid": False},)
    alias_key: str = Field(primary_key=True, max_length=200)
    player_id: int = Field(sa_type=BIG)


class Session(SQLModel, table=True):
    """A valid cookie of a player: a keyed hash of its value, never the value.

    Cookies that were given before they named their player are found by the hash alone.
    """

    __tablename__ = "sessions"
    __table_args__ = ({"sqlite_with_rowid": False},)
    player_id: int = Field(primary_key=True, foreign_key="players.id", sa_type=BIG)
    token_hash: str = Field(primary_key=True, max_length=64, index=True)
    created_at: int = Field(sa_type=BigInteger)


class HostRow(SQLModel, table=True):
    """A host, who makes decks. ``name_key`` is the name as it is compared.

    ``operator`` is whether the host looks after the players and the decks of everybody, too.
    """

    __tablename__ = "hosts"
    id: int = Field(default_factory=new_id, primary_key=True, sa_type=BIG)
    name: str = Field(max_length=60)
    name_key: str = Field(max_length=120, unique=True)
    password_hash: str = Field(max_length=200)
    created_at: int = Field(sa_type=BigInteger)
    operator: bool = False


class HostSession(SQLModel, table=True):
    """A valid cookie of a host: a keyed hash of its value, never the value."""

    __tablename__ = "host_sessions"
    token_hash: str = Field(primary_key=True, max_length=64)
    host_id: int = Field(foreign_key="hosts.id", index=True, sa_type=BIG)
    created_at: int = Field(sa_type=BigInteger)


class Erasure(SQLModel, table=True):
    """The id of an erased player. Nobody has it now; it reveals the minute of the first visit.

    Players who are in a restored backup and in this table are erased again.
    """

    __tablename__ = "erasures"
    player_id: int = Field(primary_key=True, sa_type=BIG)
    erased_at: int = Field(sa_type=BigInteger, index=True)
