"""Tables of rooms and polls: each row carries its room or poll, so that what one reads lies together.

None of them refers to the table of players by a key: rows of players may lie on other machines than those of
a room. ``players.erase`` removes what is a player's.
"""

from sqlalchemy import BigInteger, Index, false, text
from sqlmodel import Field, SQLModel

from .base import BIG
from .ids import new_id


class RoomRow(SQLModel, table=True):
    """A room. ``host_id`` is the host who opened it, or None; ``opener_id`` the player whose browser did.

    ``against``: what files are compared with: mark, own or before. ``names``: whether guests have their alias
    or own words. ``reasons``: whether guests are asked which fact decided. ``ranks``: whether the wall shows
    the first five. ``on_phones``: whether phones show the file. ``seconds``: how long a file may be called
    on, 0 for untimed. ``knob``: how much stars weigh, in per cent. ``seq`` goes up with every change that
    all screens have to see. ``guests`` is the number given last. ``host_seen_at``: when a screen of the host
    was last connected. ``follows`` is the room that this one goes on from, with the same people. ``votes``:
    whether guests may vote for a law, as they can where scores come from a model.
    """

    __tablename__ = "rooms"
    __table_args__ = (
        Index(
            "ix_rooms_deadline_at",
            "deadline_at",
            sqlite_where=text("deadline_at IS NOT NULL"),
        ),
        Index(None, "host_id", "opened_at"),
        Index(None, "opener_id"),
        Index(None, "changed_at"),
        Index(
            "ix_rooms_follows",
            "follows",
            sqlite_where=text("follows IS NOT NULL"),
        ),
    )
    id: int = Field(default_factory=new_id, primary_key=True, sa_type=BIG)
    code: str = Field(max_length=6, unique=True)
    host_id: int | None = Field(default=None, sa_type=BIG)
    opener_id: int = Field(sa_type=BIG)
    deck_id: int = Field(sa_type=BIG, foreign_key="decks.id")
    deck_version: int
    against: str = Field(max_length=6)
    rounds: int
    reasons: bool
    ranks: bool
    names: str = Field(max_length=6)
    on_phones: bool
    seconds: int
    knob: int
    locked: bool = False
    state: str = Field(max_length=8)
    round: int = 0
    seq: int = 0
    guests: int = 0
    deadline_at: int | None = Field(default=None, sa_type=BigInteger)
    opened_at: int = Field(sa_type=BigInteger)
    changed_at: int = Field(sa_type=BigInteger)
    host_seen_at: int = Field(sa_type=BigInteger)
    follows: int | None = Field(default=None, sa_type=BIG)
    votes: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class RoomRound(SQLModel, table=True):
    """A file of a room, drawn when the room was opened. Round 0 is the one that a chain begins with.

    ``anchor`` is what it is compared with, None for each guest's own score; ``before_id`` is the profile
    whose score that is, or None. ``shown_at`` is None in a round that was skipped.
    """

    __tablename__ = "room_rounds"
    __table_args__ = ({"sqlite_with_rowid": False},)
    room_id: int = Field(primary_key=True, sa_type=BIG, foreign_key="rooms.id")
    round: int = Field(primary_key=True)
    profile_id: int = Field(sa_type=BIG)
    score: int = Field(sa_type=BIG)
    anchor: int | None = Field(default=None, sa_type=BIG)
    before_id: int | None = Field(default=None, sa_type=BIG)
    asked_at: int | None = Field(default=None, sa_type=BigInteger)
    shown_at: int | None = Field(default=None, sa_type=BigInteger)


class RoomGuest(SQLModel, table=True):
    """A player in a room. ``number`` counts from 1, ``secret`` is the end of the guest's ticket.

    ``state``: in, out (left) or barred (sent out by the host). ``anchor`` is what files are compared with
    where that is the guest's own score. ``knocked_at``: when one who is barred asked to come back.
    """

    __tablename__ = "room_guests"
    __table_args__ = (
        Index("uq_room_guests_room_id_number", "room_id", "number", unique=True),
        Index(None, "player_id"),
        {"sqlite_with_rowid": False},
    )
    room_id: int = Field(primary_key=True, sa_type=BIG, foreign_key="rooms.id")
    player_id: int = Field(primary_key=True, sa_type=BIG)
    number: int
    name: str = Field(max_length=100)
    secret: str = Field(max_length=4)
    anchor: int = Field(sa_type=BIG)
    joined_round: int
    joined_at: int = Field(sa_type=BigInteger)
    state: str = Field(default="in", max_length=6)
    knocked_at: int | None = Field(default=None, sa_type=BigInteger)


class RoomCall(SQLModel, table=True):
    """A guest's call on a file; it may be changed while the round is open.

    ``reason`` is the place of a fact on the file, from 0, or None.
    """

    __tablename__ = "room_calls"
    __table_args__ = (Index(None, "player_id"), {"sqlite_with_rowid": False})
    room_id: int = Field(primary_key=True, sa_type=BIG, foreign_key="rooms.id")
    round: int = Field(primary_key=True)
    player_id: int = Field(primary_key=True, sa_type=BIG)
    guess: str = Field(max_length=6)
    reason: int | None = None
    called_at: int = Field(sa_type=BigInteger)


class RoomStars(SQLModel, table=True):
    """The stars that a guest gave to the call of the guest with the number ``to_number``."""

    __tablename__ = "room_stars"
    __table_args__ = (Index(None, "player_id"), {"sqlite_with_rowid": False})
    room_id: int = Field(primary_key=True, sa_type=BIG, foreign_key="rooms.id")
    round: int = Field(primary_key=True)
    player_id: int = Field(primary_key=True, sa_type=BIG)
    to_number: int = Field(primary_key=True)
    stars: int


class RoomVote(SQLModel, table=True):
    """The law that a guest votes for, until the vote is closed: weights in per cent, separated by spaces."""

    __tablename__ = "room_votes"
    __table_args__ = (Index(None, "player_id"), {"sqlite_with_rowid": False})
    room_id: int = Field(primary_key=True, sa_type=BIG, foreign_key="rooms.id")
    player_id: int = Field(primary_key=True, sa_type=BIG)
    law: str = Field(max_length=40)


class RoomLaw(SQLModel, table=True):
    """A law that a room has voted for, which judges its files from the first round to the last.

    ``votes`` is how many voted; ``law`` is the middle of their weights.
    """

    __tablename__ = "room_laws"
    __table_args__ = ({"sqlite_with_rowid": False},)
    room_id: int = Field(primary_key=True, sa_type=BIG, foreign_key="rooms.id")
    first_round: int = Field(primary_key=True)
    last_round: int
    law: str = Field(max_length=40)
    votes: int


class PollRow(SQLModel, table=True):
    """A poll, of a room or of a deck. ``stage``: before, after or closed; that of a room follows its state.

    ``code`` is in the address at which players answer. ``key`` is None once it is closed. Of a deck one at
    most is not closed.
    """

    __tablename__ = "polls"
    __table_args__ = (
        Index(
            "uq_polls_room_id",
            "room_id",
            unique=True,
            sqlite_where=text("room_id IS NOT NULL"),
        ),
        Index(
            "uq_polls_open_deck_id",
            "deck_id",
            unique=True,
            sqlite_where=text("stage <> 'closed'"),
        ),
        Index(None, "deck_id", "opened_at"),
        Index(None, "changed_at"),
    )
    id: int = Field(default_factory=new_id, primary_key=True, sa_type=BIG)
    code: str = Field(max_length=6, unique=True)
    room_id: int | None = Field(default=None, sa_type=BIG)
    deck_id: int | None = Field(default=None, sa_type=BIG)
    stage: str = Field(max_length=6)
    key: str | None = Field(default=None, max_length=64)
    opened_at: int = Field(sa_type=BigInteger)
    changed_at: int = Field(sa_type=BigInteger)


class PollAnswer(SQLModel, table=True):
    """An answer to both statements, 0 to 10, before the game or after it. It names nobody: not who, not when.

    ``pair`` stands for whoever answered: a hash of the guest's or the player's number with the key of the
    poll. It brings both answers of somebody together, and lets them be changed or erased while the poll goes
    on. The key is destroyed when the poll is closed; from then on nobody can tell whose an answer was.
    """

    __tablename__ = "poll_answers"
    __table_args__ = ({"sqlite_with_rowid": False},)
    poll_id: int = Field(primary_key=True, sa_type=BIG, foreign_key="polls.id")
    pair: str = Field(primary_key=True, max_length=32)
    moment: str = Field(primary_key=True, max_length=6)
    first: int
    second: int
