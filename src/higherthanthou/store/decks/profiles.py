"""The profiles of a deck: what a player may see of one, and its portrait."""

import json
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from ...caches.bounded_cache import BoundedCache
from ...caches.sizes import FILES
from ...game.profile import Entry, PublicProfile
from ..engine.statement import Row, Statement
from ..tables import columns, profiles
from .profile_row import read_public, read_record

_PUBLIC = columns(profiles, " ".join(PublicProfile._fields))
_PORTRAIT = PublicProfile._fields.index("portrait")

_public = Statement(select(*_PUBLIC).where(profiles.c.id == bindparam("profile_id")))
_look = Statement(select(profiles.c.look).where(profiles.c.portrait == bindparam("portrait")))


OPENED = columns(profiles, "name age portrait portrait_alt record")
"""The columns that opened_file reads, of a profile that has been judged."""

_open = Statement(select(*OPENED).where(profiles.c.id == bindparam("profile_id")))

_known: BoundedCache[int, PublicProfile] = BoundedCache(__name__, FILES)
_opened: BoundedCache[int, "OpenFile"] = BoundedCache(__name__, FILES)


@dataclass(frozen=True, slots=True, eq=False)
class OpenFile:
    """A file that has been judged: everything about it may be shown.

    It is equal to no other, so that what is made of it is found again without a look at every fact.
    """

    name: str
    age: int | None
    portrait: str
    portrait_alt: str
    record: tuple[Entry, ...]


def public_profile(connection: Connection, profile_id: int) -> PublicProfile:
    """What a player may see of a file that is played. Neither its score nor its record is read.

    Nothing of it ever changes: who edits a published file makes another one. So those read lately are kept.
    """
    known = _known.get(profile_id)
    if known is None:
        known = _read(connection, profile_id)
        _known.put(profile_id, known)
    return known


def _read(connection: Connection, profile_id: int) -> PublicProfile:
    row = _public.first(connection, profile_id=profile_id)
    assert row is not None
    return read_public(row, portrait_url(row[_PORTRAIT]))


def open_file(connection: Connection, profile_id: int) -> OpenFile:
    """Open a file that is judged."""
    known = _opened.get(profile_id)
    if known is None:
        row = _open.first(connection, profile_id=profile_id)
        assert row is not None
        known = opened_file(profile_id, row)
    return known


def opened_file(profile_id: int, row: Row) -> OpenFile:
    """A file that is opened, from its OPENED columns. Nothing of it changes; those read lately are kept."""
    known = _opened.get(profile_id)
    if known is None:
        name, age, portrait, portrait_alt, record = row
        known = OpenFile(name, age, portrait_url(portrait), portrait_alt, read_record(record))
        _opened.put(profile_id, known)
    return known


def portrait_url(portrait: str) -> str:
    """Where the portrait of that public name is served."""
    return f"/portraits/{portrait}"


def look(connection: Connection, portrait: str) -> dict[str, str] | None:
    """The options that a portrait of that public name is drawn from."""
    row = _look.first(connection, portrait=portrait)
    return dict(json.loads(row[0])) if row else None
