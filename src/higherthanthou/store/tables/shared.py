"""Tables of what requests share for an hour, on any machine: tries to sign in, and uploads."""

from sqlalchemy import BigInteger, LargeBinary, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from .base import BIG


class SignInTries(SQLModel, table=True):
    """When somebody tried to sign in lately; ``counted`` is a keyed hash of an address or a host's name.

    ``tried``: JSON, a list of times. After ``until`` none of them counts.
    """

    __tablename__ = "sign_in_tries"
    __table_args__ = ({"sqlite_with_rowid": False},)

    counted: str = Field(primary_key=True, max_length=64)
    tried: str = Field(sa_type=Text)
    until: int = Field(sa_type=BigInteger, index=True)


class UploadRow(SQLModel, table=True):
    """A file of a host that waits; its id comes from its name. ``complete``: all its pieces are there.

    ``purpose``: ``new deck`` or ``correction``. ``slot``: each is taken once, so that only so many wait.
    ``options``: JSON, how it is to be imported; ``bad`` if rows of it were refused with them.
    """

    __tablename__ = "uploads"
    __table_args__ = (UniqueConstraint("host_id", "purpose", "slot"),)

    id: int = Field(primary_key=True, sa_type=BIG)
    host_id: int = Field(foreign_key="hosts.id", sa_type=BIG)
    purpose: str = Field(max_length=12)
    slot: int
    name: str = Field(max_length=22)
    filename: str = Field(max_length=200)
    options: str = Field(sa_type=Text)
    bad: bool = False
    size: int
    complete: bool = False
    arrived_at: int = Field(sa_type=BigInteger)


class UploadPiece(SQLModel, table=True):
    """A piece of an upload: as long as the others, but for the last one."""

    __tablename__ = "upload_pieces"

    upload_id: int = Field(primary_key=True, sa_type=BIG, foreign_key="uploads.id")
    number: int = Field(primary_key=True)
    data: bytes = Field(sa_type=LargeBinary)
