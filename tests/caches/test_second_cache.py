"""Values that are good for a second, and only until something changes."""

import pytest

from higherthanthou.caches.registry import forget_players
from higherthanthou.caches.second_cache import SecondCache, state_at


@pytest.mark.parametrize(
    ("now", "changes", "kept"),
    [(5000, 7, True), (5999, 7, True), (6000, 7, False), (4999, 7, False), (5000, 8, False)],
)
def test_a_value_is_good_in_its_second_until_a_change(now: int, changes: int, kept: bool) -> None:
    """Not in the next second, nor in the one before if the clock goes back, nor after a change."""
    cache: SecondCache[str, str] = SecondCache("here", 2)
    cache.put("board", state_at(5500, 7), "rows")
    assert cache.get("board", state_at(now, changes)) == ("rows" if kept else None)


def test_nothing_is_kept_when_a_player_is_forgotten() -> None:
    """A value may name any of them."""
    cache: SecondCache[str, str] = SecondCache("here", 2)
    cache.put("board", state_at(0, 0), "rows")
    forget_players({1})
    assert cache.get("board", state_at(0, 0)) is None
