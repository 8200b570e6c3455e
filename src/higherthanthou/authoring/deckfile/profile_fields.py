"""What a deck file says of a profile beside its facts: the list of its columns and of other words for them.

Reading, writing, the host's form and the deck check go by this list. Another text on the file is a field of
``FiledProfile`` here and of ``Profile`` in the rules, and a column of the table.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from ...game.profile import Entry, Profile


class FiledProfile(NamedTuple):
    """A profile as it stands in a deck file; every text is trimmed, and empty if it is not told."""

    name: str
    score: int
    age: int | None
    occupation: str
    place: str
    picture_alt: str
    record: tuple[Entry, ...]


FIELDS = tuple(field for field in FiledProfile._fields if field != "record")
"""The columns of a CSV and the keys of a JSON profile beside the facts."""

TEXTS = tuple(field for field in FIELDS if field not in ("name", "score", "age"))
"""Those that hold any text, or none."""

LINES = tuple(field for field in TEXTS if field != "picture_alt")
"""Those of the texts that stand on the file."""

SYNONYMS = {
    "name": ("person", "player", "film", "movie", "book", "title", "product", "item", "company", "team"),
    "score": (
        "points",
        "rating",
        "stars",
        "value",
        "price",
        "goals",
        "result",
        "total",
        "gross",
        "amount",
        "cost",
    ),
    "age": ("years", "years old"),
    "occupation": ("job", "profession", "role", "position", "work"),
    "place": ("city", "town", "country", "location", "region", "home"),
    "picture_alt": ("alt", "alt text", "picture", "portrait"),
}
"""What a column may be called instead."""


def filed_profile(profile: Profile) -> FiledProfile:
    """The part of a profile that a deck file keeps."""
    return FiledProfile._make([getattr(profile, field) for field in FiledProfile._fields])


def texts_of(profile: Any, fields: Sequence[str] = TEXTS) -> dict[str, Any]:
    """The texts of a profile by their fields."""
    return {field: getattr(profile, field) for field in fields}
