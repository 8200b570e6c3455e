"""The modes: each an object with its rules and its words."""

from ..errors import UnknownMode
from .chain import Chain
from .challenge import Challenge
from .daily import Daily
from .match import Match
from .mode import Mode
from .streak import Streak
from .year import Year

__all__ = ["CHALLENGES", "MODES", "OF_RUNS", "Mode", "mode_named"]

MODES: dict[str, Mode] = {mode.key: mode for mode in (Streak(), Chain(), Daily(), Year(), Match())}
"""The modes that a player may choose."""

CHALLENGES: dict[str, Challenge] = {key: Challenge(MODES[key]) for key in ("streak", "chain", "daily")}
"""The modes in which a run is played again, each by the key of that run's mode."""

OF_RUNS: dict[str, Mode] = MODES | {mode.key: mode for mode in CHALLENGES.values()}
"""Every mode that a run may have."""


def mode_named(key: str) -> Mode:
    """The mode of that key; refuses a key that is none."""
    if key not in MODES:
        raise UnknownMode("There is no such mode.")
    return MODES[key]
