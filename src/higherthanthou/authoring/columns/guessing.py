"""Which column is what: the name, the score and the facts, guessed from titles and contents."""

from collections.abc import Callable, Sequence

from ...game.profile import Shown
from ..deckfile.cells import LONGEST_CELL
from ..deckfile.profile_fields import SYNONYMS
from ..deckfile.roles import LEFT_OUT, exact_role, role_of
from .summary import ColumnSummary
from .titles import NAME, NUMBER_LABEL, PICTURE, RANK, SCORE, SURE_NAME, fact_label, is_key, is_year, words_of

ON_FILE = 6
"""So many facts are shown on the file; the next ones are in the record, to be read after a guess."""
MOST_FACTS = 24
LONGEST_NAME = 80
FEWEST_SCORES = 3

KEY, RANK_OF, CONSTANT, ADDRESS, EMPTY = "a key", "a rank", "the same in all rows", "addresses", "empty"


def doubt_of(column: ColumnSummary) -> str:
    """Why a column of numbers is none to guess about: a key, a rank, a year, a code; empty if it is."""
    words = words_of(column.title)
    if is_key(column.title) or column.in_a_row:
        return "a rank" if words & RANK else "a key"
    if words & RANK:
        return "a rank"
    if words & NUMBER_LABEL:
        return "a code or a place"
    if is_year(column.title):
        return "a year"
    if column.different < FEWEST_SCORES:
        return "nearly always the same"
    return ""


def left_out_because(column: ColumnSummary) -> str:
    """Why a column makes no fact; empty if it makes one."""
    if not column.filled:
        return EMPTY
    if column.different == 1 and column.size > 1 and not column.missing:
        return CONSTANT
    if 2 * column.addresses > column.filled or (column.addresses and words_of(column.title) & PICTURE):
        return ADDRESS
    if column.found and doubt_of(column) in (KEY, RANK_OF):
        return doubt_of(column)
    return ""


def guess_columns(columns: Sequence[ColumnSummary]) -> tuple[str, ...]:
    """A role for each column: exact titles first, then name and score by what is in them, then facts."""
    roles: dict[int, str] = {}
    for n, column in enumerate(columns):
        role = exact_role(column.title)
        if role and role not in roles.values() and (role != "score" or column.found or _no_other(columns, n)):
            roles[n] = role
    if "name" not in roles.values():
        _take(roles, "name", columns, _as_name)
    if "score" not in roles.values():
        _take(roles, "score", columns, _as_score)
    if "name" not in roles.values():
        _take(roles, "name", columns, _as_last_name)
    _take_fields(roles, columns)
    _take_facts(roles, columns, left_out_because)
    if len(roles) <= len({"name", "score"} & set(roles.values())):
        _take_facts(roles, columns, lambda column: left_out_because(column).replace(CONSTANT, ""))
    return tuple(roles.get(n, LEFT_OUT) for n in range(len(columns)))


def _no_other(columns: Sequence[ColumnSummary], here: int) -> bool:
    return not any(column.found for n, column in enumerate(columns) if n != here)


def _take(
    roles: dict[int, str],
    role: str,
    columns: Sequence[ColumnSummary],
    worth: Callable[[ColumnSummary], float],
) -> None:
    """Give a role to the free column that is worth most, the first of equals, if any is worth something."""
    free = [n for n in range(len(columns)) if n not in roles and worth(columns[n]) > 0]
    if free:
        roles[max(free, key=lambda n: (worth(columns[n]), -n))] = role


def _as_name(column: ColumnSummary) -> float:
    """How well a column of texts names the rows: mostly different ones, short, called so."""
    if column.found or not column.filled or column.longest > LONGEST_CELL or left_out_because(column):
        return 0.0
    words = words_of(column.title)
    called = 0.3 if words & SURE_NAME else 0.2 if words & NAME else 0.0
    long = 0.3 if column.longest > LONGEST_NAME else 0.0
    return max(0.01, round(column.distinctness * column.filled / column.size, 1) + called - long)


def _as_last_name(column: ColumnSummary) -> float:
    """Where no column has texts: a key or a year names a row as well, a number if there is nothing else."""
    return 0.0 if not column.filled else 1.0 + column.distinctness + bool(doubt_of(column))


def _as_score(column: ColumnSummary) -> float:
    """How well a column is guessed about: numbers that vary, called so; keys, ranks and years last of all."""
    if not column.found or column.addresses:
        return 0.0
    if doubt_of(column):
        return 0.1 if doubt_of(column) == "a year" else 0.05 if column.different >= FEWEST_SCORES else 0.01
    called = 0.3 if words_of(column.title) & SCORE else 0.0
    varied = min(1.0, 1.2 * column.distinctness) if column.different > 1 else 0.0
    full = column.filled / column.size
    latest = _year_title(column.title) / 10_000
    return 1.0 + round(varied * full * column.found.share, 1) + called + latest


def _year_title(title: str) -> int:
    """A title that is a year, as columns of statistics have; 0 for any other. The latest is worth most."""
    text = title.strip()[:4]
    return int(text) if text.isdecimal() and len(text) == 4 and title.strip()[4:5] in ("", " ") else 0


def _take_fields(roles: dict[int, str], columns: Sequence[ColumnSummary]) -> None:
    """Age, occupation and place by their other titles, where the cells can be that."""
    for field in ("age", "occupation", "place"):
        if field in roles.values():
            continue
        for n, column in enumerate(columns):
            title = column.title.strip().casefold()
            if n not in roles and (title in SYNONYMS[field]) and _can_be(field, column):
                roles[n] = field
                break


def _can_be(field: str, column: ColumnSummary) -> bool:
    if left_out_because(column) or column.longest > LONGEST_CELL:
        return False
    return column.ages and not column.missing if field == "age" else column.found is None


def _take_facts(
    roles: dict[int, str], columns: Sequence[ColumnSummary], out_because: Callable[[ColumnSummary], str]
) -> None:
    """Every other column a fact, unless something is against it; the label is its title."""
    labels = {role.partition(": ")[2].casefold() for role in roles.values()}
    for n, column in enumerate(columns):
        if n in roles or out_because(column) or len(labels - {""}) >= MOST_FACTS:
            continue
        label = fact_label(column.title) or f"Column {n + 1}"
        if label.casefold() in labels:
            continue
        labels.add(label.casefold())
        shown = Shown.FILE if sum(r.startswith("fact") for r in roles.values()) < ON_FILE else Shown.RECORD
        roles[n] = role_of(shown, label)
