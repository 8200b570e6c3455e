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
"""The columns of a judged profile that ``opened_file`` reads."""

_open = Statement(select(*OPENED).where(profiles.c.id == bindparam("profile_id")))

_known: BoundedCache[int, PublicProfile] = BoundedCache(__name__, FILES)
_opened: BoundedCache[int, "OpenFile"] = BoundedCache(__name__, FILES)


@dataclass(frozen=True, slots=True, eq=False)
class OpenFile:
    """A judged file, of which everything may be shown.

    Compared by identity, so that caches keyed by it need not compare every fact.
    """

    name: str
    age: int | None
    portrait: str
    portrait_alt: str
    record: tuple[Entry, ...]


def public_profile(connection: Connection, profile_id: int) -> PublicProfile:
    """What a player may see of a file on the desk. Neither its score nor its record is read.

    It never changes, since editing a published file makes another row. So it is cached.
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
    """Read a judged file."""
    known = _opened.get(profile_id)
    if known is None:
        row = _open.first(connection, profile_id=profile_id)
        assert row is not None
        known = opened_file(profile_id, row)
    return known


def opened_file(profile_id: int, row: Row) -> OpenFile:
    """A judged file, from its OPENED columns. It never changes, so it is cached."""
    known = _opened.get(profile_id)
    if known is None:
        name, age, portrait, portrait_alt, record = row
        known = OpenFile(name, age, portrait_url(portrait), portrait_alt, read_record(record))
        _opened.put(profile_id, known)
    return known


def portrait_url(portrait: str) -> str:
    """The URL of a portrait, by its public name."""
    return f"/portraits/{portrait}"


def look(connection: Connection, portrait: str) -> dict[str, str] | None:
    """The options that a portrait is drawn from, by its public name."""
    row = _look.first(connection, portrait=portrait)
    return dict(json.loads(row[0])) if row else None
