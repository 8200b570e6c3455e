"""The profiles of a deck: what a player may see of one, and its portrait."""

import json
from functools import lru_cache

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from ..game.profile import Entry, Fact, PublicProfile, Shown, Withheld
from .statement import Statement
from .tables import profiles

READ = 2048
"""How many facts, bars and records of files are kept as they were read, the least recent forgotten first."""

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


def public_profile(connection: Connection, profile_id: int) -> PublicProfile:
    """What a player may see of a file. Neither its score nor its record is read."""
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
        _read_facts(facts),
        _read_withheld(withheld),
    )


@lru_cache(READ)
def _read_facts(text: str) -> tuple[Fact, ...]:
    return tuple([Fact(*fact) for fact in json.loads(text)])


@lru_cache(READ)
def _read_withheld(text: str) -> tuple[Withheld, ...]:
    return tuple([Withheld(*fact) for fact in json.loads(text)])


@lru_cache(READ)
def read_record(text: str) -> tuple[Entry, ...]:
    """Every fact of a file, with its points, from the JSON it is kept in."""
    return tuple(
        [
            Entry(label, said, SHOWN[shown], dimension, points)
            for label, said, shown, dimension, points in json.loads(text)
        ]
    )


def portrait_url(portrait: str) -> str:
    """Where the portrait of that public name is served."""
    return f"/portraits/{portrait}"


def look(connection: Connection, portrait: str) -> dict[str, str] | None:
    """The options that a portrait of that public name is drawn from."""
    row = _look.first(connection, portrait=portrait)
    return dict(json.loads(row[0])) if row else None
