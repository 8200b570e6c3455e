"""Who holds the write connection: only the steps of the diagram are taken, and never do two hold it."""

import asyncio
import re
from pathlib import Path
from threading import Barrier, Thread

import pytest
from tests.store.engine.test_loop_writer import database, in_waves, note

from higherthanthou.store.engine import holder
from higherthanthou.store.engine.database import Database
from higherthanthou.store.engine.holder import Handover, Holder
from higherthanthou.store.engine.loop_writer import LoopWriter
from posts import run

__all__ = ["database"]
pytestmark = pytest.mark.sqlite
STEP = re.compile(r"^    (\w+) --> (\w+) : (\w+)$", re.M)
LISTED = re.compile(r"^    (\w+) +--(\w+)--> +(\w+) ", re.M)
DIAGRAM = Path(__file__).parent.parent.parent.parent / "docs" / "architecture.md"

STEPS = {
    (Holder.FREE, Holder.LOOP, "borrow"),
    (Holder.LOOP, Holder.FREE, "give_back"),
    (Holder.LOOP, Holder.COMMIT, "hand_on"),
    (Holder.COMMIT, Holder.FREE, "committed"),
    (Holder.COMMIT, Holder.THREAD, "committed"),
    (Holder.FREE, Holder.THREAD, "take"),
    (Holder.THREAD, Holder.FREE, "release"),
}


class Watched(Handover):
    """Notes who held it before and after each change."""

    def __init__(self) -> None:
        """Nothing was seen yet."""
        self.seen: list[tuple[Holder, Holder]] = []
        super().__init__()

    @property
    def holder(self) -> Holder:
        """Who has it."""
        return self._holder

    @holder.setter
    def holder(self, holder: Holder) -> None:
        if hasattr(self, "_holder"):
            self.seen.append((self._holder, holder))
        self._holder = holder


def test_the_diagram_has_these_steps() -> None:
    """Every state and every step of the code, by its name."""
    drawn = {(Holder[a], Holder[b], step) for a, b, step in STEP.findall(DIAGRAM.read_text())}
    listed = {(Holder[a], Holder[b], step) for a, step, b in LISTED.findall(str(holder.__doc__))}
    assert drawn == listed == STEPS
    assert {step for _, _, step in STEPS} == {name for name in vars(Handover) if name[0] != "_"}


def test_under_load_only_steps_of_the_diagram_are_taken(database: Database) -> None:
    """Short writes beside long ones, on the loop and from threads; in the end nobody has the connection."""
    writer, hands = database._writer, Watched()
    assert isinstance(writer, LoopWriter)
    writer._hands = hands

    async def play() -> None:
        short = asyncio.ensure_future(in_waves(database, 500))
        for number in range(20):
            await database.write(note(10**6 + number))
            await asyncio.wrap_future(database.write_soon(note(2 * 10**6 + number)))
        await short

    run(play())
    database.close()
    assert set(hands.seen) <= {(before, after) for before, after, _ in STEPS}
    assert {(Holder.FREE, Holder.LOOP), (Holder.LOOP, Holder.COMMIT), (Holder.FREE, Holder.THREAD)} <= set(
        hands.seen
    )
    assert hands.holder is Holder.FREE


@pytest.mark.parametrize("taken", ["borrow", "take"])
def test_whoever_has_it_has_it_alone(taken: str) -> None:
    """Neither side gets what the other holds."""
    hands = Handover()
    assert getattr(hands, taken)()
    assert not hands.borrow()
    assert not hands.take()


def test_of_two_who_want_it_at_once_one_has_it() -> None:
    """However often they try."""
    hands, start, got = Handover(), Barrier(2), list[str]()

    def want(name: str) -> None:
        for _ in range(500):
            start.wait()
            if getattr(hands, name)():
                got.append(name)
            start.wait()
            hands.holder = Holder.FREE

    sides = [Thread(target=want, args=(name,)) for name in ("borrow", "take")]
    for side in sides:
        side.start()
    for side in sides:
        side.join()
    assert len(got) == 500
