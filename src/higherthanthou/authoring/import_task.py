"""Reading a deck file in a child process: its columns, the rows that are refused, or the whole deck."""

from collections.abc import Iterator
from dataclasses import replace
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
    read_csv,
    read_json,
    read_sheet,
)
from .deckfile.cells import CellError, whole_number
from .deckfile.deck_stream import StreamHeader, ToValues, send_deck
from .generating.people import new_file_number
from .import_options import (
    BAD_ROWS,
    COLUMNS,
    ImportOptions,
    RefusedRows,
    read_options,
    write_answer,
)
from .import_plan import ImportPlan, plan_import
from .import_preview import preview
from .pictures.emblem import choose_emblem
from .pictures.portrait import choose_look, describe

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
    plan = sheet and plan_import(sheet, options)
    if sheet and plan and (options.wanted == COLUMNS or is_unclear(sheet, plan, options)):
        stdout.write(write_answer(preview(sheet, plan)))
        return
    try:
        parsed = parse_table(sheet, plan, options) if sheet and plan else parse_json(data, options)
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


def is_unclear(sheet: Sheet, plan: ImportPlan, options: ImportOptions) -> bool:
    """Whether somebody has to be asked: no column was mapped, and something is left open.

    That can be the titles, the scores, or how the file was read.
    """
    doubt = bool(sheet.notes) or bool(plan.found and plan.found.doubt)
    return options.roles is None and (doubt or not are_exact(sheet.header))


def parse_table(sheet: Sheet, plan: ImportPlan, options: ImportOptions) -> ParsedDeck:
    """The deck of a table by a plan; DeckFileError or BadRows if it is refused."""
    return read_csv(sheet, plan.roles, plan.head, options.skip_bad, plan.number_format.read)


def parse_json(data: bytes, options: ImportOptions) -> ParsedDeck:
    """The deck of a JSON file; DeckFileError or BadRows if it is refused."""
    overrides = Overrides(
        title=options.title,
        label=options.label,
        unit=options.unit,
        low=_end(options.low),
        high=_end(options.high),
        noun=options.noun,
    )
    return read_json(data, overrides, options.skip_bad)


def _end(text: str | None) -> int | None:
    try:
        return None if text is None else whole_number(text, "The ends of a range")
    except CellError as error:
        raise DeckFileError(str(error)) from None


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
