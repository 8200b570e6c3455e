"""What the deck check looks at, a file, and what it says, a finding."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from ...game.profile import Entry
from ..deckfile.profile_fields import FiledProfile

NAMED = 20
"""A finding names this many files and counts the others."""


class CheckedFile(NamedTuple):
    """A file of a draft as the check sees it: what a deck file says of it, and what it is drawn from.

    ``look`` is empty where a picture was uploaded.
    """

    id: int
    filed: FiledProfile
    look: Mapping[str, str]

    @property
    def name(self) -> str:
        """What it is called."""
        return self.filed.name

    @property
    def score(self) -> int:
        """What it scores."""
        return self.filed.score

    @property
    def record(self) -> tuple[Entry, ...]:
        """Every fact of it."""
        return self.filed.record

    def scoring(self, score: int) -> "CheckedFile":
        """The same file with another score."""
        return self._replace(filed=self.filed._replace(score=score))

    @property
    def pictured(self) -> bool:
        """Whether a picture was uploaded for it."""
        return not self.look


class Grade(StrEnum):
    """How bad a finding is: only an error stands in the way of publishing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found and why it matters, how to mend it, and the ``(id, name)`` of the worst files."""

    code: str
    grade: Grade
    sentence: str
    mend: str
    files: tuple[tuple[int, str], ...]
    count: int


def find(code: str, grade: Grade, sentence: str, mend: str, files: Sequence[CheckedFile] = ()) -> Finding:
    """A finding about these files, the worst first."""
    return Finding(code, grade, sentence, mend, tuple((f.id, f.name) for f in files[:NAMED]), len(files))


def some(count: int, noun: str = "file") -> str:
    """``1 file``, ``1,200 files``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def percent(share: float) -> str:
    """``34 %``, with a space that does not break."""
    return f"{share * 100:.0f}\u00a0%"
