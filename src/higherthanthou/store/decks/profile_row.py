"""A profile as the columns of its row. Imports nothing slow, because subprocesses import this."""

import json

from ...game.names.folding import folded
from ...game.profile import Profile

COLUMNS = (
    "score name age occupation place file_number portrait_alt picture_alt look facts withheld record sought"
).split()
"""The columns derived from a Profile, in the order of ``contents``."""


def write(person: Profile) -> list[object]:
    """The values of COLUMNS for a profile."""
    return list(contents(person).values())


def contents(person: Profile) -> dict[str, object]:
    """The columns derived from a Profile, with their values."""
    return {
        "score": person.score,
        "name": person.name,
        "age": person.age,
        "occupation": person.occupation,
        "place": person.place,
        "file_number": person.file_number,
        "portrait_alt": person.portrait_alt,
        "picture_alt": person.picture_alt,
        "look": json.dumps(person.look),
        "facts": json.dumps([[f.label, f.text] for f in person.facts()], ensure_ascii=False),
        "withheld": json.dumps([[w.label, w.bar] for w in person.withheld()], ensure_ascii=False),
        "record": json.dumps(person.record, ensure_ascii=False),
        "sought": folded("\n".join((person.name, person.occupation, person.place))),
    }
