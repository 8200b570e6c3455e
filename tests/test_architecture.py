"""The rooms of the house: who may import whom, and that the rules stay pure."""

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src" / "higherthanthou"
MAY_IMPORT = {
    "game": {"game"},
    "authoring": {"authoring", "game", "paths", "apart"},
    "store": {"store", "game", "threads"},
    "web": {
        "web",
        "store",
        "authoring",
        "game",
        "chance",
        "clock",
        "settings",
        "paths",
        "threads",
        "accounts",
        "aliases",
        "apart",
        "drafting",
        "__version__",
    },
}
IMPURE = {"open", "print", "input", "exec", "eval", "now", "today", "utcnow", "time", "time_ns", "sleep"}
RANDOM_FUNCTIONS = {"choice", "random", "randint", "shuffle", "sample", "uniform", "seed", "randrange"}
STANDARD = {
    "__future__",
    "bisect",
    "collections.abc",
    "dataclasses",
    "datetime",
    "enum",
    "random",
    "statistics",
    "typing",
    "unicodedata",
}


def modules(room: str) -> Iterator[tuple[Path, ast.Module]]:
    """Every module of a room, parsed."""
    for path in sorted((SOURCE / room).rglob("*.py")):
        yield path, ast.parse(path.read_text())


def ours(path: Path, node: ast.AST) -> Iterator[str]:
    """The rooms of the package that an import names."""
    if isinstance(node, ast.ImportFrom):
        base = path.relative_to(SOURCE.parent).parts[: -node.level] if node.level else ()
        full = [*base, *(node.module.split(".") if node.module else [])]
        names = [full[1]] if len(full) > 1 else [alias.name for alias in node.names]
        if full[:1] == ["higherthanthou"]:
            yield from names


def test_rooms_import_only_what_lies_below_them() -> None:
    """Web -> store -> game, web -> authoring -> game, never back."""
    for room, allowed in MAY_IMPORT.items():
        for path, tree in modules(room):
            named = {name for node in ast.walk(tree) for name in ours(path, node)}
            assert named <= allowed, f"{path.name} imports {named - allowed}"


def test_the_rules_are_pure() -> None:
    """No I/O, no clock, no global chance, nothing but an allow-list of the standard library."""
    for path, tree in modules("game"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom) and not getattr(node, "level", 0):
                names = (
                    [node.module]
                    if isinstance(node, ast.ImportFrom)
                    else [alias.name for alias in node.names]
                )
                assert set(names) <= STANDARD, f"{path.name} imports {names}"
            if isinstance(node, ast.Call):
                called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                assert called not in IMPURE, f"{path.name} calls {called}"
            if (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and node.value.id == "random"
            ):
                assert node.attr not in RANDOM_FUNCTIONS, f"{path.name} uses random.{node.attr}"


def test_only_the_store_knows_sql_and_one_module_each_knows_a_database() -> None:
    """No SQLAlchemy statement outside of store/, and one module for what only one database understands."""
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text()
        room = path.relative_to(SOURCE).parts[0]
        if room != "store":
            assert "sqlmodel" not in text
            assert "exec_driver_sql" not in text
        if path.name != "sqlite.py":
            assert "PRAGMA" not in text
            assert "import sqlite3" not in text
        if path.name not in ("postgresql.py", "postgresql_url.py", "pool.py"):
            assert "psycopg" not in text.replace("postgresql+psycopg", "")


def test_there_is_one_way_to_write() -> None:
    """Nobody but the writers begins a transaction that can write."""
    for path in sorted(SOURCE.rglob("*.py")):
        if path.name not in ("sqlite.py", "postgresql.py", "writer.py", "relay.py", "pool.py"):
            assert "begin_write" not in path.read_text(), path.name
            assert ".begin(" not in path.read_text().replace("deck_making.begin(", ""), path.name
