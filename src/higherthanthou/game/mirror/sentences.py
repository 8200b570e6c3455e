"""The sentences of the mirror: counts, never percents, and on the calls, never on the player."""

from collections.abc import Sequence
from typing import NamedTuple

from ..texts.signed import signed
from .called import Tally
from .lines import Line
from .mirror import Mirror, Missed
from .phrases import Phrase
from .surfaces import Surfaced

NOTHING, SOMETHING = "nothing to see", "something to see"


class CountSentence(NamedTuple):
    """A sentence about some calls, with the counts of what was said in the middle."""

    before: str
    counts: str
    after: str

    def __str__(self) -> str:
        """The whole of it."""
        return f"{self.before}{self.counts}{self.after}"


def times(count: int, of: int) -> str:
    """So many times of so many."""
    return f"{count} time{'' if count == 1 else 's'} of {of}"


def line_sentence(line: Line, phrase: Phrase) -> CountSentence:
    """What was said and true where the facts of a dimension were good."""
    if not line.good.calls:
        return CountSentence(f"No file yet on which {phrase.good}.", "", "")
    return counted(line.good, phrase.good)


def counted(told: Tally, when: str, who: str = "you") -> CountSentence:
    """What was said and true of some files, at least one."""
    of_those = f"of those {told.calls}" if told.calls > 1 else "of that one"
    return CountSentence(
        f"When {when} {who} said higher ",
        times(told.said, told.calls),
        f"; {told.stood} {of_those} stood higher.",
    )


def outstanding_sentence(line: Line, phrase: Phrase) -> CountSentence:
    """The counts that bear out that a line stands out: on the side where they do so most."""
    sign = 1 if line.more else -1
    good, bad = (
        sign * line.good.off / max(1, line.good.calls),
        -sign * line.bad.off / max(1, line.bad.calls),
    )
    return counted(line.good, phrase.good) if good >= bad else counted(line.bad, phrase.bad)


def title_of(line: Line, phrase: Phrase) -> str:
    """What a line that stands out is called."""
    return phrase.trust if line.more else phrase.over


def whole(points: float) -> str:
    """Whole points with a true minus sign."""
    return signed(points).removeprefix("+")


def surface_sentence(one: Surfaced, subject: str = "Your calls") -> str:
    """How far calls leaned on a surface, always with the interval."""
    points = "1 point" if abs(round(one.points)) == 1 else f"{whole(abs(one.points))} points"
    between = f"between {whole(one.low)} and {whole(one.high)}"
    seen = SOMETHING if one.seen else NOTHING
    return f"{subject} leaned {_towards(one)} by {points} in 100 ({between}): {seen}."


def _towards(one: Surfaced) -> str:
    return f"{'on' if one.points >= 0 or round(one.points) == 0 else 'against'} the {one.name}"


def other_surfaces(surfaces: Sequence[Surfaced]) -> str:
    """The intervals of the others, in one sentence."""
    told = [f"{one.name} between {whole(one.low)} and {whole(one.high)}" for one in surfaces]
    return f"{told[0][:1].upper()}{', '.join(told)[1:]}." if told else ""


def wanting_sentence(mirror: Mirror) -> str:
    """How many more calls it takes."""
    return f"{mirror.wanting} more call{'' if mirror.wanting == 1 else 's'} and this says something."


def missed_sentence(missed: Missed) -> str:
    """The label that stood on most files that were missed."""
    if missed.missed == 1:
        return f"“{missed.label}” stood on the file that was called wrong."
    return f"“{missed.label}” stood on {missed.missed} of the files that were called wrong; no label on more."
