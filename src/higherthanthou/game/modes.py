"""The modes: one small object each, saying what a file is compared with and when a run ends."""

from dataclasses import dataclass
from typing import Protocol

from .errors import UnknownMode


class Mode(Protocol):
    """What a mode decides; everything else is the same in all of them."""

    @property
    def key(self) -> str:
        """Its name in forms and URLs."""

    @property
    def title(self) -> str:
        """Its name on the page."""

    @property
    def sentence(self) -> str:
        """What it is, in one sentence."""

    def next_anchor(self, anchor: int, judged: int) -> int:
        """The score that the next file is compared with, after one of ``judged`` was decided."""

    def is_over(self, turn: int, right: bool) -> bool:
        """Whether the run ends with this turn."""


@dataclass(frozen=True, slots=True)
class Streak:
    """Against your own score, fixed for the run, until the first miss; ranked by the streak."""

    key: str = "streak"
    title: str = "Streak"
    sentence: str = "Higher or lower than you, until your first miss."

    def next_anchor(self, anchor: int, judged: int) -> int:
        """Your own score stays what it was."""
        return anchor

    def is_over(self, turn: int, right: bool) -> bool:
        """The first miss ends it."""
        return not right


MODES: dict[str, Mode] = {mode.key: mode for mode in (Streak(),)}


def mode_named(key: str) -> Mode:
    """The mode of that key, or a refusal."""
    if key not in MODES:
        raise UnknownMode("There is no such mode.")
    return MODES[key]
