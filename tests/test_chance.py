"""The chance of the game: as fair as the operating system's, and never given twice."""

from threading import Thread

import pytest

from higherthanthou.chance import FETCHED, Chance

MANY = 20_000


def test_every_number_is_given_once() -> None:
    """However many threads ask at a time."""
    chance, given = Chance(), []
    threads = [
        Thread(target=lambda: given.extend([chance.getrandbits(64) for _ in range(MANY)])) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(given)) == 4 * MANY


def test_each_bit_is_as_often_on_as_off() -> None:
    """Within six standard deviations, which chance itself leaves once in half a billion times."""
    chance = Chance()
    numbers = [chance.getrandbits(64) for _ in range(MANY)]
    for bit in range(64):
        assert abs(sum(number >> bit & 1 for number in numbers) - MANY / 2) < 6 * (MANY / 4) ** 0.5


@pytest.mark.parametrize("k", [0, 1, 62, 64, 65, 200])
def test_a_number_has_no_more_bits_than_asked_for(k: int) -> None:
    """From none to more than are fetched at a time."""
    chance = Chance()
    assert all(0 <= chance.getrandbits(k) < 2**k for _ in range(2 * FETCHED))


def test_what_builds_on_it_stays_within_its_bounds() -> None:
    """Fractions, whole numbers, choices."""
    chance = Chance()
    assert all(0 <= chance.random() < 1 for _ in range(MANY))
    assert {chance.randint(1, 6) for _ in range(MANY)} == {1, 2, 3, 4, 5, 6}
    assert {chance.choice("ab") for _ in range(MANY)} == {"a", "b"}
