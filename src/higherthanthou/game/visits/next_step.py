"""The one step that the front page recommends to a player, beside the Play button."""

from enum import StrEnum
from typing import NamedTuple


class Step(StrEnum):
    """What to do next; ``PLAY`` and ``AGAIN`` are the Play button, for the first time or once more."""

    PLAY = "play"
    GO_ON = "go_on"
    FINISH_DAILY = "finish_daily"
    INTAKE = "intake"
    DAILY = "daily"
    AGAIN = "again"


class DailyState(StrEnum):
    """How far a player is with today's ten; ``NONE`` if there are none."""

    NONE = "none"
    WAITING = "waiting"
    BEGUN = "begun"
    OVER = "over"


class Visit(NamedTuple):
    """What it depends on: whether a run has ranked, one is open on the desk, the score is provisional."""

    ranked: bool
    open_run: bool
    provisional: bool
    daily: DailyState


def next_step(visit: Visit) -> Step:
    """What was begun comes first, then the first run, an own score, today's ten, and more of the same."""
    if visit.open_run:
        return Step.GO_ON
    if visit.daily is DailyState.BEGUN:
        return Step.FINISH_DAILY
    if visit.provisional:
        return Step.INTAKE if visit.ranked or visit.daily is DailyState.OVER else Step.PLAY
    return Step.DAILY if visit.daily is DailyState.WAITING else Step.AGAIN
