"""How much the shown facts leave open: a deck can be dull, a lottery, or tell its scores outright."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from statistics import pstdev
from typing import NamedTuple

from ...game.deal import RAMP, STEPS, gap_at
from ...game.measure import Measure
from ...game.profile import Shown
from .finding import CheckedFile, Finding, Grade, find, percent, some
from .numbers import bare, holds, read_number, spellings
from .weigher import FEWEST, WeighedFile, share_right


class GapTarget(NamedTuple):
    """What the weigher's share should be at a gap, and what is still fair."""

    gap: int
    wanted: float
    least: float
    most: float


class Gaps(NamedTuple):
    """The gaps of a deck from wide to narrow: in points, or by standing in thousandths of the files."""

    ramp: tuple[int, ...]
    targets: tuple[GapTarget, ...]
    by_standing: bool

    def said(self, gap: int) -> str:
        """A gap in words."""
        return f"{percent(gap / 1000)} of the files" if self.by_standing else f"{gap} points"


IN_POINTS = Gaps(
    tuple(gap_at(last or 99) for last, _ in RAMP),
    (
        # gap, wanted, below this a lottery, above this dull
        GapTarget(150, 0.95, 0.75, 1.00),
        GapTarget(75, 0.85, 0.00, 0.97),
        GapTarget(25, 0.65, 0.00, 0.90),
    ),
    by_standing=False,
)
BY_STANDING = Gaps(
    tuple(round(gap * 1000) for _, gap, _ in STEPS),
    (
        GapTarget(350, 0.90, 0.70, 1.00),
        GapTarget(220, 0.80, 0.00, 0.97),
        GapTarget(100, 0.65, 0.00, 0.90),
    ),
    by_standing=True,
)
"""Among citizens, a third of the files is as far as some 110 points, a fifth as 65, a tenth as 30."""

GIVEN_AWAY = 6
"""A text that stands on so many files, all with about the same score, leaves no doubt about them."""

OUTRIGHT = 10
"""A label is asked whether it is the score where it stands on so many files, or on all of a smaller deck."""


class Step(NamedTuple):
    """The share of calls the weigher gets right at a gap, and the share wanted there, if any.

    ``gap`` is in points, by standing in thousandths of the files; ``said`` tells it in words.
    """

    gap: int
    wanted: float | None
    share: float
    said: str


def make_steps(weighed: Sequence[WeighedFile], gaps: Gaps) -> tuple[Step, ...]:
    """The gaps of the ramp and of the targets from wide to narrow."""
    wanted = {target.gap: target.wanted for target in gaps.targets}
    every = sorted({*gaps.ramp, *wanted}, reverse=True)
    return tuple([Step(gap, wanted.get(gap), share_right(weighed, gap), gaps.said(gap)) for gap in every])


def judge_predictability(weighed: Sequence[WeighedFile], gaps: Gaps) -> Iterator[Finding]:
    """Whether the deck as a whole, or single files of it, can be told too easily or not at all."""
    if len(weighed) < FEWEST:
        return
    shares = {target: share_right(weighed, target.gap) for target in gaps.targets}
    dull = [(target, share) for target, share in shares.items() if share > target.most]
    lottery = [(target, share) for target, share in shares.items() if share < target.least]
    if dull:
        yield _dull(*dull[0], gaps)
    if lottery:
        yield _lottery(*lottery[0], gaps)
    yield from _giveaway([one.file for one in weighed], gaps)
    yield from _misleading(weighed, gaps)


def _dull(target: GapTarget, share: float, gaps: Gaps) -> Finding:
    return find(
        "dull",
        Grade.WARNING,
        f"A player who weighs all shown facts is right {percent(share)} of the time even at a gap of "
        f"{gaps.said(target.gap)}; about {percent(target.wanted)} is wanted. A good player would "
        "never miss.",
        "Show fewer facts, withhold the one that tells most, or word it more vaguely.",
    )


def _lottery(target: GapTarget, share: float, gaps: Gaps) -> Finding:
    return find(
        "lottery",
        Grade.WARNING,
        f"A player who weighs all shown facts is right only {percent(share)} of the time at a gap of "
        f"{gaps.said(target.gap)}; about {percent(target.wanted)} is wanted. The check learns from "
        "facts that come back on other files and from numbers; people may understand much more than that, "
        "above all of texts that stand on one file only.",
        "Show more facts that go with the score. If people can tell from what the texts mean, leave it as "
        "it is.",
    )


def _giveaway(files: Sequence[CheckedFile], gaps: Gaps) -> Iterator[Finding]:
    """Files with a fact that, wherever it stands, goes with scores less than the narrowest gap apart."""
    gap = gaps.ramp[-1]
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
            f"have scores less than {gaps.said(gap)} apart.",
            "Withhold that fact on some of them, or word it as others are.",
            list(told.values()),
        )


def _alike(files: Sequence[CheckedFile], gap: int) -> bool:
    scores = [file.score for file in files]
    return len(files) >= GIVEN_AWAY and max(scores) - min(scores) < gap


def _misleading(weighed: Sequence[WeighedFile], gaps: Gaps) -> Iterator[Finding]:
    """Files that the weigher gets wrong even at the widest gap, from above or from below."""
    gap = gaps.ramp[0]
    wrong = [(off, one.file) for one in weighed if (off := one.off) is not None and abs(off) > gap]
    if wrong:
        wrong.sort(key=lambda pair: -abs(pair[0]))
        better = sum(off > 0 for off, _ in wrong)
        yield find(
            "misleading",
            Grade.NOTE,
            f"{some(len(wrong))} of {len(weighed):,} looked at mislead by more than {gaps.said(gap)}: "
            f"{better:,} look better than they score, {len(wrong) - better:,} look worse. Even a perfect "
            "weigher falls for them; a few are the salt of a deck.",
            "Look whether the score or a fact is mistaken; if all is right, keep them.",
            [file for _, file in wrong],
        )


def judge_outright(files: Sequence[CheckedFile], label: str, measure: Measure) -> Iterator[Finding]:
    """Shown facts that are the score itself: the same number, or the name of the deck's own score."""
    seen, same = Counter[str](), Counter[str]()
    for file in files:
        score = spellings(file.score, measure)
        for entry in file.record:
            if entry.shown is Shown.FILE:
                seen[entry.label] += 1
                same[entry.label] += _says(entry.text, score)
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


def _says(text: str, score: Collection[str]) -> bool:
    """Whether a text is that score, with a unit at most."""
    plain = bare(text.strip())
    return plain in score or (read_number(text) is not None and holds(plain, score))
