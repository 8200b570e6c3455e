"""The header: which row is one, and a title for each column, on one line and each another."""

import re
from collections.abc import Sequence
from itertools import pairwise
from unicodedata import normalize

from ...game.names.labels import one_line
from .limits import DeckFileError
from .texts import quoted, unguarded

MOST_COLUMNS = 200
LONGEST_LABEL = 200
LONGEST_TITLE = LONGEST_LABEL + len("withheld: ")

_ALIKE = 0.6
"""The share of the cells below that have to look like the first one."""
_STEP = 10
"""The most years from one title to the next."""
_LOOKS = {
    "year": re.compile(r"1[0-9]{3}|20[0-9]{2}|2100"),
    "day": re.compile(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}(\D.{0,12})?"),
    "clock": re.compile(r"[0-9]+:[0-9]{2}(:[0-9]{2})?([.,][0-9]+)?"),
    "number": re.compile(
        r"\W{0,4}[0-9][0-9.,'’ \u00a0\u2009\u202f]*([eE][+-]?[0-9]+)?\s?[%)\w€$£¥]{0,3}(\[\w+\])?"
    ),
}


def is_data(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether a row looks like those below it and not like their titles.

    It does if it has numbers where they have numbers, more often than words there. Years that go up or down
    evenly are titles.
    """
    years = _years_as_titles(row)
    alike = titles = 0
    for n, cell in enumerate(row):
        looks = [look(cells[n]) for cells in below if n < len(cells) and cells[n].strip()]
        if n in years or len(looks) < 2:
            continue
        if own := look(cell):
            alike += _share(looks, own) >= _ALIKE
        elif cell.strip():
            titles += sum(map(bool, looks)) / len(looks) >= _ALIKE
    return alike > titles


def look(cell: str) -> str:
    """``year``, ``number``, ``day`` or ``clock``; empty for any other text."""
    text = cell.strip()
    return next((name for name, pattern in _LOOKS.items() if pattern.fullmatch(text)), "")


def _share(looks: Sequence[str], own: str) -> float:
    alike = ("number", "year") if own == "number" else (own,)
    return sum(each in alike for each in looks) / len(looks)


def _years_as_titles(row: Sequence[str]) -> set[int]:
    """The places of years beside each other that go up or down evenly."""
    places = [n for n, cell in enumerate(row) if look(cell) == "year"]
    steps = {int(row[after]) - int(row[before]) for before, after in pairwise(places)}
    side_by_side = len(places) > 1 and places[-1] - places[0] == len(places) - 1
    return set(places) if side_by_side and len(steps) == 1 and 0 < abs(min(steps)) <= _STEP else set()


def usable_titles(titles: Sequence[str], filled: Sequence[bool], where: str) -> tuple[str, ...]:
    """A title for each column, empty for one that has none and is not ``filled``; ``where`` is the header.

    DeckFileError if there are too many columns or a title cannot be one.
    """
    if len(filled) > MOST_COLUMNS:
        raise DeckFileError(f"The file has {len(filled):,} columns; at most {MOST_COLUMNS} can be read.")
    found: list[str] = []
    for place, has_cells in enumerate(filled):
        title = _cleaned(titles[place], where) if place < len(titles) else ""
        found.append(_another(title or (letter(place) if has_cells else ""), found))
    return tuple(found)


def letter(place: int) -> str:
    """What a spreadsheet calls a column, counted from 0: A, B, ... Z, AA, AB."""
    before, own = divmod(place, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + own)


def _cleaned(title: str, where: str) -> str:
    text = normalize("NFC", " ".join(unguarded(title.strip()).split()))
    if len(text) > LONGEST_TITLE or not one_line(text):
        limit = f"one line of at most {LONGEST_LABEL} characters"
        raise DeckFileError(f"The column title {quoted(text)} in {where} is not {limit}.")
    return text


def _another(title: str, others: Sequence[str]) -> str:
    """The title, with a number behind it if another column is called so already."""
    known = {other.casefold() for other in others}
    if not title or title.casefold() not in known:
        return title
    number = 2
    while f"{title} ({number})".casefold() in known:
        number += 1
    return f"{title} ({number})"
