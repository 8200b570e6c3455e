"""The modes: one object each. It says what a file is compared with, what a call gains, when a run ends."""

from ..errors import UnknownMode
from .chain import Chain
from .daily import Daily
from .match import Match
from .mode import Mode
from .streak import Streak
from .year import Year

__all__ = ["MODES", "Mode", "mode_named"]

MODES: dict[str, Mode] = {mode.key: mode for mode in (Streak(), Chain(), Daily(), Year(), Match())}


def mode_named(key: str) -> Mode:
    """The mode with that key, or a refusal."""
    if key not in MODES:
        raise UnknownMode("There is no such mode.")
    return MODES[key]
