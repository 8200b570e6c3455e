"""What the screen of an import shows: columns to choose from, how the score is read, a file to be."""

from typing import NamedTuple

from ...authoring.deckfile.profile_fields import FIELDS
from ...authoring.import_options import ColumnOffer, ColumnPreview, RowOffer
from ...game.comparison import COMPARISONS, Comparison
from ...game.measure import Kind
from ...game.profile import BARS, Fact, PublicProfile, Withheld
from ..html.static_files import static
from ..play.table import FileView, file_view

KIND_WORDS = {
    Kind.NUMBER: "number",
    Kind.YEAR: "year",
    Kind.DATE: "day",
    Kind.TIME: "day and time",
    Kind.DURATION: "h:min:s",
    Kind.HOURS: "h:min",
}
FAMILIES = (
    (Kind.NUMBER, Kind.YEAR),
    (Kind.DATE, Kind.TIME),
    (Kind.DURATION, Kind.HOURS),
)
"""Kinds that the same cells can be read as."""
ROLE_WORDS = {
    "fact": "shown",
    "withheld": "black bar",
    "record": "after the guess",
    "": "left out",
    "picture_alt": "alt text",
}
OUT = ("", "left out")


class ImportScreen(NamedTuple):
    """The screen of a table that is to become a deck.

    ``facts`` are the columns beside name and score, with their places; ``labels`` name those facts that stand
    in the table of first rows. ``kinds`` and ``uses`` are values of a select and their words.
    """

    found: ColumnPreview
    facts: tuple[tuple[int, ColumnOffer], ...]
    labels: tuple[str, ...]
    file: FileView | None
    kinds: tuple[tuple[str, str], ...]
    uses: tuple[tuple[str, str], ...]
    comparisons: dict[str, Comparison]
    summary: str
    said: str


def screen_of(found: ColumnPreview, typed: dict[str, str]) -> ImportScreen:
    """Lay a preview out for its template."""
    facts = tuple((n, c) for n, c in enumerate(found.columns) if c.role not in ("name", "score"))
    family = next((f for f in FAMILIES if found.score and found.score.kind in f), ())
    labels = tuple(dict.fromkeys(label for row in found.rows for label, _ in row.facts))[:2]
    uses = tuple((field, ROLE_WORDS.get(field, field)) for field in FIELDS if field not in ("name", "score"))
    of_facts = tuple((role, ROLE_WORDS[role]) for role in ("fact", "withheld", "record", ""))
    return ImportScreen(
        found, facts, labels, _file(found.rows[0]) if found.rows else None,
        tuple((str(kind), KIND_WORDS[kind]) for kind in family), of_facts + uses, COMPARISONS,
        _summary(facts), _said(found),
    )  # fmt: skip


def _summary(facts: tuple[tuple[int, ColumnOffer], ...]) -> str:
    """The columns beside name and score in a line, by what becomes of them."""
    told = []
    for role, words in (("fact", ""), ("withheld", "under a bar: "), ("record", "after the guess: "), OUT):
        names = [c.title or f"column {n + 1}" for n, c in facts if _use(c.role) == role]
        if names:
            told.append((words + ": " if role == "" else words) + ", ".join(names))
    return "; ".join(told)


def _use(role: str) -> str:
    kind = role.partition(": ")[0]
    return kind if kind in ("", "withheld", "record") else "fact"


def _said(found: ColumnPreview) -> str:
    """What a screen reader says when the screen has changed."""
    if not found.score:
        return "No column is the number."
    return (
        f"{found.score.label}: {found.score.about}. {found.ready:,} of {found.size:,} rows can be imported."
    )


def _file(row: RowOffer) -> FileView:
    """The first row as it will lie on the desk; its portrait is drawn when it is imported."""
    return file_view(
        PublicProfile(
            row.name,
            None,
            " · ".join(row.line),
            "",
            "to come",
            static("specimen.svg" if row.of_a_person else "specimen-emblem.svg"),
            "A drawn face" if row.of_a_person else "A drawn emblem",
            tuple(Fact(*fact) for fact in row.facts),
            tuple(Withheld(label, 1 + n % BARS) for n, label in enumerate(row.withheld)),
        )
    )
