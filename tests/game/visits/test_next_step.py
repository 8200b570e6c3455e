"""The step that is recommended: what was begun, then what is missing, then more of the same."""

import pytest

from higherthanthou.game.visits.next_step import DailyState, Step, Visit, next_step

NEW = Visit(ranked=False, open_run=False, provisional=True, daily=DailyState.WAITING)


@pytest.mark.parametrize(
    ("changed", "step"),
    [
        ({}, Step.PLAY),
        ({"ranked": True}, Step.INTAKE),
        ({"daily": DailyState.OVER}, Step.INTAKE),
        ({"provisional": False}, Step.DAILY),
        ({"provisional": False, "daily": DailyState.OVER, "ranked": True}, Step.AGAIN),
        ({"provisional": False, "daily": DailyState.NONE}, Step.AGAIN),
        ({"daily": DailyState.BEGUN}, Step.FINISH_DAILY),
    ],
)
def test_from_the_first_run_to_the_daily(changed: dict[str, object], step: Step) -> None:
    """Play, then the intake, then the daily; who has done all of it plays again."""
    assert next_step(NEW._replace(**changed)) is step


@pytest.mark.parametrize("daily", DailyState)
@pytest.mark.parametrize("provisional", [False, True])
def test_an_open_run_comes_first(daily: DailyState, provisional: bool) -> None:
    """Whatever else there is to do."""
    assert next_step(Visit(True, True, provisional, daily)) is Step.GO_ON
