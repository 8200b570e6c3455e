"""A player's own play as the page prints it: best by mode, streaks by length, days played."""

from typing import NamedTuple

from ...game.modes import MODES
from ...game.modes.daily import day_of
from ...game.visits.own_play import PlayedDay, longest_row, played_days, streak_steps
from ...store.players.own_play import OwnPlay
from ..html.fragments import kept_fragment
from ..html.pieces import Piece, joined

WIDEST = 120
"""How long the longest bar is drawn."""


_day = kept_fragment("players/_days.html", "day")


class StreakBar(NamedTuple):
    """Streaks of about one length: how long, how many, and how the bar is drawn."""

    said: str
    streaks: int
    width: float


class OwnPlayView(NamedTuple):
    """``best`` are modes and what the best run of each came to.

    ``days`` are drawn, each with whether a run began on it; ``days_said`` tells the same in words.
    """

    best: tuple[tuple[str, str], ...]
    streaks: tuple[StreakBar, ...]
    days: Piece
    days_said: str


def own_play_view(play: OwnPlay, now: int) -> OwnPlayView:
    """The view of a player's own play at a time in milliseconds."""
    best = [
        (mode.words.title, mode.words.best(max(play.values[key])))
        for key, mode in MODES.items()
        if key in play.values
    ]
    steps = streak_steps(play.values.get("streak", {}))
    most = max([step.streaks for step in steps]) or 1
    bars = [StreakBar(step.said, step.streaks, round(WIDEST * step.streaks / most, 1)) for step in steps]
    days = played_days(play.days, day_of(now))
    return OwnPlayView(
        tuple(best), tuple(bars) if "streak" in play.values else (), _drawn(days), _days_said(play, len(days))
    )


def _drawn(days: tuple[PlayedDay, ...]) -> Piece:
    return joined([_day(day.column, day.row, day.runs > 0) for day in days])


def _days_said(play: OwnPlay, shown: int) -> str:
    count, row = len(play.days), longest_row(set(play.days))
    return f"Played on {count} of the last {shown} days, {row} in a row at most."
