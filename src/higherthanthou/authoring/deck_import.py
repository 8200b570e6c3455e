"""Importing a deck file in a process of its own: what is asked of it, and what it answers."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import islice
from random import Random, SystemRandom
from typing import BinaryIO, NamedTuple

from ..child_process import Refused
from ..game.deck_about import Head
from ..game.profile import BARS, Profile, Shown
from .deckfile import (
    BadCell,
    BadRows,
    DeckFileError,
    Filed,
    Overrides,
    Parsed,
    Sheet,
    are_exact,
    guess_roles,
    read_csv,
    read_json,
    read_sheet,
)
from .deckfile.cells import CellError, cell_text, whole_number
from .deckfile.deck_stream import Coming, Write, send
from .generating.people import new_file_number
from .pictures.emblem import choose_emblem
from .pictures.portrait import choose_look, describe

SAMPLES = 3
LISTED = 1000
"""So many bad cells are listed on the page; the file of bad rows has all of them."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What to make of a deck file: ``roles`` of its columns, and what to call it; None leaves it to the file.

    ``then`` is "deck" for the deck, "columns" for what its columns are, "bad" for the CSV of the bad rows.
    """

    json: bool
    then: str = "deck"
    roles: tuple[str, ...] | None = None
    title: str | None = None
    label: str | None = None
    unit: str | None = None
    low: int | None = None
    high: int | None = None
    noun: str | None = None


class Columns(NamedTuple):
    """The columns of a CSV of ``size`` rows: titles, guessed roles, some rows.

    ``ranges`` has the lowest and the highest number of each column that holds whole numbers, else None.
    """

    header: tuple[str, ...]
    roles: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    size: int
    ranges: tuple[tuple[int, int] | None, ...]


class Bad(NamedTuple):
    """What is wrong with a deck file: how many rows and cells, and the first of the cells."""

    rows: int
    total: int
    cells: tuple[BadCell, ...]


def to_text(wish: Wish) -> str:
    """The wish as an argument of a process."""
    return json.dumps(asdict(wish))


def of_text(text: str) -> Wish:
    """The wish of that argument."""
    said = json.loads(text)
    return Wish(**(said | {"roles": None if said["roles"] is None else tuple(said["roles"])}))


def answer(line: bytes) -> Columns | Bad | None:
    """Read a first line that is not of a deck; None for one that is."""
    said = json.loads(line)
    if "columns" in said:
        header, roles, samples, size, ranges = said["columns"]
        found = tuple((pair[0], pair[1]) if pair else None for pair in ranges)
        return Columns(tuple(header), tuple(roles), tuple(map(tuple, samples)), size, found)
    if "bad" in said:
        rows, total, cells = said["bad"]
        return Bad(rows, total, tuple(BadCell(*cell) for cell in cells))
    return None


def work(arguments: list[str], stdin: BinaryIO, stdout: BinaryIO, write: Write) -> int:
    """Answer a wish about the file: its columns, its bad rows, or a deck."""
    wish = of_text(arguments[0])
    try:
        _answer(wish, stdin.read(), stdout, write)
    except DeckFileError as error:
        raise Refused(str(error)) from None
    return 0


def _answer(wish: Wish, data: bytes, stdout: BinaryIO, write: Write) -> None:
    sheet = None if wish.json else read_sheet(data)
    if sheet and (wish.then == "columns" or (wish.roles is None and not are_exact(sheet.header))):
        _tell(stdout, {"columns": _columns(sheet)})
        return
    try:
        parsed = parse(wish, data, sheet)
    except BadRows as bad:
        if wish.then == "bad":
            stdout.write(bad.as_csv().encode())
        else:
            _tell(stdout, {"bad": Bad(len(bad.rows), len(bad.cells), bad.cells[:LISTED])})
        return
    people = people_of(parsed, Random(SystemRandom().getrandbits(128)))
    send(stdout, Coming(head_of(parsed), len(parsed.profiles)), map(write, people))


def parse(wish: Wish, data: bytes, sheet: Sheet | None) -> Parsed:
    """Read the file as wished; DeckFileError or BadRows if it is refused."""
    told = Overrides(
        title=wish.title, label=wish.label, unit=wish.unit, low=wish.low, high=wish.high, noun=wish.noun
    )
    if sheet is None:
        return read_json(data, told)
    known = {key: value for key, value in told.items() if value is not None}
    return read_csv(sheet, wish.roles or guess_roles(sheet.header), Head(**known))  # type: ignore[arg-type]  # its own keys


def head_of(parsed: Parsed) -> Head:
    """The head of the deck with the columns of its facts."""
    return replace(parsed.head, labels=parsed.columns)


def people_of(parsed: Parsed, rng: Random) -> Iterator[Profile]:
    """The profiles with what a deck file does not have: a drawing, a file number, widths of bars.

    Where nobody has an age the deck is taken to be of things, which have emblems and no faces.
    """
    of_people = any(filed.age is not None for filed in parsed.profiles)
    return (_person(filed, rng, of_people) for filed in parsed.profiles)


def _person(filed: Filed, rng: Random, of_people: bool) -> Profile:
    look = choose_look(filed.age, rng) if of_people else choose_emblem(rng)
    withheld = sum(entry.shown is Shown.WITHHELD for entry in filed.record)
    return Profile(
        filed.name, filed.score, filed.age, filed.occupation, filed.place, new_file_number(rng), look,
        describe(look), filed.record, tuple(rng.randint(1, BARS) for _ in range(withheld)), filed.picture_alt,
    )  # fmt: skip


def _columns(sheet: Sheet) -> Columns:
    samples = tuple(tuple(cells) for _, cells in islice(sheet.rows, SAMPLES))
    ranges = tuple(_range(sheet, n, samples) for n in range(len(sheet.header)))
    return Columns(sheet.header, _with_score(guess_roles(sheet.header), ranges), samples, sheet.size, ranges)


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


def _tell(stdout: BinaryIO, said: object) -> None:
    stdout.write(json.dumps(said).encode() + b"\n")
