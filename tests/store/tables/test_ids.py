"""Ids: those of players and runs follow the time, all others tell nothing."""

import time
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

import pytest

from higherthanthou.store.tables import ID_BITS, ids
from higherthanthou.store.tables.counter_shards import SHARDS

MINUTE = 65_536 / 1000
OFTEN = 10_000


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Sets the time, in seconds."""
    return lambda now: monkeypatch.setattr(time, "time", lambda: now)


@pytest.mark.parametrize("make", [ids.new_player_id, ids.new_run_id])
def test_who_comes_later_stands_further_on(
    make: Callable[[], int | str], clock: Callable[[float], None]
) -> None:
    """From one unit of time to the next, also of the year 2100, and never the same twice."""
    made = []
    for now in (1.8e9, 1.8e9 + MINUTE, 1.9e9, 4.1e9):
        clock(now)
        made.append([make() for _ in range(OFTEN)])
    for before, after in pairwise(made):
        assert max(before) < min(after)
    assert len({identity for some in made for identity in some}) == 4 * OFTEN


def test_ids_of_players_fit_their_column(clock: Callable[[float], None]) -> None:
    """Also when the clock is wrong by a century; and they count in all shards alike."""
    for now in (0.0, 1.8e9, 9e9):
        clock(now)
        made = [ids.new_player_id() for _ in range(OFTEN)]
        assert 0 <= min(made) <= max(made) < 1 << ID_BITS
        (shards,) = set(SHARDS.values())
        assert max(Counter(identity % shards for identity in made).values()) <= OFTEN / shards + 1


def test_what_follows_the_time_in_the_id_of_a_run_is_random(clock: Callable[[float], None]) -> None:
    """128 bits, as 22 characters, each of all 64."""
    clock(1.8e9)
    made = [ids.new_run_id() for _ in range(OFTEN)]
    assert {len(identity) for identity in made} == {32}
    assert len({identity[:10] for identity in made}) == 1
    assert all(len({identity[place] for identity in made}) == 64 for place in range(10, 31))


def test_processes_append_at_places_of_their_own(
    clock: Callable[[float], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the time is."""
    clock(9e9)
    of_places = []
    for place in range(16):
        monkeypatch.setattr(ids, "PLACE", place)
        of_places.append((ids.new_player_id(), ids.new_run_id()))
    assert [player >> ID_BITS - 4 for player, _ in of_places] == list(range(16))
    assert [run[0] for _, run in of_places] == list("0123456789abcdef")
