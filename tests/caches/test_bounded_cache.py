"""What is kept of players in memory: bounded, forgotten with them, and whole whatever other threads do."""

from threading import Thread

import pytest

from higherthanthou.caches.bounded_cache import BoundedCache, PlayerCache
from higherthanthou.caches.registry import forget_players

LONG = 0.2
"""So many seconds another thread has for what it must not get done."""


@pytest.mark.parametrize("forgetting", ["forget", "forget_players"])
def test_what_another_thread_keeps_meanwhile_does_not_disturb_forgetting(forgetting: str) -> None:
    """It is no error, and not lost: the other one waits."""
    runs: PlayerCache[str, int] = PlayerCache(__name__, 9)
    other = Thread(target=runs.put, args=("another", 7, 9))

    def meanwhile() -> None:
        if not other.ident:
            other.start()
            other.join(LONG)

    class Gone(set[int]):
        def __contains__(self, player: object) -> bool:
            meanwhile()
            return super().__contains__(player)

    def is_first(value: int) -> bool:
        meanwhile()
        return value == 0

    for number in range(4):
        runs.put(f"run {number}", number, number)
    if forgetting == "forget":
        runs.forget(is_first)
    else:
        runs.forget_players(Gone({0}))
    other.join()
    assert [runs.get(key) for key in ("run 0", "run 1", "run 2", "run 3", "another")] == [None, 1, 2, 3, 9]


def test_those_kept_longest_ago_go_first() -> None:
    """Keeping one anew is keeping it last."""
    runs: PlayerCache[str, str] = PlayerCache(__name__, 3)
    for key in "abcad":
        runs.put(key, 7, key.upper())
    assert [runs.get(key) for key in "abcd"] == ["A", None, "C", "D"]


def test_what_is_nobodys_stays_when_a_player_is_forgotten() -> None:
    """It is bounded like everything else, whatever its key."""
    files: BoundedCache[int, str] = BoundedCache(__name__, 2)
    for key in (7, 8, 9):
        files.put(key, "a file")
    forget_players({8, 9})
    assert [files.get(key) for key in (7, 8, 9)] == [None, "a file", "a file"]


def test_whoever_takes_a_value_has_it_alone() -> None:
    """It is kept no more."""
    runs: PlayerCache[str, str] = PlayerCache(__name__, 3)
    runs.put("a", 7, "A")
    assert (runs.pop("a"), runs.pop("a"), runs.get("a"), len(runs)) == ("A", None, None, 0)


def test_players_are_forgotten_wherever_something_is_kept_of_them() -> None:
    """And nobody else."""
    runs, names = PlayerCache[str, str](__name__, 9), PlayerCache[int, str](__name__, 9)
    for player in (7, 8, 9):
        runs.put(f"run {player}", player, "left")
        names.put(player, player, "met")
    forget_players({7, 9})
    assert [runs.get(f"run {player}") for player in (7, 8, 9)] == [None, "left", None]
    assert [names.get(player) for player in (7, 8, 9)] == [None, "met", None]
