"""A profile as the columns of its row keep it: writing and reading, by the fields of the profile itself.

Nothing is imported here that takes a process long to start.
"""

import json
from collections import namedtuple
from dataclasses import fields
from operator import attrgetter
from typing import Any

from ...caches.cached import cached
from ...caches.sizes import FACTS
from ...game.names.folding import folded
from ...game.profile import Entry, Fact, Profile, PublicProfile, Shown, Withheld

AS_IT_IS = tuple(field.name for field in fields(Profile) if field.name not in ("look", "record", "bars"))
"""The fields of a profile that are a column each."""

COLUMNS = (*AS_IT_IS, "look", "facts", "withheld", "record", "sought")
"""The columns that come from what a profile says, in the order of ``values_of``."""

_Values = namedtuple("_Values", COLUMNS)  # type: ignore[misc]  # its fields are the columns
_SHOWN = {shown.value: shown for shown in Shown}
_values = attrgetter(*AS_IT_IS)


def values_of(profile: Profile) -> list[object]:
    """The values of COLUMNS for a profile."""
    return [
        *_values(profile),
        json.dumps(profile.look),
        json.dumps(profile.facts(), ensure_ascii=False),
        json.dumps(profile.withheld(), ensure_ascii=False),
        json.dumps(profile.record, ensure_ascii=False),
        folded("\n".join((profile.name, profile.occupation, profile.place))),
    ]


def columns_of(profile: Profile) -> dict[str, object]:
    """The same by their columns."""
    return dict(zip(COLUMNS, values_of(profile), strict=True))


def profile_of(values: list[object]) -> Profile:
    """The profile that has these values of COLUMNS."""
    return read_profile(_Values._make(values))


def read_profile(row: Any) -> Profile:
    """The whole profile of a row that has its columns."""
    return Profile(
        **{name: getattr(row, name) for name in AS_IT_IS},
        look=json.loads(row.look),
        record=read_record(row.record),
        bars=tuple([bar for _, bar in json.loads(row.withheld)]),
    )


def read_public(row: tuple[Any, ...], portrait_url: str) -> PublicProfile:
    """What a player may see, of a row that has the columns of PublicProfile."""
    found: Any = PublicProfile._make(row)
    facts = tuple([_fact(*fact) for fact in json.loads(found.facts)])
    withheld = tuple([_withheld(*bar) for bar in json.loads(found.withheld)])
    seen: PublicProfile = found._replace(portrait=portrait_url, facts=facts, withheld=withheld)
    return seen


def read_record(text: str) -> tuple[Entry, ...]:
    """Parse the JSON of a record: every fact of a file, with its points."""
    return tuple([_entry(*entry) for entry in json.loads(text)])


@cached(FACTS)
def _entry(label: str, text: str, shown: str, dimension: str | None, points: int | None) -> Entry:
    return Entry(label, text, _SHOWN[shown], dimension, points)


@cached(FACTS)
def _fact(label: str, text: str) -> Fact:
    return Fact(label, text)


@cached(FACTS)
def _withheld(label: str, bar: int) -> Withheld:
    return Withheld(label, bar)
