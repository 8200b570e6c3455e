"""Reading a deck file in a child process: its columns, the rows that are refused, or the whole deck."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from random import Random, SystemRandom
from typing import BinaryIO

from ..child_process import Refused
from ..game.deck_about import DeckAbout
from ..game.profile import BARS, Profile, Shown
from .deckfile import (
    BadRows,
    DeckFileError,
    FiledProfile,
    Overrides,
    ParsedDeck,
    Sheet,
    are_exact,
    guess_roles,
    read_csv,
    read_json,
    read_sheet,
)
from .deckfile.cells import CellError, cell_text, whole_number
from .deckfile.deck_stream import StreamHeader, ToValues, send_deck
from .generating.people import new_file_number
from .import_options import (
    BAD_ROWS,
    COLUMNS,
    ColumnPreview,
    ImportOptions,
    RefusedRows,
    read_options,
    write_answer,
)
from .pictures.emblem import choose_emblem
from .pictures.portrait import choose_look, describe

SAMPLES = 3
LISTED = 1000
"""So many bad cells are listed on the page; the file of bad rows has all of them."""


def work(arguments: list[str], stdin: BinaryIO, stdout: BinaryIO, to_values: ToValues) -> int:
    """Answer what is asked of the file; Refused if it cannot be a deck."""
    options = read_options(arguments[0])
    try:
        _answer(options, stdin.read(), stdout, to_values)
    except DeckFileError as error:
        raise Refused(str(error)) from None
    return 0


def _answer(options: ImportOptions, data: bytes, stdout: BinaryIO, to_values: ToValues) -> None:
    sheet = None if options.json else read_sheet(data, options.sheet)
    unclear = sheet and options.roles is None and not are_exact(sheet.header)
    if sheet and (options.wanted == COLUMNS or unclear):
        stdout.write(write_answer(_preview(sheet)))
        return
    try:
        parsed = parse(options, data, sheet)
    except BadRows as bad:
        if options.wanted == BAD_ROWS:
            stdout.write(bad.as_csv().encode())
        else:
            stdout.write(write_answer(refused_rows(bad)))
        return
    people = people_of(parsed, Random(SystemRandom().getrandbits(128)))
    send_deck(stdout, StreamHeader(head_of(parsed), len(parsed.profiles)), map(to_values, people))


def refused_rows(bad: BadRows) -> RefusedRows:
    """What the page lists of rows that cannot be filed."""
    return RefusedRows(len(bad.rows), len(bad.cells), bad.cells[:LISTED], bad.place, bad.sheet, bad.kept)


def parse(options: ImportOptions, data: bytes, sheet: Sheet | None) -> ParsedDeck:
    """Read the file by the options; DeckFileError or BadRows if it is refused."""
    overrides = Overrides(
        title=options.title,
        label=options.label,
        unit=options.unit,
        low=options.low,
        high=options.high,
        noun=options.noun,
    )
    if sheet is None:
        return read_json(data, overrides, options.skip_bad)
    known = {key: value for key, value in overrides.items() if value is not None}
    roles, head = options.roles or guess_roles(sheet.header), DeckAbout(**known)  # type: ignore[arg-type]  # its own keys
    return read_csv(sheet, roles, head, options.skip_bad)


def head_of(parsed: ParsedDeck) -> DeckAbout:
    """The head of the deck with the columns of its facts."""
    return replace(parsed.head, labels=parsed.columns)


def people_of(parsed: ParsedDeck, rng: Random) -> Iterator[Profile]:
    """The profiles with what a deck file does not have: a drawing, a file number, widths of bars.

    Where nobody has an age the deck is taken to be of things, which have emblems and no faces.
    """
    of_people = any(filed.age is not None for filed in parsed.profiles)
    return (_person(filed, rng, of_people) for filed in parsed.profiles)


def _person(filed: FiledProfile, rng: Random, of_people: bool) -> Profile:
    look = choose_look(filed.age, rng) if of_people else choose_emblem(rng)
    withheld = sum(entry.shown is Shown.WITHHELD for entry in filed.record)
    return Profile(
        **filed._asdict(),
        file_number=new_file_number(rng),
        look=look,
        portrait_alt=describe(look),
        bars=tuple(rng.randint(1, BARS) for _ in range(withheld)),
    )


def _preview(sheet: Sheet) -> ColumnPreview:
    samples = tuple(tuple(cells) for _, cells in islice(sheet.rows, SAMPLES))
    ranges = tuple(_range(sheet, n, samples) for n in range(len(sheet.header)))
    roles = _with_score(guess_roles(sheet.header), ranges)
    return ColumnPreview(
        sheet.header, roles, samples, sheet.size, ranges, sheet.notes, sheet.sheet, sheet.sheets
    )


def _with_score(roles: tuple[str, ...], ranges: Sequence[tuple[int, int] | None]) -> tuple[str, ...]:
    """The roles, with the first column of numbers that has no better one as the score if none is."""
    numbers = [n for n, role in enumerate(roles) if ranges[n] and role.startswith("fact")]
    if "score" in roles or not numbers:
        return roles
    return tuple("score" if n == numbers[0] else role for n, role in enumerate(roles))


def _range(sheet: Sheet, place: int, samples: Sequence[tuple[str, ...]]) -> tuple[int, int] | None:
    """The lowest and highest number of a column; None for one that does not begin with whole numbers."""
    if len(list(_numbers(samples, place))) < len(samples):
        return None
    found = list(_numbers((cells for _, cells in sheet.rows), place))
    return min(found), max(found)


def _numbers(rows: Iterable[tuple[str, ...]], place: int) -> Iterator[int]:
    """The whole numbers of a column; what is none is told when the file is imported."""
    for cells in rows:
        try:
            yield whole_number(cell_text(cells[place]), "Scores")
        except (CellError, IndexError):
            continue
