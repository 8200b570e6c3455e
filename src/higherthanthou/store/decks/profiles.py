"""The profiles of a deck: what a player may see of one, and its portrait."""

import json
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from ...game.profile import Entry, Fact, PublicProfile, Shown, Withheld
from ..engine.statement import Row, Statement
from ..tables import columns, profiles

READ = 4096
"""Opened files, and files as players see them, cached after reading."""

FACTS = 8192
"""Cached facts: the same few hundred are in all files of a generated deck."""

SHOWN = {shown.value: shown for shown in Shown}

_PUBLIC = (
    "name",
    "age",
    "occupation",
    "place",
    "file_number",
    "portrait",
    "portrait_alt",
    "facts",
    "withheld",
)
_public = Statement(
    select(*(profiles.c[name] for name in _PUBLIC)).where(profiles.c.id == bindparam("profile_id"))
)
_look = Statement(select(profiles.c.look).where(profiles.c.portrait == bindparam("portrait")))


OPENED = columns(profiles, "name age portrait portrait_alt record")
"""The columns of a judged profile that ``opened_file`` reads."""

_open = Statement(select(*OPENED).where(profiles.c.id == bindparam("profile_id")))

_known: dict[int, PublicProfile] = {}
_opened: dict[int, "OpenFile"] = {}


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
        if len(_known) >= READ:
            _known.clear()
        known = _known[profile_id] = _read(connection, profile_id)
    return known


def _read(connection: Connection, profile_id: int) -> PublicProfile:
    row = _public.first(connection, profile_id=profile_id)
    assert row is not None
    name, age, occupation, place, file_number, portrait, portrait_alt, facts, withheld = row
    return PublicProfile(
        name,
        age,
        occupation,
        place,
        file_number,
        portrait_url(portrait),
        portrait_alt,
        tuple([_fact(*fact) for fact in json.loads(facts)]),
        tuple([_withheld(*bar) for bar in json.loads(withheld)]),
    )


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
        if len(_opened) >= READ:
            _opened.clear()
        name, age, portrait, portrait_alt, record = row
        known = OpenFile(name, age, portrait_url(portrait), portrait_alt, read_record(record))
        _opened[profile_id] = known
    return known


def read_record(text: str) -> tuple[Entry, ...]:
    """Parse the JSON of a record: every fact of a file, with its points."""
    return tuple([_entry(*entry) for entry in json.loads(text)])


@lru_cache(FACTS)
def _entry(label: str, text: str, shown: str, dimension: str | None, points: int | None) -> Entry:
    return Entry(label, text, SHOWN[shown], dimension, points)


_fact, _withheld = lru_cache(FACTS)(Fact), lru_cache(FACTS)(Withheld)


def portrait_url(portrait: str) -> str:
    """The URL of a portrait, by its public name."""
    return f"/portraits/{portrait}"


def look(connection: Connection, portrait: str) -> dict[str, str] | None:
    """The options that a portrait is drawn from, by its public name."""
    row = _look.first(connection, portrait=portrait)
    return dict(json.loads(row[0])) if row else None
