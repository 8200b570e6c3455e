"""What a year shows: stakes, and the course of the score."""

import pytest

from higherthanthou.game.deal import Side
from higherthanthou.game.modes import MODES
from higherthanthou.game.run import Call, Run, Used
from higherthanthou.web.play.modes.year_pieces import choices, course


@pytest.mark.parametrize(
    ("value", "marked", "shown"),
    [
        (499, 30, [(10, True, False), (20, True, True), (30, False, False), (60, False, False)]),
        (640, 20, [(10, True, False), (20, True, True), (30, True, False), (60, False, False)]),
        (640, 25, [(10, True, False), (20, True, True), (30, True, False), (60, False, False)]),
        (750, 60, [(10, True, False), (20, True, False), (30, True, False), (60, True, True)]),
    ],
)
def test_the_stake_of_before_is_marked_while_it_is_open(
    value: int, marked: int, shown: list[tuple[int, bool, bool]]
) -> None:
    """And the highest that is open when it is not."""
    found = choices(Run(value, value=value), marked)
    assert [(choice.points, choice.open, choice.marked) for choice in found] == shown
    assert [choice.least for choice in found] == [0, 0, 500, 750]


def test_a_stake_tells_what_a_miss_costs_now() -> None:
    """Ten at most while the deposit is waived, and all of it afterwards."""
    assert [choice.cost for choice in choices(Run(640, value=640), 20)] == [10, 10, 10, 10]
    used = (Used("miss", 1),)
    assert [choice.cost for choice in choices(Run(640, 2, value=630, used=used), 20)] == [15, 30, 70, 200]
    assert [choice.cost for choice in choices(Run(590, value=590), 20)] == [15, 30, 70, 200]


def test_the_course_goes_from_the_first_score_to_the_last() -> None:
    """One for the beginning and one after each call, whatever was spared or cut at the end of the scale."""
    year, run, verdicts, scores = MODES["year"], Run(640, value=640), [], [640]
    for turn, side in enumerate((Side.LOWER, Side.LOWER, Side.HIGHER), 1):
        run, verdict = year.guess(run, turn, Call(side, 30), 900)
        verdicts.insert(0, verdict)
        scores.append(run.value)
    assert course(run, verdicts) == tuple(scores) == (640, 630, 560, 590)
