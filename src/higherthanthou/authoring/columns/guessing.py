"""Which column is what: the name, the score and the facts, guessed from titles and contents."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from ...game.measure import Kind
from ...game.profile import Shown
from ..deckfile.cells import LONGEST_CELL
from ..deckfile.profile_fields import FIELDS, SYNONYMS, TEXTS
from ..deckfile.roles import LEFT_OUT, exact_role, role_of
from .summary import ColumnSummary
from .titles import (
    AGE,
    NAME,
    NUMBER_LABEL,
    PICTURE,
    RANK,
    SCORE,
    SURE_NAME,
    WHOSE,
    fact_label,
    is_key,
    is_year,
    words_of,
)

ON_FILE = 6
"""So many facts are shown on the file; the next ones are in the record, to be read after a guess."""
MOST_FACTS = 24
LONGEST_NAME = 80
FEWEST_SCORES = 3
FULL = 0.8
"""A column with numbers in so many rows is as good a score as one without gaps."""
FEWEST_PAIRS = 10
"""Of so many rows at least it is judged whether another column tells the score."""

KEY, RANK_OF, CONSTANT, ADDRESS, EMPTY = "a key", "a rank", "the same in all rows", "addresses", "empty"
TELLS = "tells the score"
AS_A_LAST_RESORT = (CONSTANT, TELLS)
"""Columns that make facts if no other does: a file without any is worse, and the check warns of them."""


def doubt_of(column: ColumnSummary) -> str:
    """Why a column of numbers is none to guess about: a key, a rank, a year, a code; empty if it is."""
    words = words_of(column.title)
    if is_key(column.title) or column.in_a_row:
        return "a rank" if words & RANK else "a key"
    if words & RANK:
        return "a rank"
    if words & NUMBER_LABEL:
        return "a code or a place"
    if is_year(column.title) and not _is_day(column):
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
    return KEY if is_key(column.title) and column.distinctness == 1 else ""


def tells_score(column: ColumnSummary, score: ColumnSummary) -> bool:
    """Whether a column orders the rows as the score does, or the other way round: it would give all away."""
    pairs = sorted(
        (s, v) for s, v in zip(score.values, column.values, strict=False) if s is not None and v is not None
    )
    rising = [one[1] <= two[1] for one, two in pairwise(pairs)]
    falling = [one[1] >= two[1] for one, two in pairwise(pairs) if one[0] != two[0]]
    return len(pairs) >= FEWEST_PAIRS and column.different > len(pairs) / 2 and (all(rising) or all(falling))


def _is_day(column: ColumnSummary) -> bool:
    return column.found is not None and column.found.format.kind in (Kind.DATE, Kind.TIME)


def guess_columns(columns: Sequence[ColumnSummary]) -> tuple[str, ...]:
    """A role for each column: exact titles first, then name and score by what is in them, then facts."""
    roles: dict[int, str] = {}
    for n, column in enumerate(columns):
        role = exact_role(column.title)
        if role and role not in roles.values() and _fits(role, columns, n):
            roles[n] = role
    if "name" not in roles.values():
        _take(roles, "name", columns, _as_name)
    if "score" not in roles.values():
        _take(roles, "score", columns, _as_score)
    if "name" not in roles.values():
        _take(roles, "name", columns, _as_last_name)
    _take_fields(roles, columns)
    against = _against(roles, columns)
    _take_facts(roles, columns, against)
    if len(roles) <= len({"name", "score"} & set(roles.values())):
        _take_facts(
            roles, columns, lambda column: "" if against(column) in AS_A_LAST_RESORT else against(column)
        )
    return tuple(roles.get(n, LEFT_OUT) for n in range(len(columns)))


def _against(roles: Mapping[int, str], columns: Sequence[ColumnSummary]) -> Callable[[ColumnSummary], str]:
    """Why a column makes no fact, beside that score."""
    score = next((columns[n] for n, role in roles.items() if role == "score"), None)
    return lambda column: left_out_because(column) or beside(column, score)


def beside(column: ColumnSummary, score: ColumnSummary | None) -> str:
    """Why a column makes no fact beside that score: it tells it, or is the same of another year."""
    if score is None or column is score:
        return ""
    if is_year_title(score.title) and is_year_title(column.title):
        return "another year"
    return TELLS if tells_score(column, score) else ""


def _fits(role: str, columns: Sequence[ColumnSummary], place: int) -> bool:
    """Whether a column can be what its title says; in a file with exact titles only, all of them are."""
    if all(exact_role(column.title) for column in columns):
        return True
    if role == "score":
        return bool(columns[place].found) or not any(column.found for column in columns)
    return role not in FIELDS or role == "name"


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
    if is_key(column.title):
        return 0.01
    called = 0.3 if words & SURE_NAME else 0.2 if words & NAME else 0.1 if words & WHOSE else 0.0
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
    called = 0.3 if words_of(column.title) & SCORE and not _is_day(column) else 0.0
    aside = _is_day(column) or bool(words_of(column.title) & AGE)  # facts of a person rather than its score
    doubtful = 0.1 * bool(column.found.doubt) + 0.2 * aside
    varied = min(1.0, 1.2 * column.distinctness) if column.different > 1 else 0.0
    full = column.filled / column.size * column.found.share
    full = 1.0 if full >= FULL else full
    latest = is_year_title(column.title) / 10_000
    return 1.0 + round(varied * full, 1) + called + latest - doubtful


def is_year_title(title: str) -> int:
    """A title that is a year, as columns of statistics have; 0 for any other. The latest is worth most."""
    text = title.strip()[:4]
    return int(text) if text.isdecimal() and len(text) == 4 and title.strip()[4:5] in ("", " ") else 0


def _take_fields(roles: dict[int, str], columns: Sequence[ColumnSummary]) -> None:
    """Age, occupation and place by their other titles, where the cells can be that."""
    for field in ("age", *TEXTS):
        if field in roles.values():
            continue
        for n, column in enumerate(columns):
            title = column.title.strip().casefold()
            if n not in roles and (title == field or title in SYNONYMS[field]) and _can_be(field, column):
                roles[n] = field
                break


def _can_be(field: str, column: ColumnSummary) -> bool:
    if left_out_because(column) or column.longest > LONGEST_CELL:
        return False
    return column.ages if field == "age" else column.found is None


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
