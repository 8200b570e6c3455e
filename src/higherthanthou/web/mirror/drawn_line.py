"""A line of the mirror as it is drawn: places on one scale from said lower to said higher."""

from typing import NamedTuple

from ...game.mirror.called import Tally
from ...game.mirror.lines import Line
from ...game.mirror.phrases import Phrase
from ...game.mirror.sentences import CountSentence, counted, line_sentence

LEFT, LENGTH = 14, 472
"""Where the drawn scale begins, and how long it is."""

HALF = LEFT + LENGTH / 2


class DrawnLine(NamedTuple):
    """A dimension: its title, what the law says it weighs (percent), and its drawing.

    ``low`` and ``width`` are of the interval; without one, and without ``said``, nothing is drawn.
    """

    title: str
    law: int
    sentence: CountSentence
    said: float | None
    called_for: float
    low: float
    width: float
    stands_out: bool


def place(share: float) -> float:
    """Where a share of higher stands on the drawn scale."""
    return round(LEFT + LENGTH * share, 1)


def drawn_line(line: Line, title: str, law: int, phrase: Phrase) -> DrawnLine:
    """A line of a player's own mirror."""
    low = place(line.low)
    return DrawnLine(
        title, law, line_sentence(line, phrase), place(line.said) if line.good.calls else None,
        place(line.called_for), low, round(place(line.high) - low, 1), line.stands_out,
    )  # fmt: skip


def drawn_tally(told: Tally, title: str, law: int, phrase: Phrase, who: str) -> DrawnLine:
    """A line of a room: what all of its guests said, and what was true, of the files with good facts."""
    sentence = counted(told, phrase.good, who)
    said, stood = told.said / told.calls, told.stood / told.calls
    return DrawnLine(title, law, sentence, place(said), place(stood), 0, 0, stands_out=False)
