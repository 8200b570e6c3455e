"""How the scores of a draft lie on their scale, and whether the game finds files to deal."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import quantiles

from ...game.deal import LEAST_GAP, RAMP, SPREAD, Scale
from ...game.deck_about import DeckAbout
from ...game.measure import Measure
from .finding import CheckedFile, Finding, Grade, find, percent, some

FEWEST, FEWEST_SCORES = 10, 3
ROOM = 10
"""Seen from the own score, a side with fewer files than this is used up in a run or two."""

PILE = 0.05
"""More than this share of files at one end of the scale looks as if scores had been cut off there."""

FINE = 20
"""A scale of fewer points than this is coarse, and many files at its ends are to be expected."""

THIN = 0.1
"""The share of wide gaps at which nobody may be missing."""

TAIL = 0.05
"""Where half of the files take less than this share of the range, the others are far out in a tail."""

CROWD = 0.25
"""One score that more files than this share have leaves too few to deal."""


def judge_spread(files: Sequence[CheckedFile], about: DeckAbout, anchor: int) -> Iterator[Finding]:
    """What is wrong with the scores of a draft on its scale, seen from what a newcomer is compared with."""
    scores, scale, measure = sorted(file.score for file in files), Scale(about.low, about.high), about.measure
    if len(files) < FEWEST:
        yield _too_few(len(files))
    if scores and len(set(scores)) < FEWEST_SCORES:
        yield _flat(len(set(scores)))
    if outside := [file for file in files if not scale.low <= file.score <= scale.high]:
        yield _off_scale(outside, scale, measure)
    if scores:
        yield from _no_room(scores, anchor, scale.points(LEAST_GAP) if about.on_our_scale else 1, measure)
        yield from _ends(files, scale, measure)
    if len(scores) >= FEWEST and about.on_our_scale:
        yield from _thin(scores, scale)
    elif len(scores) >= FEWEST:
        yield from _crowd(files, measure)
        yield from _tail(scores, measure)


def _too_few(count: int) -> Finding:
    return find(
        "too_few",
        Grade.ERROR,
        f"The deck has {some(count)}. A run deals nobody twice, so a deck needs {FEWEST} at the very least.",
        f"Add files until there are {FEWEST} or more; 100 make a good evening.",
    )


def _flat(count: int) -> Finding:
    return find(
        "flat",
        Grade.ERROR,
        f"All files share {some(count, 'score')}, so there is nothing to tell apart.",
        f"Give the files at least {FEWEST_SCORES} scores, better a different one each.",
    )


def _off_scale(outside: Sequence[CheckedFile], scale: Scale, measure: Measure) -> Finding:
    worst = sorted(outside, key=lambda file: min(file.score - scale.low, scale.high - file.score))
    return find(
        "off_scale",
        Grade.ERROR,
        f"{some(len(outside))} with a score outside the scale from {measure.shown(scale.low)} to "
        f"{measure.shown(scale.high)}: the game never deals them.",
        "Correct those scores, or make the deck's scale wider.",
        worst,
    )


def _no_room(scores: Sequence[int], anchor: int, least: int, measure: Measure) -> Iterator[Finding]:
    """Seen from the anchor, both sides need files that are at least so far away."""
    sides = (
        ("above", len(scores) - bisect_left(scores, anchor + least)),
        ("below", bisect_right(scores, anchor - least)),
    )
    for side, count in sides:
        if count < ROOM:
            yield _narrow(side, count, measure.shown(anchor))


def _narrow(side: str, count: int, anchor: str) -> Finding:
    start = f"{side} {anchor}, where a newcomer starts"
    return find(
        "no_room",
        Grade.WARNING if count else Grade.ERROR,
        f"Only {some(count)} {start}: players soon meet the same ones again."
        if count
        else f"Nobody stands {start}, so the coin cannot be fair there.",
        f"Add files {side} {anchor} until there are {ROOM}.",
    )


def _ends(files: Sequence[CheckedFile], scale: Scale, measure: Measure) -> Iterator[Finding]:
    """Many files on the last point of a fine scale."""
    for end, beyond in ((scale.low, "lower"), (scale.high, "higher")):
        there = [file for file in files if file.score == end]
        if scale.high - scale.low >= FINE and len(there) > max(1, PILE * len(files)):
            yield find(
                "ends",
                Grade.WARNING,
                f"{some(len(there))} at {measure.shown(end)}, the very end of the scale. They look cut off "
                f"there, and nobody is {beyond}: a player who is compared with one of them knows the answer.",
                "Give them the scores they would have without a limit, or make the scale wider.",
                there,
            )


def _thin(scores: Sequence[int], scale: Scale) -> Iterator[Finding]:
    """Own scores from which nobody is found at the widest gap, although the scale reaches that far."""
    gap = scale.points(RAMP[0][1] or 0)
    targets = [t for score in scores for t in (score - gap, score + gap) if scale.low <= t <= scale.high]
    missing = sum(not _somebody(scores, target, max(1, gap * SPREAD)) for target in targets)
    if targets and missing > THIN * len(targets):
        yield find(
            "thin",
            Grade.WARNING,
            f"For {percent(missing / len(targets))} of own scores nobody stands about {gap} points away, "
            "where the first and easiest turns look. The game then deals the nearest file, and the start "
            "is uneven.",
            "Add files where the histogram has gaps.",
        )


def _somebody(scores: Sequence[int], target: int, reach: float) -> bool:
    return bisect_left(scores, target - reach) < bisect_right(scores, target + reach)


def _crowd(files: Sequence[CheckedFile], measure: Measure) -> Iterator[Finding]:
    """Where gaps go by standing, nobody is dealt level with the score of whom they are compared with."""
    score, count = Counter(file.score for file in files).most_common(1)[0]
    if count > CROWD * len(files):
        yield find(
            "crowd",
            Grade.WARNING,
            f"{some(count)} ({percent(count / len(files))}) share the score {measure.shown(score)}. "
            "A player who is compared with one of them meets only the others, and these soon come again.",
            "Take another number as the score, or one with more decimals, or leave some of them out.",
            [file for file in files if file.score == score],
        )


def _tail(scores: Sequence[int], measure: Measure) -> Iterator[Finding]:
    """A few scores far beyond all others; no harm where gaps go by standing."""
    lower, _, upper = quantiles(scores, n=4, method="inclusive")
    if upper - lower < TAIL * (scores[-1] - scores[0]):
        middle = f"{measure.shown(round(lower))} and {measure.shown(round(upper))}"
        yield find(
            "tail",
            Grade.NOTE,
            f"Half of the files stand between {middle}, all of them between {measure.shown(scores[0])} and "
            f"{measure.shown(scores[-1])}. Gaps go by how many files lie between, so such a deck plays well.",
            "Nothing has to be done.",
        )
