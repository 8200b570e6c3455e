"""The rooms of the house: who may import whom, and that the rules stay pure."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

SOURCE = Path(__file__).parent.parent / "src" / "higherthanthou"
GROUND = {"__version__", "chance", "child_process", "clock", "paths", "settings", "threads", "upload_limits"}
"""Modules beside the rooms that any room but the rules may import; they import nothing of ours."""

ROOMS = (
    "game.texts",
    "game",
    "game.names",
    "game.lab",
    "game.mirror",
    "game.modes",
    "game.polls",
    "game.rooms",
    "game.visits",
    "caches",
    "authoring.seeds",
    "authoring.pictures",
    "authoring.link_pictures",
    "authoring.tables",
    "authoring.deckfile",
    "authoring.correcting",
    "authoring.columns",
    "authoring.generating",
    "authoring.checking",
    "authoring",
    "accounts",
    "store.tables",
    "store.engine",
    "store.notifications",
    "store.boards",
    "store.decks",
    "store.days",
    "store.polls",
    "store.players",
    "store.challenges",
    "store.runs",
    "store.reviews",
    "store.public_results",
    "store.mirror",
    "store.rooms",
    "store.lab",
    "store.hosts",
    "store.reports",
    "store.upkeep",
    "making",
    "web.http",
    "web",
    "web.html",
    "web.forms",
    "web.middleware",
    "web.sessions",
    "web.boards",
    "web.link_pictures",
    "web.decks",
    "web.play.modes",
    "web.play",
    "web.reviews",
    "web.challenges",
    "web.days",
    "web.lab",
    "web.public_results",
    "web.mirror",
    "web.players",
    "web.hosting",
    "web.hosting.care",
    "web.hosting.people",
    "web.importing",
    "web.polls",
    "web.rooms",
    "web.rooms.phones",
    "web.rooms.hosts",
    "web.front",
    "commands",
)
"""The rooms from the ground up: each may import from those before it."""

APART = {("store", "authoring"), ("store", "accounts"), ("game", "authoring")}
"""Rooms, and those below them that they must not know either."""

KNOW_POSTGRESQL = {
    "postgresql.py",
    "postgresql_url.py",
    "postgresql_session.py",
    "pool.py",
    "listener.py",
    "start_check.py",
}

MOST_MODULES = 16
LONGEST_MODULE, MEDIAN_MODULE, MEDIAN_FUNCTION = 250, 80, 5
IMPURE = {"open", "print", "input", "exec", "eval", "now", "today", "utcnow", "time", "time_ns", "sleep"}
RANDOM_FUNCTIONS = {"choice", "random", "randint", "shuffle", "sample", "uniform", "seed", "randrange"}
STANDARD = {
    "__future__",
    "bisect",
    "collections",
    "collections.abc",
    "dataclasses",
    "datetime",
    "enum",
    "itertools",
    "math",
    "random",
    "re",
    "statistics",
    "typing",
    "unicodedata",
}


def modules(room: str) -> Iterator[tuple[Path, ast.Module]]:
    """Every module of a room, parsed."""
    for path in sorted((SOURCE / room).rglob("*.py")):
        yield path, ast.parse(path.read_text())


def ours(path: Path, tree: ast.Module) -> Iterator[str]:
    """The modules and rooms of the package that a module imports, by their dotted names below the package."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom):
            continue
        base = path.relative_to(SOURCE.parent).parts[: -node.level] if node.level else ()
        package, *full = [*base, *(node.module.split(".") if node.module else [])]
        if package == SOURCE.name:
            for alias in node.names:
                below = SOURCE.joinpath(*full, alias.name)
                is_module = below.is_dir() or below.with_suffix(".py").exists()
                yield ".".join([*full, alias.name] if is_module or not full else full)


def room_of(name: str) -> str:
    """The room that a module or a package is in."""
    return name if SOURCE.joinpath(*name.split(".")).is_dir() else name.rpartition(".")[0]


def test_every_folder_is_a_room() -> None:
    """The list of rooms is whole, and none has too many modules to look through; migrations are a history."""
    folders = {path.parent for path in SOURCE.rglob("*.py")} - {SOURCE}
    named = {".".join(folder.relative_to(SOURCE).parts) for folder in folders}
    assert named - {"store", "store.migrations", "store.migrations.versions"} == set(ROOMS)
    for folder in {SOURCE, *folders} - {SOURCE / "store" / "migrations" / "versions"}:
        assert len(list(folder.glob("*.py"))) <= MOST_MODULES, folder


def test_rooms_import_only_what_lies_below_them() -> None:
    """From one room to another imports go one way, so that none of them goes in a circle."""
    for place, room in enumerate(ROOMS):
        allowed = set(ROOMS[: place + 1])
        for path in sorted(SOURCE.joinpath(*room.split(".")).glob("*.py")):
            for name in ours(path, ast.parse(path.read_text())):
                if room == "commands" and name in {"serving", "storage"}:
                    continue
                if name in GROUND:
                    assert not room.startswith("game"), f"{path} imports {name}"
                    continue
                assert room_of(name) in allowed, f"{path} imports {name}"
                floors = room.partition(".")[0], name.partition(".")[0]
                assert floors not in APART, f"{path} imports {name}"


def test_the_ground_stands_on_nothing() -> None:
    """What every room may import imports none of them."""
    for name in GROUND - {"__version__"}:
        path = SOURCE / f"{name}.py"
        assert set(ours(path, ast.parse(path.read_text()))) <= GROUND, path


def test_modules_and_functions_are_short() -> None:
    """None is longer than a few screens, and most are much shorter."""
    lengths, functions = [], []
    for path in SOURCE.rglob("*.py"):
        text = path.read_text()
        lengths.append(len(text.splitlines()))
        assert lengths[-1] <= LONGEST_MODULE, path
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                functions += [node.end_lineno - node.body[0].lineno + 1]
    assert median(lengths) <= MEDIAN_MODULE
    assert median(functions) <= MEDIAN_FUNCTION


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
        if path.name not in KNOW_POSTGRESQL:
            assert "psycopg" not in text.replace("postgresql+psycopg", "")


def test_pages_list_only_decks_that_anybody_may_find() -> None:
    """``decks.published`` has unlisted decks, and ``decks.every`` drafts too: a page lists ``decks.listed``."""
    for path, tree in modules("web"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                assert (node.value.id, node.attr) not in {("decks", "published"), ("decks", "every")}, path
            if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("decks.decks"):
                assert not {alias.name for alias in node.names} & {"published", "every"}, path


def test_there_is_one_way_to_write() -> None:
    """Nobody but the writers begins a transaction that can write."""
    for path in sorted(SOURCE.rglob("*.py")):
        if path.name not in ("sqlite.py", "postgresql.py", "writer.py", "loop_writer.py", "pool.py"):
            assert "begin_write" not in path.read_text(), path.name
            text = path.read_text().replace("deck_making.begin(", "").replace("staging.begin(", "")
            assert ".begin(" not in text, path.name
