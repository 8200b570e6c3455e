"""The rows of a deck file: what the cells of a profile may be, and the list of those that may not."""

from collections.abc import Callable
from typing import TypeVar

from ...game.deck_about import DeckAbout
from ...game.measure import Kind
from .cells import CellError, quoted, whole_number
from .parsed_deck import FEWEST_PROFILES, MOST_PROFILES, BadCell, BadRows, DeckFileError

OLDEST = 150
Value = TypeVar("Value")
BadFields = list[tuple[str, str]]
"""The columns or keys of a profile that are wrong, and why."""

REMEMBERED = 1_000
"""So many different cells of a column are not checked again when they come up again; facts mostly do."""
ENOUGH = 100_000
"""After so many bad cells only the first one of each further row is told."""


class BadRowList:
    """What is wrong with a file, gathered row by row."""

    def __init__(self, header: tuple[str, ...], place: str = "line", sheet: str = "") -> None:
        """Nothing yet; ``header`` has the titles of the columns, ``place`` is what rows are counted by."""
        self._header, self._place, self._sheet = header, place, sheet
        self._cells: list[BadCell] = []
        self._rows: list[tuple[int, tuple[str, ...]]] = []

    def add(self, line: int, cells: tuple[str, ...], wrong: list[tuple[str, str]]) -> None:
        """A row with the columns that are wrong and why."""
        told = wrong if len(self._cells) < ENOUGH else wrong[:1]
        self._cells += [BadCell(line, column, reason) for column, reason in told]
        self._rows.append((line, cells))

    def found(self, kept: int) -> BadRows | None:
        """What is wrong, if anything is; ``kept`` profiles are left without those rows."""
        self._cells.sort(key=lambda cell: cell.line)
        self._rows.sort(key=lambda row: row[0])
        if not self._rows:
            return None
        return BadRows(self._cells, self._header, self._rows, self._place, self._sheet, kept)

    def settle(self, kept: int, skip_bad: bool) -> BadRows | None:
        """What is wrong, if anything is. It is raised unless bad rows may be left out.

        DeckFileError if the ``kept`` profiles are too few for a deck without them.
        """
        bad = self.found(kept)
        if bad and not skip_bad:
            raise bad
        if bad and kept < FEWEST_PROFILES:
            raise DeckFileError(
                f"Without the rows that cannot be filed {kept} are left; "
                f"a deck has at least {FEWEST_PROFILES} profiles."
            )
        return bad


def read_score(text: str, head: DeckAbout, number: Callable[[str], int] | None = None) -> int:
    """A score of the deck, read by ``number`` where a column was decided on; CellError if it is none."""
    if not text:
        raise CellError("The score is missing.")
    if number:
        return score_in_range(number(text), head)
    if (head.kind, head.decimals) == (Kind.NUMBER, 0):
        return score_in_range(whole_number(text, "Scores"), head)
    try:
        score = head.measure.read(text)
    except (ValueError, OverflowError):
        like = head.measure.plain(head.low)
        raise CellError(f"Scores are written like {like}; {quoted(text)} is not one.") from None
    return score_in_range(score, head)


def score_in_range(score: int, head: DeckAbout) -> int:
    """The score; CellError if the deck cannot have it."""
    if head.low <= score <= head.high:
        return score
    low, high = map(head.measure.plain, (head.low, head.high))
    raise CellError(f"Scores go from {low} to {high}; {head.measure.plain(score)} is outside.")


def read_age(text: str) -> int | None:
    """An age in years, None where it is not told; CellError if it is none."""
    return in_range(whole_number(text, "Ages"), "Ages", 0, OLDEST) if text else None


def in_range(number: int, many: str, low: int, high: int) -> int:
    """The number; CellError if it is outside."""
    if not low <= number <= high:
        raise CellError(f"{many} go from {low} to {high}; {number} is outside.")
    return number


def check_size(size: int) -> None:
    """DeckFileError if so many profiles are too few or too many for a deck."""
    if size > MOST_PROFILES:
        raise DeckFileError(
            f"The file has more than {MOST_PROFILES:,} profiles, the most that a deck can have."
        )
    if size < FEWEST_PROFILES:
        raise DeckFileError(f"A deck has at least {FEWEST_PROFILES} profiles; this file has {size}.")
