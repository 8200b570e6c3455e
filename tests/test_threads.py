"""What an error leads to is let go with the error: a large upload does not wait for the garbage collector."""

import gc
from collections.abc import Awaitable, Callable, Iterator
from weakref import ref

import pytest
from sqlalchemy.engine import Connection

from higherthanthou.game.errors import Refusal
from higherthanthou.store.engine.database import Database
from higherthanthou.threads import in_thread
from posts import run


class Large:
    """Stands for megabytes."""


@pytest.fixture(autouse=True)
def no_search_for_cycles() -> Iterator[None]:
    """As between two runs of the collector, which for old objects are hours apart."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def refuse(*_: object) -> None:
    """Work that is refused."""
    raise Refusal("no")


def is_kept(ask: Callable[[Large], Awaitable[None]]) -> bool:
    """Whether a thing outlives the refusal of the work that it was for."""

    async def try_it() -> ref[Large]:
        held = Large()
        try:
            await ask(held)
        except Refusal:
            return ref(held)
        raise AssertionError("it was not refused")

    async def look() -> bool:
        seen = [await try_it() for _ in range(6)]
        return sum(kept() is not None for kept in seen) > 1  # a thread may still be at the last

    return run(look())


def test_nothing_is_kept_of_work_that_was_refused_in_a_thread() -> None:
    """Neither what was handed to it nor what its callers held."""
    assert not is_kept(lambda held: in_thread(refuse, held))


def test_what_ends_well_is_returned() -> None:
    """With its arguments in their order."""
    assert run(in_thread(divmod, 17, 5)) == (3, 2)


def test_nothing_is_kept_of_a_read_that_was_refused(database: Database) -> None:
    """Readers are threads too."""

    def ask(held: Large) -> Awaitable[None]:
        def fails(_: Connection) -> None:
            refuse(held)

        return database.read(fails)

    assert not is_kept(ask)


def test_nothing_is_kept_of_a_write_that_was_refused(database: Database) -> None:
    """As a picture is for a file that was removed meanwhile."""

    def ask(held: Large) -> Awaitable[None]:
        def fails(_: Connection) -> None:
            refuse(held)

        return database.write(fails)

    assert not is_kept(ask)
