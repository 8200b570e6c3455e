"""How much the shown facts leave open: a deck can be dull, a lottery, or tell its scores outright."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from statistics import pstdev
from typing import NamedTuple

from ...game.deal import RAMP, Scale
from ...game.profile import Shown
from .finding import CheckedFile, Finding, Grade, find, percent, some
from .numbers import read_number
from .weigher import FEWEST, WeighedFile, share_right


class GapTarget(NamedTuple):
    """What the weigher's share should be at a gap, in thousandths of the range, and what is still fair."""

    gap: int
    wanted: float
    least: float
    most: float


TARGETS = (
    # gap, wanted, below this a lottery, above this dull
    GapTarget(250, 0.95, 0.75, 1.00),
    GapTarget(125, 0.85, 0.00, 0.97),
    GapTarget(42, 0.65, 0.00, 0.90),
)
"""On the 350 to 950 scale these are gaps of 150, 75 and 25 points."""

ROUNDED = 1.5
"""Where a coarse scale rounds a gap up to more than this many times itself, its target does not count."""

GIVEN_AWAY = 6
"""A text that stands on so many files, all with about the same score, leaves no doubt about them."""

OUTRIGHT = 10
"""A label is asked whether it is the score where it stands on so many files, or on all of a smaller deck."""


class Step(NamedTuple):
    """The share of calls the weigher gets right at a gap in points, and the share wanted there, if any."""

    gap: int
    wanted: float | None
    share: float


def make_steps(weighed: Sequence[WeighedFile], scale: Scale) -> tuple[Step, ...]:
    """The gaps of the ramp and of the targets from wide to narrow; on a coarse scale some are the same."""
    wanted = {target.gap: target.wanted for target in TARGETS}
    steps: dict[int, Step] = {}
    for thousandths in sorted({*(gap for _, gap in RAMP), *wanted}, reverse=True):
        gap = scale.points(thousandths)
        if gap not in steps:
            steps[gap] = Step(gap, wanted.get(thousandths), share_right(weighed, gap))
    return tuple(steps.values())


def judge_predictability(weighed: Sequence[WeighedFile], scale: Scale) -> Iterator[Finding]:
    """Whether the deck as a whole, or single files of it, can be told too easily or not at all."""
    if len(weighed) < FEWEST:
        return
    shares = {
        target: share_right(weighed, scale.points(target.gap)) for target in TARGETS if _counts(target, scale)
    }
    dull = [(target, share) for target, share in shares.items() if share > target.most]
    lottery = [(target, share) for target, share in shares.items() if share < target.least]
    if dull:
        yield _dull(*dull[0], scale)
    if lottery:
        yield _lottery(*lottery[0], scale)
    yield from _giveaway([one.file for one in weighed], scale)
    yield from _misleading(weighed, scale)


def _counts(target: GapTarget, scale: Scale) -> bool:
    return scale.points(target.gap) * 1000 <= ROUNDED * target.gap * (scale.high - scale.low)


def _dull(target: GapTarget, share: float, scale: Scale) -> Finding:
    return find(
        "dull",
        Grade.WARNING,
        f"Whoever weighs all shown facts is right {percent(share)} of the time even at a gap of "
        f"{scale.points(target.gap)} points; about {percent(target.wanted)} is wanted. A good player would "
        "never miss.",
        "Show fewer facts, withhold the one that tells most, or word it more vaguely.",
    )


def _lottery(target: GapTarget, share: float, scale: Scale) -> Finding:
    return find(
        "lottery",
        Grade.WARNING,
        f"Whoever weighs all shown facts is right only {percent(share)} of the time at a gap of "
        f"{scale.points(target.gap)} points; about {percent(target.wanted)} is wanted. The check learns from "
        "facts that come back on other files and from numbers; people may understand much more than that, "
        "above all of texts that stand on one file only.",
        "Show more facts that go with the score. If people can tell from what the texts mean, leave it as "
        "it is.",
    )


def _giveaway(files: Sequence[CheckedFile], scale: Scale) -> Iterator[Finding]:
    """Files with a fact that, wherever it stands, goes with scores less than the narrowest gap apart."""
    gap = scale.points(RAMP[-1][1])
    if not files or pstdev(file.score for file in files) <= gap:
        return
    groups: defaultdict[tuple[str, str], list[CheckedFile]] = defaultdict(list)
    for file in files:
        for entry in file.record:
            if entry.shown is Shown.FILE:
                groups[entry.label, entry.text].append(file)
    telling = {fact: group for fact, group in groups.items() if _alike(group, gap)}
    if telling:
        (label, text), worst = max(telling.items(), key=lambda item: len(item[1]))
        told = {file.id: file for group in (worst, *telling.values()) for file in group}
        yield find(
            "giveaway",
            Grade.NOTE,
            f"{some(len(told))} with a fact that leaves no doubt. All {len(worst)} with “{label}: {text}” "
            f"have scores less than {gap} points apart.",
            "Withhold that fact on some of them, or word it as others are.",
            list(told.values()),
        )


def _alike(files: Sequence[CheckedFile], gap: int) -> bool:
    scores = [file.score for file in files]
    return len(files) >= GIVEN_AWAY and max(scores) - min(scores) < gap


def _misleading(weighed: Sequence[WeighedFile], scale: Scale) -> Iterator[Finding]:
    """Files that the weigher gets wrong even at the widest gap, from above or from below."""
    gap = scale.points(RAMP[0][1] or 0)
    wrong = [(off, one.file) for one in weighed if (off := one.off) is not None and abs(off) > gap]
    if wrong:
        wrong.sort(key=lambda pair: -abs(pair[0]))
        better = sum(off > 0 for off, _ in wrong)
        yield find(
            "misleading",
            Grade.NOTE,
            f"{some(len(wrong))} of {len(weighed):,} looked at mislead by more than {gap} points: "
            f"{better:,} look better than they score, {len(wrong) - better:,} look worse. Even a perfect "
            "weigher falls for them; a few are the salt of a deck.",
            "Look whether the score or a fact is mistaken; if all is right, keep them.",
            [file for _, file in wrong],
        )


def judge_outright(files: Sequence[CheckedFile], label: str) -> Iterator[Finding]:
    """Shown facts that are the score itself: the same number, or the name of the deck's own score."""
    seen, same = Counter[str](), Counter[str]()
    for file in files:
        for entry in file.record:
            if entry.shown is Shown.FILE:
                number = read_number(entry.text)
                seen[entry.label] += 1
                same[entry.label] += number is not None and number.value == file.score
    own = label.strip().casefold()
    outright = [
        name
        for name, count in seen.items()
        if (own and name.strip().casefold() == own)
        or (count >= min(OUTRIGHT, len(files)) and same[name] > count / 2)
    ]
    for name in outright:
        yield find(
            "tells_score",
            Grade.ERROR,
            f"The fact “{name}” is the score itself, and it stands open on {some(seen[name])} of "
            f"{len(files):,} looked at. There is nothing left to guess.",
            "Remove that fact, or give it another meaning.",
            [file for file in files if any(e.label == name and e.shown is Shown.FILE for e in file.record)],
        )
