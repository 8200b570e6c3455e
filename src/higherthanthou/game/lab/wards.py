"""The two wards of a deck that is unfair on purpose, and where somebody lives."""

WARDS = ("north", "south")
"""The keys of the wards; the first word of a file's place tells which."""

TITLES = ("North", "South")


def ward_of(place: str) -> int | None:
    """The index in WARDS of the ward that a place is in; None for a place that is in neither."""
    first = place.split(maxsplit=1)[0].casefold() if place.strip() else ""
    return WARDS.index(first) if first in WARDS else None
