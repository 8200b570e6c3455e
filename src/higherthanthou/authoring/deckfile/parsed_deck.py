"""What a deck file holds once it is read, and the two ways in which one is refused."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple
from unicodedata import normalize

from ...game.comparison import COMPARISONS
from ...game.deck_about import DeckAbout
from ...game.measure import MOST_DECIMALS, Kind
from ...game.names.labels import one_line
from ...game.names.visible import is_blank
from ...game.stars import THEME as RATED
from ..seeds.models import SeedError, load_model
from ..seeds.themes import theme_names
from ..tables.limits import MOST_PROFILES as MOST_PROFILES
from ..tables.limits import DeckFileError as DeckFileError
from ..tables.texts import encodable, guarded, quoted, unguarded
from .cells import csv_line
from .profile_fields import FiledProfile

FORMAT = "higherthanthou/deck-1"
FEWEST_PROFILES = 10
MOST_DIGITS = 15
"""A score has at most so many digits, its decimals among them."""
OUTERMOST = 10**MOST_DIGITS - 1
"""Scores lie between minus and plus this, in units of the last decimal, of minutes or seconds."""
MOST_POINTS = 1_000_000_000
"""The points of facts lie between minus and plus this."""
NARROWEST = 2
"""The ends of a range are at least so many steps apart: three different scores."""
LONGEST_HEAD = {"title": 100, "label": 60, "unit": 20, "noun": 40, "theme": 60, "model": 60}
MAY_BE_EMPTY = ("title", "unit")


@dataclass(frozen=True, slots=True)
class ParsedDeck:
    """A whole deck file. ``columns`` has a role such as ``fact: Bills`` for each kind of fact in it.

    ``left_out`` are the rows that a host chose to leave out.
    """

    head: DeckAbout
    columns: tuple[str, ...]
    profiles: Sequence[FiledProfile]
    left_out: "BadRows | None" = None


class BadCell(NamedTuple):
    """A cell that cannot be filed, and why in a sentence.

    ``line`` is counted from 1: the line where the row begins in a text, the row of a workbook, the number of
    the profile or item in JSON.
    ``column`` is the title of the column or the key, empty where the whole row is at fault.
    """

    line: int
    column: str
    reason: str


class BadRows(Exception):
    """A file of which some rows cannot be filed: every bad cell, and the rows as they were uploaded."""

    def __init__(
        self,
        cells: Sequence[BadCell],
        header: Sequence[str],
        rows: Sequence[tuple[int, tuple[str, ...]]],
        place: str = "line",
        sheet: str = "",
        kept: int = 0,
    ) -> None:
        """``rows`` has a line and its cells for each line that ``cells`` names, in the same order.

        ``place`` is what rows are counted by in the file: line, row (of a ``sheet``), item or profile.
        ``kept`` is how many profiles there are without them.
        """
        first = cells[0]
        super().__init__(
            f"{len(rows)} rows cannot be filed, the first in {place} {first.line}: {first.reason}"
        )
        self.cells, self.header, self.rows = tuple(cells), tuple(header), tuple(rows)
        self.place, self.sheet, self.kept = place, sheet, kept

    def as_csv(self) -> str:
        """The bad rows only, as a CSV to mend and import: ``line``, ``problem``, then the uploaded columns.

        No cell can run as a formula, and each means on import what the uploaded one did.
        """
        lines = [csv_line(["line", "problem", *map(_safe, self.header)])]
        found = {line: _problem(cells) for line, cells in groupby(self.cells, key=lambda cell: cell.line)}
        lines += [csv_line([str(n), guarded(found[n]), *map(_safe, cells)]) for n, cells in self.rows]
        return encodable("".join(lines))


def _safe(cell: str) -> str:
    return guarded(unguarded(cell))


def _problem(cells: Iterable[BadCell]) -> str:
    return " ".join(f"{cell.column}: {cell.reason}" if cell.column else cell.reason for cell in cells)


def check_head(head: DeckAbout) -> DeckAbout:
    """The same head with its texts trimmed and in NFC; DeckFileError if the deck cannot have it."""
    trimmed = {key: normalize("NFC", text.strip()) for key, text in _texts(head).items()}
    head = replace(head, **trimmed)  # type: ignore[arg-type]  # the keys are those of texts
    for key, text in _texts(head).items():
        if not one_line(text) or len(text) > LONGEST_HEAD[key]:
            raise DeckFileError(f"The {key} of a deck is one line of at most {LONGEST_HEAD[key]} characters.")
        if is_blank(text) and key not in MAY_BE_EMPTY:
            raise DeckFileError(f"The {key} of a deck cannot be empty.")
    if is_blank(head.unit):
        head = replace(head, unit="")
    check_measure(head)
    _check_range(head)
    _check_origin(head)
    return head


def _check_origin(head: DeckAbout) -> None:
    """DeckFileError if there is no such theme or score model, or the one does not go with the other."""
    if head.theme not in theme_names():
        known = ", ".join(theme_names())
        raise DeckFileError(
            f"There is no theme {quoted(head.theme)}; leave the theme out, or say one of {known}."
        )
    if head.model is None:
        return
    try:
        load_model(head.model)
    except SeedError:
        raise DeckFileError(f"There is no score model {head.model}.") from None
    if head.theme == RATED:
        raise DeckFileError(f"A deck of the theme {RATED} has no score model: its scores come from stars.")


def _texts(head: DeckAbout) -> dict[str, str]:
    return {key: getattr(head, key) for key in LONGEST_HEAD if getattr(head, key) is not None}


def check_measure(head: DeckAbout) -> None:
    """DeckFileError if scores cannot be written or compared as the head says."""
    if head.kind not in tuple(Kind):
        raise DeckFileError(f"The kind of a deck is one of {', '.join(Kind)}.")
    most = MOST_DECIMALS if head.kind in (Kind.NUMBER, Kind.DURATION) else 0
    if not 0 <= head.decimals <= most:
        raise DeckFileError(
            f"Scores of the kind {head.kind} have {f'0 to {most}' if most else 'no'} decimals."
        )
    if head.comparison not in COMPARISONS:
        raise DeckFileError(f"The comparison of a deck is one of {', '.join(COMPARISONS)}.")
    if (head.model is not None or head.theme == RATED) and (head.kind, head.decimals) != (Kind.NUMBER, 0):
        raise DeckFileError("Scores that come from a score model or from stars are whole numbers.")


def _check_range(head: DeckAbout) -> None:
    if not (head.low >= -OUTERMOST and head.high <= OUTERMOST):
        raise DeckFileError(f"Scores have at most {MOST_DIGITS} digits.")
    if head.high - head.low < NARROWEST:
        raise DeckFileError("The range of a deck has room for at least three different scores.")
    try:
        head.measure.plain(head.low), head.measure.plain(head.high)
    except (ValueError, OverflowError):
        raise DeckFileError("The range of days goes from the year 1 to the year 9999.") from None
