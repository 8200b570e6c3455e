"""A corrected sheet read for a deck that is there: scores as the deck has them, columns by its labels."""

from collections.abc import Generator
from contextlib import closing
from dataclasses import replace
from typing import BinaryIO, NamedTuple

from ..authoring.correcting.merging import NAME, SheetColumns
from ..authoring.correcting.sheet_roles import SCORE, ChosenColumns, DeckColumns, columns_in, sheet_roles
from ..authoring.deckfile import is_own_deck
from ..authoring.deckfile.deck_stream import StreamHeader, read_values
from ..authoring.deckfile.parsed_deck import OUTERMOST
from ..authoring.deckfile.profile_fields import FIELDS
from ..authoring.deckfile.roles import LEFT_OUT
from ..authoring.import_options import COLUMNS, ColumnPreview, ImportOptions, RefusedRows
from ..game.deal import SESAME
from ..game.deck_about import label_of
from ..game.errors import Refusal
from ..game.measure import Kind
from ..game.profile import Profile
from ..store.decks.decks import Deck
from ..store.decks.profile_row import profile_of
from ..store.hosts.drafts import OwnDeck
from .fill_jobs import BROKEN
from .importing import ProfileLines, read_in_child

UNKNOWN = "Choose which column is the {}: this deck was made of another, or the sheet calls it otherwise."


class UnknownColumn(Refusal):
    """No column is the name, or none the score; ``titles`` are those there are."""

    def __init__(self, what: str, titles: tuple[str, ...]) -> None:
        """Say which of the two is missing."""
        super().__init__(UNKNOWN.format(what))
        self.titles = titles


class BadSheet(Refusal):
    """Rows of the sheet cannot be filed; ``rows`` says which."""

    def __init__(self, rows: RefusedRows) -> None:
        """Count them."""
        count = "1 row" if rows.rows == 1 else f"{rows.rows:,} rows"
        super().__init__(f"{count} of the sheet cannot be filed, so nothing was changed.")
        self.rows = rows


class SheetPlan(NamedTuple):
    """How a sheet is read: the titles of its columns and what each is; a JSON deck has no titles."""

    titles: tuple[str, ...]
    roles: tuple[str, ...]
    options: ImportOptions

    @property
    def taken(self) -> dict[str, str]:
        """The titles of the columns that are the name and the score."""
        both = zip(self.titles, self.roles, strict=True)
        return {role: title for title, role in both if role in (NAME, SCORE)}

    @property
    def left_out(self) -> tuple[str, ...]:
        """The titles of the columns that the deck has no place for."""
        return tuple(title for title, role in zip(self.titles, self.roles, strict=True) if role == LEFT_OUT)


def plan_sheet(file: BinaryIO, deck: OwnDeck, chosen: ChosenColumns) -> SheetPlan:
    """Find out which column is what. Blocks. Refusal if it is no sheet, UnknownColumn if one is missing."""
    options = _options(deck.deck)
    file.seek(0)
    if is_own_deck(file.read()):
        return SheetPlan((), (), replace(options, json=True))
    lines, found = read_in_child(file, replace(options, wanted=COLUMNS))
    lines.close()
    if not isinstance(found, ColumnPreview):
        raise Refusal(BROKEN)
    titles = tuple(column.title for column in found.columns)
    roles = sheet_roles(titles, DeckColumns(deck.labels, deck.deck.label), chosen)
    for field in (NAME, SCORE):
        roles = roles if field in roles else _guessed(roles, found.roles, field)
        if field not in roles:
            raise UnknownColumn(field, titles)
    return SheetPlan(titles, roles, replace(options, roles=roles))


def _guessed(roles: tuple[str, ...], guesses: tuple[str, ...], field: str) -> tuple[str, ...]:
    """The roles with the column for a field that an import would take, unless the deck knows it otherwise."""
    both = zip(roles, guesses, strict=True)
    return tuple(field if role == LEFT_OUT and guess == field else role for role, guess in both)


def _options(deck: Deck) -> ImportOptions:
    """The deck's own words and measure; its range only on our scale, as another one grows with its scores."""
    measure, low, high = deck.measure, None, None
    if deck.scale == SESAME:
        low, high = str(deck.low), str(deck.high)
    elif measure.kind is Kind.NUMBER:
        low, high = measure.plain(-OUTERMOST), measure.plain(OUTERMOST)
    return ImportOptions(
        False, title=deck.title, label=deck.label, unit=deck.unit, low=low, high=high, noun=deck.noun,
        kind=str(measure.kind), decimals=measure.decimals, unit_first=deck.unit_first,
        comparison=deck.comparison, less_is_better=deck.less_is_better,
    )  # fmt: skip


def read_sheet(
    file: BinaryIO, plan: SheetPlan, deck: OwnDeck
) -> tuple[SheetColumns, Generator[Profile, None, None]]:
    """What a sheet has columns for, and its rows as profiles; close them, or read them to the end. Blocks.

    BadSheet lists the rows that cannot be filed.
    """
    lines, found = read_in_child(file, plan.options)
    if not isinstance(found, StreamHeader):
        lines.close()
        raise BadSheet(found) if isinstance(found, RefusedRows) else Refusal(BROKEN)
    if plan.titles:
        return columns_in(plan.titles, plan.roles), _profiles(lines)
    labels = frozenset(map(label_of, (*deck.labels, *found.head.labels)))
    return SheetColumns(frozenset(FIELDS) - {"picture_alt"}, labels, True), _profiles(lines)


def _profiles(lines: ProfileLines) -> Generator[Profile, None, None]:
    with closing(lines):
        for line in lines:
            yield profile_of(read_values(line))
