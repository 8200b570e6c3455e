"""The first start: five decks at once or none, whatever cut it off before, and once for several machines."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from databases import Worlds
from higherthanthou.making import seeding
from higherthanthou.making.seeding import FIRST_THEMES, GenerateOptions, seed
from higherthanthou.store.decks import decks
from higherthanthou.store.engine.database import Database

SMALL = 30


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Decks of a few files."""
    ordered = seeding._ordered
    monkeypatch.setattr(seeding, "_ordered", lambda order: ordered(GenerateOptions(order.theme, size=SMALL)))


def test_a_start_that_was_cut_off_is_made_good(
    quick: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is published before all of it is there; the next start begins anew, and a third changes nothing."""
    database = Database(Worlds(tmp_path).world("sqlite", wide=False))
    database.write_now(lambda c: c.exec_driver_sql("UPDATE decks SET state = 'archived', slug = 'old'"))
    fill, made = seeding._fill, []

    def cut_off(*arguments: object) -> int:
        made.append(fill(*arguments))
        if len(made) == 3:
            raise SystemExit
        return made[-1]

    with monkeypatch.context() as patched:
        patched.setattr(seeding, "_fill", cut_off)
        with pytest.raises(SystemExit):
            seed(database)
    assert database.read_now(decks.published) == ()
    for _ in range(2):
        seed(database)
        found = database.read_now(decks.published)
        assert [deck.theme for deck in found] == list(FIRST_THEMES)
        assert {deck.size for deck in found} == {SMALL}
    assert len(database.read_now(decks.every)) == 1 + len(FIRST_THEMES)
    database.close()


def test_several_machines_at_once_seed_once(quick: None, worlds: Worlds) -> None:
    """On PostgreSQL one of them does, and the others wait for it."""
    url = worlds.postgres.create()
    machines = [Database(url) for _ in range(3)]
    machines[0].upgrade()
    with ThreadPoolExecutor(3) as threads:
        for one in [threads.submit(seed, machine) for machine in machines]:
            one.result()
    assert [deck.theme for deck in machines[0].read_now(decks.every)] == list(FIRST_THEMES)
    for machine in machines:
        machine.close()
    worlds.drop(url)
