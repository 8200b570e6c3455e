"""The plan of an import: how a table becomes a deck, from its titles, its cells and what was chosen."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from ..game.comparison import COMPARISONS
from ..game.deal import SESAME
from ..game.deck_about import DeckAbout
from ..game.measure import Kind
from ..game.profile import Shown
from .columns.comparing import comparison_of
from .columns.detection import Detected, Texts, detect, texts_of
from .columns.guessing import guess_columns, is_year_title
from .columns.number_format import NumberFormat
from .columns.summary import SAMPLE, ColumnSummary, read_all, summarize
from .columns.titles import fact_label, is_year, labelled, words_of
from .deckfile import DeckFileError, Sheet, are_exact
from .deckfile.cells import CellError, quoted
from .deckfile.parsed_deck import LONGEST_HEAD, NARROWEST
from .deckfile.roles import LEFT_OUT, kind_of, role_of
from .import_options import ImportOptions

LETTERS = ("A", "B")
"""How the columns of a table without a header begin: none of them has a title that says anything."""
OF_YEARS = {"indicator", "series", "variable", "measure"}
"""Words in the title of a column that says what the columns of years hold."""
MOST = 0.5
"""If so many scores of a file with exact titles are on our own scale, the others are faults."""


class ImportPlan(NamedTuple):
    """What each column is, how the score is read, the head of the deck, and the outermost scores.

    ``found`` is None if no column is the score, or too few of its cells are numbers of one kind; they are
    then read in the usual format, to say of each what is wrong with it.
    """

    columns: Sequence[ColumnSummary]
    roles: tuple[str, ...]
    found: Detected | None
    head: DeckAbout
    ends: tuple[int, int] | None = None

    @property
    def number_format(self) -> NumberFormat:
        """How the score is read."""
        return self.found.format if self.found else NumberFormat()

    @property
    def score_column(self) -> int | None:
        """The place of the score among the columns."""
        return self.roles.index("score") if "score" in self.roles else None


def plan_import(sheet: Sheet, options: ImportOptions) -> ImportPlan:
    """How to read a table; DeckFileError if what was chosen cannot be."""
    sample = [cells for _, cells in islice(sheet.rows, SAMPLE)]
    columns, hint = summarize(sheet.header, sample)
    roles = options.roles or _named(guess_columns(columns), columns, options)
    place = roles.index("score") if "score" in roles and len(roles) == len(columns) else None
    if place is None:
        return ImportPlan(columns, roles, None, _head(DeckAbout(), options, NumberFormat()))
    texts = texts_of(cells[place] for _, cells in sheet.rows if place < len(cells))
    title = "" if sheet.header[:2] == LETTERS else sheet.header[place]
    found = detect(texts, hint, is_year(title), _chosen(options))
    if found is None:
        return ImportPlan(columns, roles, None, _head(DeckAbout(), options, NumberFormat()))
    if are_exact(sheet.header) and _share_on_our_scale(title, found, texts) >= MOST:
        found = found._replace(format=replace(found.format, decimals=0, rounds=False), doubt="")
        return ImportPlan(columns, roles, found, _head(DeckAbout(), options, found.format))
    scores = list(read_all(texts, found))
    ours = _share_on_our_scale(title, found, texts) == 1
    ends = (min(scores), max(scores)) if scores else None
    called = _name_of(title, columns)
    guessed = DeckAbout() if ours or not ends else _guessed_head(called, found.format, *ends)
    return ImportPlan(columns, roles, found, _head(guessed, options, found.format), ends)


def _name_of(title: str, columns: Sequence[ColumnSummary]) -> str:
    """What the score is called: in a table with a column for each year, what its other columns say it is."""
    said = [column.only for column in columns if column.only and words_of(column.title) & OF_YEARS]
    return said[0] if said and is_year_title(title) else title


def _share_on_our_scale(title: str, found: Detected, texts: Texts) -> float:
    """The share of the cells below the title ``score`` that are whole numbers from 350 to 950."""
    fmt = replace(found.format, decimals=0, rounds=False)
    if fmt.kind is not Kind.NUMBER or fmt.unit or title.strip().casefold() != "score":
        return 0.0
    scores = read_all(texts, found._replace(format=fmt))
    return sum(SESAME.low <= score <= SESAME.high for score in scores) / len(texts)


def _chosen(options: ImportOptions) -> dict[str, object]:
    """The fields of the number format that were chosen."""
    kind = None if options.kind is None else Kind(options.kind)
    return {"kind": kind, "decimals": options.decimals, "mark": options.mark, "day_first": options.day_first}


def _guessed_head(title: str, fmt: NumberFormat, lowest: int, highest: int) -> DeckAbout:
    """The head of a deck on a scale of its own, from the lowest score or from nothing to the highest."""
    name = labelled(title)
    low = 0 if fmt.kind is Kind.NUMBER and 0 <= lowest < highest - lowest else lowest
    words = comparison_of(fmt, title)
    return DeckAbout(
        label=name.label[: LONGEST_HEAD["label"]] or "score",
        unit=(fmt.unit or (name.unit if fmt.kind is Kind.NUMBER else ""))[: LONGEST_HEAD["unit"]],
        unit_first=fmt.unit_first,
        low=low,
        high=max(highest, low + NARROWEST),
        comparison=words,
        less_is_better=COMPARISONS[words].less_is_better,
    )


def _head(guessed: DeckAbout, options: ImportOptions, fmt: NumberFormat) -> DeckAbout:
    """The guessed head with what was chosen instead."""
    words = options.comparison or guessed.comparison
    if words not in COMPARISONS:
        raise DeckFileError(
            f"There are no words {quoted(words)} for a comparison; there are {', '.join(COMPARISONS)}."
        )
    usual = COMPARISONS[words].less_is_better if options.comparison else guessed.less_is_better
    return replace(
        guessed,
        title=options.title or guessed.title,
        label=options.label or guessed.label,
        unit=guessed.unit if options.unit is None else options.unit,
        low=_end(options.low, guessed.low, fmt),
        high=_end(options.high, guessed.high, fmt),
        noun=options.noun or guessed.noun,
        kind=fmt.kind,
        decimals=fmt.decimals,
        unit_first=guessed.unit_first if options.unit_first is None else options.unit_first,
        comparison=words,
        less_is_better=usual if options.less_is_better is None else options.less_is_better,
    )


def _end(text: str | None, guessed: int, fmt: NumberFormat) -> int:
    """An end of the range, written with a point or as the scores of the file are."""
    if text is None:
        return guessed
    for each in (replace(fmt, mark="."), fmt):
        try:
            return each.read(text)
        except CellError:
            continue
    raise DeckFileError(f"The ends of a range are written as the scores are; {quoted(text)} is not.")


def _named(
    roles: tuple[str, ...], columns: Sequence[ColumnSummary], options: ImportOptions
) -> tuple[str, ...]:
    """The guessed roles with those that were given to columns by their titles."""
    given = dict(_given(columns, options))
    taken = {role for role in given.values() if role in ("name", "score")}
    made = {n: role for n, role in enumerate(roles) if role not in taken}
    for n in range(len(columns)):
        if n not in made and n not in given:
            made[n] = role_of(Shown.FILE, fact_label(columns[n].title) or f"Column {n + 1}")
    return tuple((made | given).get(n, LEFT_OUT) for n in range(len(columns)))


def _given(columns: Sequence[ColumnSummary], options: ImportOptions) -> Iterator[tuple[int, str]]:
    for field in ("name", "score"):
        if (title := getattr(options, field)) is not None:
            yield _place(columns, title), field
    for titles, shown in ((options.facts, Shown.FILE), (options.withheld, Shown.WITHHELD)):
        for title in titles:
            place = _place(columns, title)
            exact = kind_of(columns[place].title)
            yield place, role_of(shown, exact[1] if exact else fact_label(columns[place].title))
    for title in options.left_out:
        yield _place(columns, title), LEFT_OUT


def _place(columns: Sequence[ColumnSummary], title: str) -> int:
    """The column of that title, in capitals or small letters; DeckFileError lists the titles if none is."""
    for n, column in enumerate(columns):
        if column.title.casefold() == title.strip().casefold():
            return n
    known = ", ".join(quoted(column.title) for column in columns)
    raise DeckFileError(f"No column is called {quoted(title)}; the columns are {known}.")
