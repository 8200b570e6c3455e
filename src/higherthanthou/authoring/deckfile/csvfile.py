"""Decks as CSV: a row for each profile, a column for each kind of fact."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import islice
from typing import NamedTuple

from ...game.deck_about import DeckAbout
from ...game.measure import Measure
from ...game.profile import Entry, Shown
from ..tables import Sheet, SheetRow
from .cells import LONGEST_FACT, CellError, cell_text, csv_line, guarded
from .packed_profiles import PackedProfiles
from .parsed_deck import BadRows, DeckFileError, ParsedDeck, check_head
from .profile_fields import FIELDS, FiledProfile
from .roles import check_roles, kind_of, role_of
from .row_checks import REMEMBERED, BadFields, BadRowList, check_size, read_age, read_score

LINES_IN_A_CHUNK = 200
EMPTY_IN_A_WORKBOOK = " The cell is empty, or holds an error or a formula without a result."
USUAL = Measure()

CellReader = Callable[[str], object]
"""Makes the value of a field from a cell; CellError if the cell cannot be one."""


class _FactColumn(NamedTuple):
    place: int
    label: str
    entry: Callable[[str], Entry | None]


def read_csv(
    sheet: Sheet,
    roles: Sequence[str],
    head: DeckAbout,
    skip_bad: bool = False,
    number: Callable[[str], int] | None = None,
) -> ParsedDeck:
    """The deck of a table, ``roles`` telling what each column is, ``number`` reading the cells of its score.

    DeckFileError if the file cannot be a deck, BadRows if some of its rows cannot be profiles; with
    ``skip_bad`` those are left out.
    """
    head = check_head(head)
    if head.model is not None:
        raise DeckFileError("A CSV has no points, so its deck has no score model; import it as JSON.")
    check_roles(roles, sheet.header)
    check_size(sheet.size)
    found, bad_rows = _profiles(sheet, roles, head, number)
    profiles = PackedProfiles(found)
    _set_aside(sheet, bad_rows)
    left_out = bad_rows.settle(len(profiles), skip_bad)
    return ParsedDeck(head, tuple(role for role in roles if kind_of(role)), profiles, left_out)


class LookedOver(NamedTuple):
    """A table before it is a deck: its first profiles, how many it can have, and its bad rows."""

    first: tuple[FiledProfile, ...]
    ready: int
    bad: BadRows | None


def look_over(
    sheet: Sheet, roles: Sequence[str], head: DeckAbout, number: Callable[[str], int], size: int
) -> LookedOver:
    """Read a table through and keep its first profiles; DeckFileError if the columns can make no deck."""
    check_roles(roles, sheet.header)
    profiles, bad_rows = _profiles(sheet, roles, head, number)
    first = tuple(islice(profiles, size))
    ready = len(first) + sum(1 for _ in profiles)
    _set_aside(sheet, bad_rows)
    return LookedOver(first, ready, bad_rows.found(ready))


def _profiles(
    sheet: Sheet, roles: Sequence[str], head: DeckAbout, number: Callable[[str], int] | None
) -> tuple[Iterator[FiledProfile], BadRowList]:
    """The profiles of a table, and the list which has its bad rows when they have been gone through."""
    bad_rows = BadRowList(sheet.header, sheet.place, sheet.sheet)
    return _Reader(sheet.header, roles, head, sheet.place, number).read(sheet.rows, bad_rows), bad_rows


def _set_aside(sheet: Sheet, bad_rows: BadRowList) -> None:
    for row in sheet.aside:
        bad_rows.add(row.line, row.cells, [("", row.reason)])


class _Reader:
    """Makes a profile of each row that can be one."""

    def __init__(
        self,
        header: Sequence[str],
        roles: Sequence[str],
        head: DeckAbout,
        place: str,
        number: Callable[[str], int] | None,
    ) -> None:
        self._header = header
        self._if_empty = EMPTY_IN_A_WORKBOOK if place == "row" else ""
        places = {role: index for index, role in enumerate(roles) if role in FIELDS}
        self._facts = [
            _FactColumn(index, kind[1], lru_cache(REMEMBERED)(partial(_entry, *kind)))
            for index, role in enumerate(roles)
            if (kind := kind_of(role))
        ]
        text = lru_cache(REMEMBERED)(cell_text)
        score = lru_cache(REMEMBERED)(lambda cell: read_score(cell_text(cell), head, number))
        age = lru_cache(REMEMBERED)(lambda cell: read_age(cell_text(cell)))
        others: dict[str, tuple[CellReader, object]] = {
            "name": (_name, ""),
            "score": (score, 0),
            "age": (age, None),
        }
        self._readers = [(places.get(field), *others.get(field, (text, ""))) for field in FIELDS]

    def read(self, rows: Iterable[SheetRow], bad_rows: BadRowList) -> Iterator[FiledProfile]:
        for line, cells in rows:
            wrong: BadFields = []
            if len(cells) != len(self._header):
                wrong.append(("", f"The row has {len(cells)} cells; the header has {len(self._header)}."))
            else:
                filed = self._filed(cells, wrong)
            if wrong:
                bad_rows.add(line, cells, wrong)
            else:
                yield filed

    def _filed(self, cells: Sequence[str], wrong: BadFields) -> FiledProfile:
        fields = [self._read(cells, wrong, *field) for field in self._readers]
        return FiledProfile._make([*fields, self._record(cells, wrong)])

    def _read(
        self, cells: Sequence[str], wrong: BadFields, index: int | None, read: CellReader, nothing: object
    ) -> object:
        if index is None:
            return nothing
        try:
            return read(cells[index])
        except CellError as error:
            why = "" if cells[index].strip() else self._if_empty
            wrong.append((self._header[index], f"{error}{why}"))
            return nothing

    def _record(self, cells: Sequence[str], wrong: BadFields) -> tuple[Entry, ...]:
        record: dict[str, Entry] = {}
        for place, label, entry in self._facts:
            try:
                if found := entry(cells[place]):
                    if label in record:
                        raise CellError(f"This profile has the fact {label} in another column already.")
                    record[label] = found
            except CellError as error:
                wrong.append((self._header[place], str(error)))
        return tuple(record.values())


def _name(cell: str) -> str:
    if not (name := cell_text(cell)):
        raise CellError("The name is missing.")
    return name


def _entry(shown: Shown, label: str, cell: str) -> Entry | None:
    """The fact in a cell; an empty one is no fact."""
    return Entry(label, text, shown) if (text := cell_text(cell, LONGEST_FACT)) else None


def write_csv(
    columns: Sequence[str], profiles: Iterable[FiledProfile], measure: Measure = USUAL
) -> Iterator[str]:
    """The text of a CSV in chunks, to be sent as UTF-8; scores are written by the measure.

    ``columns`` are the roles of the columns of facts; ValueError if a profile has a fact in none of them.
    """
    yield csv_line([*FIELDS, *columns])
    lines = (_line(columns, profile, measure) for profile in profiles)
    while chunk := "".join(islice(lines, LINES_IN_A_CHUNK)):
        yield chunk


def _line(columns: Sequence[str], profile: FiledProfile, measure: Measure) -> str:
    facts = {role_of(entry.shown, entry.label): guarded(entry.text) for entry in profile.record}
    if unknown := facts.keys() - columns:
        raise ValueError(f"There is no column {min(unknown)}.")
    return csv_line(
        [
            *(_cell(profile, field, measure) for field in FIELDS),
            *(facts.get(column, "") for column in columns),
        ]
    )


def _cell(profile: FiledProfile, field: str, measure: Measure) -> str:
    """A field of a profile as a cell. A score that is less than 0 is a number: no guard."""
    if field == "score":
        return measure.plain(profile.score)
    value: str | int | None = getattr(profile, field)
    return guarded(value) if isinstance(value, str) else "" if value is None else str(value)
