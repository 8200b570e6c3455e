"""What is counted of whom: as many as documented in any such while, and nothing after it."""

from collections import deque

import pytest
from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.caches.registry import forget_players
from higherthanthou.settings import Settings
from higherthanthou.web.http.limits import HOUR, MINUTE, Limits, TooMany
from higherthanthou.web.http.moving_window import Window

MANY = 20_000
SETTINGS = Settings(new_players_per_hour=3, runs_per_minute=3)


class Seconds:
    """A clock that the test moves."""

    def __init__(self) -> None:
        """At some odd time."""
        self.now = 1234.5

    def __call__(self) -> float:
        """The time."""
        return self.now


def arrive(limits: Limits, address: str) -> None:
    """A newcomer comes from there."""
    with limits.newcomer(SETTINGS, address):
        pass


@given(st.lists(st.integers(0, 100), max_size=60), st.integers(1, 5))
def test_a_window_allows_so_many_in_any_such_while(pauses: list[int], most: int) -> None:
    """Wherever that while begins; and the wait it tells is neither too short nor a second too long."""
    clock, allowed = Seconds(), deque[float]()
    window = Window(MINUTE, clock)
    for pause in pauses:
        clock.now += pause
        while allowed and allowed[0] <= clock.now - MINUTE:
            allowed.popleft()
        wait = window.wait("key", most)
        assert (wait == 0) == (len(allowed) < most)
        if wait:
            asked, clock.now = clock.now, clock.now + wait
            assert window.wait("key", most) == 0
            clock.now = asked + wait - 1
            assert window.wait("key", most) > 0
            clock.now = asked
        else:
            window.count("key")
            allowed.append(clock.now)


def test_twenty_thousand_of_each_kind_are_let_go_after_their_while() -> None:
    """Players after a minute; addresses and accounts after an hour, those of passwords after 3 minutes."""
    clock = Seconds()
    limits = Limits(clock)
    for number in range(MANY):
        limits.new_run(SETTINGS, number)
        arrive(limits, f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}")
        limits.try_password(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", f"host {number}")
    assert len(limits) == 4 * MANY
    for passed, held in ((MINUTE - 1, 4), (MINUTE, 3), (3 * MINUTE, 2), (HOUR - 1, 2), (HOUR, 0)):
        clock.now = 1234.5 + passed
        limits.sweep()
        assert len(limits) == held * MANY, passed


def test_counting_lets_go_without_anybody_sweeping() -> None:
    """What a busy server holds is what its players did within the while."""
    clock = Seconds()
    window = Window(MINUTE, clock)
    for number in range(MANY):
        clock.now += 1
        window.count(number)
        window.count("always there")
    assert len(window) == MINUTE + 1


def test_a_window_holds_no_more_than_there_is_room_for() -> None:
    """Who was counted longest ago goes first, not who came first."""
    window = Window(MINUTE, Seconds(), room=3)
    for key in "abcad":
        window.count(key)
    assert [window.wait(key, 1) > 0 for key in "abcd"] == [True, False, True, True]


def test_what_is_held_of_an_address_is_no_more_than_its_limit() -> None:
    """However often it is refused."""
    limits = Limits(Seconds())
    for _ in range(3):
        arrive(limits, "192.0.2.1")
    for _ in range(100):
        with pytest.raises(TooMany):
            arrive(limits, "192.0.2.1")
    assert limits._newcomers.wait("192.0.2.1", 3) == limits._newcomers.wait("192.0.2.1", 1) == HOUR


def test_ten_tries_in_three_minutes_wherever_they_begin() -> None:
    """Nine at the end of one while and nine at the beginning of the next are too many."""
    clock = Seconds()
    limits = Limits(clock)
    limits.try_password("192.0.2.1", "a")
    clock.now += 170
    for _ in range(9):
        limits.try_password("192.0.2.1", "b")
    clock.now += 11
    limits.try_password("192.0.2.1", "c")
    with pytest.raises(TooMany) as refused:
        limits.try_password("192.0.2.1", "d")
    assert refused.value.retry_after == 169


def test_who_is_on_the_way_counts_already_and_who_fails_does_not() -> None:
    """Three at once are three, before any of them is made."""
    limits = Limits(Seconds())
    with limits.newcomer(SETTINGS, "192.0.2.1"), limits.newcomer(SETTINGS, "192.0.2.1"):
        with pytest.raises(ValueError, match="broken"), limits.newcomer(SETTINGS, "192.0.2.1"):
            raise ValueError("broken")
        with limits.newcomer(SETTINGS, "192.0.2.1"), pytest.raises(TooMany):
            arrive(limits, "192.0.2.1")
    with pytest.raises(TooMany):
        arrive(limits, "192.0.2.1")


def test_an_address_where_nobody_was_made_is_not_held() -> None:
    """Nor a player who was erased."""
    limits = Limits(Seconds())
    with pytest.raises(ValueError, match="broken"), limits.newcomer(SETTINGS, "192.0.2.1"):
        raise ValueError("broken")
    limits.new_run(SETTINGS, 7)
    limits.new_run(SETTINGS, 8)
    forget_players({7})
    assert len(limits) == 1
