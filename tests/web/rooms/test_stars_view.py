"""Where guests stand on the scale of stars, on the wall."""

from random import Random

import pytest

from higherthanthou.web.rooms.stars_view import LARGEST, TRAILS, Circle, Drift, Trail, strip_of

MANY = 400


def drift(mean: float, before: float = 3) -> Drift:
    """A guest with that mean."""
    return Drift("", "", "", mean, before, "" if mean == before else "up")


def test_guests_without_stars_stand_together() -> None:
    """As one circle, whose size says whether they are many; it is in the middle, near to the scale."""
    for guests, radius in ((1, 5), (9, 7), (MANY, LARGEST)):
        assert strip_of([drift(3)] * guests) == ([Circle(400, 64, radius)], [])
    assert strip_of([]) == ([], [])


def test_a_way_ends_at_its_circle() -> None:
    """From the mean before to the mean of now, once for all who went it."""
    circles, trails = strip_of([drift(3), drift(5, 1), drift(5, 1), drift(1), drift(3, 2.96)])
    assert [(one.x, one.y) for one in circles] == [(20, 64), (400, 51), (780, 38)]
    assert trails == [Trail(20, 780, 38), Trail(400, 20, 64)]


@pytest.mark.parametrize("guests", [5, 30, MANY])
def test_circles_are_few_and_apart(guests: int) -> None:
    """By tenths of a star: at most 41, none of which covers another one; and the longest ways."""
    rng = Random(guests)
    circles, trails = strip_of([drift(rng.uniform(1, 5), rng.uniform(1, 5)) for _ in range(guests)])
    assert len(circles) <= 41
    assert len(trails) <= TRAILS
    assert guests < MANY or len(trails) == TRAILS
    for at, one in enumerate(circles):
        assert one.r <= one.y <= 76 - one.r
        for other in circles[:at]:
            assert (one.x - other.x) ** 2 + (one.y - other.y) ** 2 >= (one.r + other.r) ** 2
