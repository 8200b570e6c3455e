"""The two wards of a deck that is unfair on purpose: which decks those are, and where somebody lives."""

THEME = "wards"
"""The theme of such a deck."""

WARDS = ("north", "south")
"""The keys of the wards; the first word of a file's place tells which."""

TITLES = ("North", "South")

UNFAIR = "Unfair on purpose"
"""What is said of such a deck wherever it stands."""

WHY = (
    "People behave alike in both wards. The office looks twice as often in the South, so its records hold "
    "more misdeeds."
)


def ward_of(place: str) -> int | None:
    """The index in WARDS of the ward that a place is in; None for a place that is in neither."""
    first = place.split(maxsplit=1)[0].casefold() if place.strip() else ""
    return WARDS.index(first) if first in WARDS else None
