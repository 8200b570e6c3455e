"""What a statement asks of a database that is distributed by players: which tables, and whether one shard has all."""

import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    Alias,
    BindParameter,
    Column,
    Delete,
    Engine,
    Insert,
    Join,
    Select,
    Table,
    Update,
    event,
)
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import BinaryExpression, BooleanClauseList, ClauseElement

from higherthanthou.store import tables
from higherthanthou.store.engine.statement import Statement, Together
from higherthanthou.store.tables.distribution import distributed_by, of_a_player

STORE = Path(tables.__file__).parent.parent
Change = (Insert, Update, Delete)

UNNAMED = {
    "boards.boards.top": "a board is of all players",
    "boards.hidden_aliases.hidden_everywhere": "an operator looks at everybody",
    "boards.walls.blacklisted": "the wall is of all players",
    "boards.zeroing.put_to_zero": "a board is of all players",
    "boards.zeroing._empty": "a board is of all players",
    "challenges.attempts._count": "how many have taken up a challenge",
    "challenges.attempts._listed": "who has taken up a challenge",
    "challenges.challenges.discard_old": "whoever took up a challenge that is removed",
    "days.days.had_any": "whether anybody ever began a daily of an archived deck",
    "days.tallies._logged": "a rebuild or a check from the log; to forget somebody's, the player is named",
    "hosts.drafts._read": "what all players have reported of a deck",
    "hosts.files.page": "what all players have reported of a deck",
    "hosts.results.every": "what all players made of a deck",
    "hosts.results.page": "what all players made of a deck",
    "hosts.statistics.file_statistics": "what all players made of a deck",
    "hosts.statistics.totals": "what all players made of a deck",
    "players.aliases.disagreeing": "a check of everything",
    "players.players.erased_since": "whoever was erased by another process, once a minute",
    "players.sessions._of_anybody": "cookies of before they named their player; a year at most",
    "reviews.replays._still_ranking": "whether anybody can still rank with a file that a replay would tell",
    "reports.settling.open_reports": "what all players have reported of a deck",
    "reports.settling.settle": "what all players have reported of a file",
    "upkeep.backup._copy_table": "a backup is of everybody",
    "upkeep.backup._replace": "a restore is of everybody",
    "upkeep.backup.is_empty": "before a restore",
    "upkeep.purge._unfinished": "looks for runs of anybody; they are deleted by their players",
    "upkeep.purge._unreachable": "looks for players whom nobody can return to",
    "upkeep.purge.purge": "numbers of erased players that have grown old",
    "upkeep.rebuild.differing": "a check of everything",
    "upkeep.rebuild.from_log": "a rebuild or a check of everything",
    "upkeep.rebuild.rebuild": "a rebuild of everything",
}
"""Functions, and variables of modules, whose statements name no player, and why."""


class Needs(NamedTuple):
    """The players' tables in a statement, and whether it names a player whose they are.

    ``apart`` is whether it has rows of distributed tables that nothing says are in one shard. ``cannot`` is
    what it asks of several shards that only one can do; empty for nothing.
    """

    tables: frozenset[str]
    named: bool
    apart: bool
    cannot: str = ""

    def problem(self, where: str = "") -> str:
        """Why a distributed database would refuse it, or ask every shard although that is not meant; or empty."""
        told = ", ".join(sorted(self.tables))
        if self.apart:
            return f"{told}: joined by something else than the player"
        if self.cannot:
            return self.cannot
        needless = self.tables and not self.named and where not in UNNAMED
        return f"{told}: no player is named" if needless else ""


def needs(statement: ClauseElement) -> list[Needs]:
    """Look at a statement, and at each change that goes along with it."""
    beside = [part.element for part in getattr(statement, "_independent_ctes", ()) if _is_change(part)]
    return [_look(part) for part in (statement, *beside)]


class Places:
    """Which rows are in the same shard, by the equations of a statement."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._parents: dict[object, object] = {}

    def one(self, place: object) -> object:
        """What stands for all that are in the same shard as this."""
        while (parent := self._parents.setdefault(place, place)) is not place:
            place = parent
        return place

    def join(self, one: object, other: object) -> None:
        """Both are in the same shard."""
        self._parents[self.one(one)] = self.one(other)


def _look(statement: ClauseElement) -> Needs:
    places, values, rows = Places(), set(), dict[Any, Table]()
    for part in _parts(statement):
        for source in _sources(part):
            if (table := _table(source)) is not None and distributed_by(table) is not None:
                rows[source] = table
        if isinstance(part, Insert):  # a row has its key
            places.join(part.table, ("value", "of the row"))
            values.add(("value", "of the row"))
        for condition in _conditions(part):
            sides = _sides(condition)
            if sides is not None:
                places.join(*sides)
                values.update(side for side in sides if isinstance(side, tuple))
    shards, known = {places.one(row) for row in rows}, {places.one(value) for value in values}
    players = frozenset(table.name for table in rows.values() if of_a_player(table))
    named = shards <= known
    return Needs(players, named, len(shards) > 1, _cannot(statement, rows.values(), named))


def _cannot(statement: ClauseElement, tables: Iterable[Table], named: bool) -> str:
    """What Citus does in one shard alone, lock rows that are read, or nowhere, change a whole table by spread rows."""
    told = ", ".join(sorted({table.name for table in tables}))
    if not named and any(
        isinstance(part, Select) and part._for_update_arg is not None for part in _parts(statement)
    ):
        return f"{told}: rows of several shards are locked"
    if told and isinstance(statement, Update | Delete) and distributed_by(_table(statement.table)) is None:
        return f"{told}: a table that is whole on every machine is changed by rows that are spread"
    return ""


def _parts(statement: ClauseElement) -> Iterator[Any]:
    """A statement and all in it, but not the changes that go along with it."""
    waiting, seen = [statement], set()
    while waiting:
        part = waiting.pop()
        if id(part) not in seen:
            seen.add(id(part))
            yield part
            waiting += [child for child in part.get_children() if not _is_change(child)]


def _is_change(part: Any) -> bool:
    return isinstance(part, CTE) and isinstance(part.element, Change)


def _sources(part: Any) -> Iterator[Any]:
    """The tables and aliases that a part reads or changes."""
    if isinstance(part, Change):
        yield part.table
    waiting = list(part.get_final_froms()) if isinstance(part, Select) else []
    while waiting:
        source = waiting.pop()
        if isinstance(source, Join):
            waiting += [source.left, source.right]
        else:
            yield source


def _table(source: Any) -> Table | None:
    source = source.element if isinstance(source, Alias) else source
    return source if isinstance(source, Table) else None


def _conditions(part: Any) -> Iterator[Any]:
    """What is true of all rows that a part means; of an outer join, of those that are there."""
    waiting = [*getattr(part, "_where_criteria", ()), *([part.onclause] if isinstance(part, Join) else ())]
    if isinstance(part, Select):
        waiting += [join[1] for join in part._setup_joins if join[1] is not None]
    while waiting:
        condition = waiting.pop()
        if isinstance(condition, BooleanClauseList) and condition.operator is operators.and_:
            waiting += condition.clauses
        else:
            yield condition


def _sides(condition: Any) -> tuple[Any, Any] | None:
    """What an equation says is in the same shard; None if it is none."""
    if not isinstance(condition, BinaryExpression) or condition.operator not in (
        operators.eq,
        operators.in_op,
    ):
        return None
    left, right = _place(condition.left), _place(condition.right)
    return None if left is None or right is None else (left, right)


def _place(side: Any) -> Any:
    """A row, by the column that its table is distributed by; or a value; or None."""
    if isinstance(side, BindParameter):
        return "value", repr(side.value) if side.unique else side.key
    table = _table(side.table) if isinstance(side, Column) else None
    column = None if table is None else distributed_by(table)
    return side.table if column is not None and column.name == side.name else None


def site() -> str:
    """The function of the store that runs a statement, such as ``boards.walls.blacklisted``; empty for none."""
    frame: Any = sys._getframe(1)
    while frame is not None:
        place = _place_of(frame.f_code.co_filename, frame.f_code.co_name)
        if place is not None:
            return place
        frame = frame.f_back
    return ""


@cache
def _place_of(file: str, function: str) -> str | None:
    """How a function of the store is called here; empty for one of others, None for one in between."""
    path = Path(file)
    between = "sqlalchemy" in path.parts or path == Path(__file__) or path.parent == STORE / "engine"
    if between or "<" in function:
        return None
    inside = STORE in path.parents
    return ".".join([*path.relative_to(STORE).with_suffix("").parts, function]) if inside else ""


def kept(value: Any) -> Iterator[Statement]:
    """The statements that a variable of a module holds."""
    if isinstance(value, Statement):
        yield value
    elif isinstance(value, Together):
        yield from (value._at_once, value._first, *value._others)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from kept(one)
    elif isinstance(value, dict):
        yield from kept(list(value.values()))


def _is_kept(statement: Statement) -> bool:
    """Whether a module holds it, so that it is looked at with the module."""
    return id(statement) in _kept_by(
        tuple(name for name in list(sys.modules) if name.startswith("higherthanthou.store."))
    )


@cache
def _kept_by(modules: tuple[str, ...]) -> set[int]:
    """The statements that these hold; they last as long as the modules do."""
    values = [value for name in modules for value in list(vars(sys.modules[name]).values())]
    return {id(one) for value in values for one in kept(value)}


def refuse(statement: ClauseElement) -> None:
    """AssertionError if the store runs a statement that names no player and does not say why."""
    where = site()
    for one in needs(statement) if where else ():
        assert not one.problem(where), f"{where} runs a statement on {one.problem(where)}"


def watch() -> None:
    """Look at every statement that is built when it is run, from now on, once for each function that runs it."""
    passed: set[tuple[str, str]] = set()
    compiling = Statement._compile

    def look(_connection: Any, _cursor: Any, text: str, _values: Any, context: Any, _many: bool) -> None:
        compiled = getattr(context, "compiled", None)
        if compiled is not None and (place := (text, site())) not in passed:
            refuse(compiled.statement)
            passed.add(place)

    def compile_it(statement: Statement, connection: Any) -> Any:
        if not _is_kept(statement):
            refuse(statement.core)
        return compiling(statement, connection)

    event.listen(Engine, "before_cursor_execute", look)
    Statement._compile = compile_it  # type: ignore[method-assign]  # to look at each
