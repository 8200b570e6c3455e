"""The best weigher learns from a deck which shown points tell most, and goes straight between its anchors."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.game.deal import LEAST_COMPARED, MOST_COMPARED, NEAREST, SESAME
from higherthanthou.game.mirror.logistic import dot
from higherthanthou.game.mirror.weigher import (
    KNOTS,
    KnownFile,
    Weigher,
    knots_around,
    learn_direction,
    learn_weigher,
    shown_points,
)
from higherthanthou.game.profile import Entry, Shown


@pytest.fixture(scope="module")
def files() -> list[KnownFile]:
    """A deck whose second dimension tells twice as much as the first, and whose third nothing."""
    rng = Random(2)
    made = []
    for _ in range(800):
        points = tuple([rng.choice((-1.0, -0.5, 0.0, 0.5, 1.0)) for _ in range(3)])
        score = 650 + 40 * points[0] + 80 * points[1] + rng.gauss(0, 40)
        made.append(KnownFile(min(950, max(350, round(score))), points))
    return made


@pytest.fixture(scope="module")
def weigher(files: list[KnownFile]) -> Weigher:
    """What it teaches."""
    return learn_weigher(files)


def test_it_weighs_by_what_tells(weigher: Weigher) -> None:
    """Not by anything that it was told of a law."""
    _, once, twice, nothing = weigher.at(650)
    assert twice / once == pytest.approx(2, abs=0.25)
    assert abs(nothing) < once / 5


def test_the_direction_is_that_of_least_squares(files: list[KnownFile]) -> None:
    """As numpy finds it."""
    rows = np.array([(1.0, *file.points) for file in files])
    found, *_ = np.linalg.lstsq(rows, np.array([file.score for file in files]), rcond=None)
    assert learn_direction(files) == pytest.approx(list(found[1:]), rel=1e-3)


def test_it_is_right_more_often_than_one_dimension_alone(files: list[KnownFile], weigher: Weigher) -> None:
    """On the files around an anchor."""
    near = [file for file in files if 0 < abs(file.score - 640) <= 100]
    right = sum((weigher.log_odds(file.points, 640) > 0) == (file.score > 640) for file in near)
    alone = sum((file.points[1] > 0) == (file.score > 640) for file in near)
    assert right > alone
    assert right / len(near) > 0.75


def test_it_is_the_same_whatever_the_order(files: list[KnownFile], weigher: Weigher) -> None:
    """Nothing in it is left to chance."""
    again = learn_weigher(Random(5).sample(files, len(files)))
    for knot in KNOTS:
        assert again.weights[knot] == pytest.approx(weigher.weights[knot])


@given(st.integers(SESAME.low, SESAME.high))
def test_an_anchor_lies_between_the_nearest_known_ones(anchor: int) -> None:
    """Whoever was compared further out is at the last one."""
    below, above = knots_around(anchor)
    assert {below, above} <= set(KNOTS)
    assert above - below in (0, KNOTS.step)
    assert below <= min(MOST_COMPARED, max(LEAST_COMPARED, anchor)) <= above


@given(st.integers(LEAST_COMPARED, MOST_COMPARED))
def test_weights_go_straight_between_known_anchors(anchor: int) -> None:
    """Never outside of both."""
    weigher = Weigher({knot: (knot / 10, 1.0) for knot in KNOTS})
    assert weigher.at(anchor) == pytest.approx((anchor / 10, 1.0))
    assert weigher.log_odds((3.0,), anchor) == pytest.approx(dot((1.0, 3.0), (anchor / 10, 1.0)))


def test_only_facts_on_the_file_count() -> None:
    """What is under a bar or in the record says nothing, nor does a fact without a dimension."""
    record = [
        Entry("Bills", "a", Shown.FILE, "history", 40),
        Entry("Court", "b", Shown.FILE, "history", -15),
        Entry("Basket", "c", Shown.WITHHELD, "behaviour", 20),
        Entry("Club", "d", Shown.RECORD, "behaviour", 20),
        Entry("Hobby", "e", Shown.FILE),
        Entry("Stars", "f", Shown.FILE, None, 12),
    ]
    assert shown_points(record, ("history", "behaviour")) == (0.5, 0.0)


def test_few_files_still_teach_something() -> None:
    """A deck with a gap around the anchor, or nobody on one side of it, breaks nothing."""
    for scores in ((400, 900), (400, 410), (640, 640)):
        weigher = learn_weigher([KnownFile(score, (float(n),)) for n, score in enumerate(scores * NEAREST)])
        assert all(np.isfinite(weigher.at(anchor)).all() for anchor in KNOTS)
