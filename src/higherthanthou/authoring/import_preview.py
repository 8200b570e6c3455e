"""The preview of an import: the columns of a table, how its score is read, its first rows as they will be."""

from collections.abc import Iterator, Sequence
from itertools import islice

from ..game.measure import Kind
from ..game.profile import Shown
from .columns.detection import Detected
from .columns.guessing import beside, doubt_of, left_out_because
from .columns.numbers import MARKS
from .columns.summary import ColumnSummary
from .deckfile import BadRows, DeckFileError, FiledProfile, Sheet, are_exact
from .deckfile.cells import quoted
from .deckfile.csvfile import LookedOver, look_over
from .deckfile.profile_fields import LINES
from .deckfile.roles import LEFT_OUT
from .import_options import ColumnOffer, ColumnPreview, RowOffer, ScoreOffer
from .import_plan import ImportPlan

SAMPLES, ROWS, LINES_TOLD = 3, 5, 3
SIGNS = {".": "point", ",": "comma", "'": "apostrophe", " ": "space"}
KINDS = {
    Kind.YEAR: "years",
    Kind.DATE: "days",
    Kind.TIME: "days with a time",
    Kind.DURATION: "durations",
    Kind.HOURS: "hours and minutes",
}


def preview(sheet: Sheet, plan: ImportPlan) -> ColumnPreview:
    """What the table would become by that plan."""
    first = [cells for _, cells in islice(sheet.rows, SAMPLES)]
    columns = tuple(_column(n, plan, first) for n in range(len(plan.columns)))
    seen = _looked_over(sheet, plan)
    score = None if plan.score_column is None else _score(plan, plan.score_column)
    rows = tuple(_row(plan, filed) for filed in seen.first)
    bad = tuple(_phrases(seen.bad)) if seen.bad else ()
    size = sheet.size + len(sheet.aside)
    return ColumnPreview(size, seen.ready, columns, score, rows, bad, sheet.notes, sheet.sheet, sheet.sheets)


def _looked_over(sheet: Sheet, plan: ImportPlan) -> LookedOver:
    """The first rows as they will be; none while the columns can make no deck."""
    try:
        return look_over(sheet, plan.roles, plan.head, plan.number_format.read, ROWS)
    except DeckFileError:
        return LookedOver((), 0, None)


def _phrases(bad: BadRows) -> Iterator[str]:
    """Where the first of the rows are that cannot be filed, and what they say there."""
    rows = dict(bad.rows)
    for cell in bad.cells[:LINES_TOLD]:
        if not cell.column:
            yield f"{bad.place} {cell.line}: {cell.reason.rstrip('.')}"
            continue
        text = rows[cell.line][bad.header.index(cell.column)].strip()
        yield f"{bad.place} {cell.line}: {cell.column} {f'says {quoted(text)}' if text else 'is empty'}"


def _column(n: int, plan: ImportPlan, first: Sequence[Sequence[str]]) -> ColumnOffer:
    column = plan.columns[n]
    samples = tuple(cells[n] for cells in first if n < len(cells) and cells[n].strip())
    score = None if plan.score_column is None else plan.columns[plan.score_column]
    against = left_out_because(column) or beside(column, score) or (doubt_of(column) if column.found else "")
    return ColumnOffer(
        column.title,
        plan.roles[n] if n < len(plan.roles) else "",
        samples,
        _about(column),
        against,
        column.found is not None,
    )


def _about(column: ColumnSummary) -> str:
    """A phrase on the cells of a column: how many differ, or from where to where the numbers go."""
    missing = f", {column.missing:,} missing" if column.missing else ""
    if found := column.found:
        low, high = map(found.format.measure.shown, (column.lowest, column.highest))
        return f"{low} to {high}{missing}"
    if column.different == column.filled:
        return f"{column.filled:,} different, none twice{missing}"
    return f"{column.different:,} different{missing}"


def _score(plan: ImportPlan, place: int) -> ScoreOffer:
    head, fmt, found, title = plan.head, plan.number_format, plan.found, plan.columns[place].title
    about = described(found) if found else "no numbers of one kind"
    if plan.ends:
        about += f", {head.measure.shown(plan.ends[0])} to {head.measure.shown(plan.ends[1])}"
    against = doubt_of(plan.columns[place]) if found else "no numbers of one kind"
    warning = (
        f"{title or 'This column'} looks like {against}: is it what players are to guess?" if against else ""
    )
    return ScoreOffer(
        str(fmt.kind), fmt.mark, fmt.decimals, head.unit, head.unit_first, fmt.day_first, head.comparison,
        head.less_is_better, head.label, head.measure.plain(head.low), head.measure.plain(head.high),
        head.measure.span(head.low, head.high), about,
        found.doubt if found else "", warning,
        bool(found and found.signs & set(MARKS)), bool(found and found.in_figures),
    )  # fmt: skip


def described(found: Detected) -> str:
    """What the numbers of a column are, in words: whole numbers, comma between thousands."""
    fmt = found.format
    if fmt.kind is not Kind.NUMBER:
        return KINDS[fmt.kind]
    count = f"{fmt.decimals} decimal{'s' if fmt.decimals > 1 else ''}"
    what = count if fmt.decimals else "whole numbers"
    between = [name for sign, name in SIGNS.items() if sign in found.signs and sign != fmt.mark]
    point = f" after a {SIGNS[fmt.mark]}" if fmt.decimals and fmt.mark in found.signs else ""
    return what + point + (f", {' and '.join(between)} between thousands" if between else "")


def told(sheet: Sheet, plan: ImportPlan) -> Iterator[str]:
    """What was taken as what, in a few sentences; nothing about a file whose titles and scores are exact."""
    place, name = plan.score_column, plan.roles.index("name") if "name" in plan.roles else None
    if not are_exact(sheet.header) and place is not None and name is not None:
        what = described(plan.found) if plan.found else "no numbers of one kind"
        yield f"The name is {_called(plan, name)}, the score {_called(plan, place)}: {what}."
        out = [_called(plan, n) for n, role in enumerate(plan.roles) if role == LEFT_OUT]
        if out:
            yield f"Left out: {', '.join(out)}."
    if plan.found and plan.found.doubt:
        yield plan.found.doubt
    if plan.found and place is not None and (against := doubt_of(plan.columns[place])):
        yield f"{_called(plan, place)} looks like {against}; --score names another column."


def _called(plan: ImportPlan, place: int) -> str:
    return plan.columns[place].title or f"column {place + 1}"


def _row(plan: ImportPlan, filed: FiledProfile) -> RowOffer:
    line = [str(filed.age) if filed.age is not None else "", *(getattr(filed, field) for field in LINES)]
    return RowOffer(
        filed.name,
        plan.head.measure.shown(filed.score),
        tuple(filter(None, line)),
        tuple((e.label, e.text) for e in filed.record if e.shown is Shown.FILE),
        tuple(e.label for e in filed.record if e.shown is Shown.WITHHELD),
        filed.age is not None,
    )
