"""What a year shows: stakes, and the course of the score."""

import pytest

from higherthanthou.game.deal import Side
from higherthanthou.game.modes import MODES
from higherthanthou.game.run import Call, Run
from higherthanthou.web.play.modes.year_pieces import choices, course


@pytest.mark.parametrize(
    ("value", "marked", "shown"),
    [
        (499, 50, [(10, True, False), (25, True, True), (50, False, False), (100, False, False)]),
        (640, 25, [(10, True, False), (25, True, True), (50, True, False), (100, False, False)]),
        (750, 100, [(10, True, False), (25, True, False), (50, True, False), (100, True, True)]),
    ],
)
def test_the_stake_of_before_is_marked_while_it_is_open(
    value: int, marked: int, shown: list[tuple[int, bool, bool]]
) -> None:
    """And the highest that is open when it is not."""
    assert [tuple(choice) for choice in choices(value, marked)] == shown


def test_the_course_goes_from_the_first_score_to_the_last() -> None:
    """One for the beginning and one after each call, whatever was spared or cut at the end of the scale."""
    year, run, verdicts, scores = MODES["year"], Run(640, value=640), [], [640]
    for turn, side in enumerate((Side.LOWER, Side.LOWER, Side.HIGHER), 1):
        run, verdict = year.guess(run, turn, Call(side, 50), 900)
        verdicts.insert(0, verdict)
        scores.append(run.value)
    assert course(run, verdicts) == tuple(scores) == (640, 640, 590, 640)
