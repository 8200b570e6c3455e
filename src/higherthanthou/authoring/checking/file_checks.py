"""What is wrong with single files: what they lack, what does not fit on a phone, and what is there twice."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence

from ...game.profile import LONGEST_SHOWN, Shown
from ..deckfile.profile_fields import LINES, texts_of
from .finding import CheckedFile, Finding, Grade, find, percent, some

LONGEST_NAME = LONGEST_LINE = 40
LONGEST_LABEL = 24
MANY = 0.2
"""Where more files than this share a name with another one, names tell nobody apart."""


def judge_files(files: Sequence[CheckedFile]) -> Iterator[Finding]:
    """Missing facts, bars and descriptions, long texts, twins and namesakes."""
    yield from _no_facts(files)
    yield from _no_withheld(files)
    yield from _alt_missing(files)
    yield from _long_cell(files)
    yield from _long_fact(files)
    yield from _twins(files)
    yield from _namesakes(files)


def _no_facts(files: Sequence[CheckedFile]) -> Iterator[Finding]:
    if bare := [file for file in files if not _has(file, Shown.FILE)]:
        most = len(bare) > len(files) / 2
        yield find(
            "no_facts",
            Grade.ERROR if most else Grade.WARNING,
            f"{some(len(bare))} with no fact to read. All that is left to the player there is a face and a "
            "coin.",
            "Add facts, or show some of those in the record; four to six make a good file.",
            bare,
        )


def _no_withheld(files: Sequence[CheckedFile]) -> Iterator[Finding]:
    if open_ := [file for file in files if not _has(file, Shown.WITHHELD)]:
        yield find(
            "no_withheld",
            Grade.NOTE,
            f"{some(len(open_))} with nothing under a black bar. That is allowed; a bar or two make the "
            "verdict a small surprise.",
            "Withhold a fact that matters, if you like.",
            open_,
        )


def _has(file: CheckedFile, shown: Shown) -> bool:
    return any(entry.shown is shown for entry in file.record)


def _alt_missing(files: Sequence[CheckedFile]) -> Iterator[Finding]:
    if silent := [file for file in files if file.pictured and not file.filed.picture_alt.strip()]:
        yield find(
            "alt_missing",
            Grade.ERROR,
            f"{some(len(silent), 'picture')} without a description. Players who do not see it would get "
            "less to go by than all others.",
            "Say in a few words what each picture shows; leave out what tells the score.",
            silent,
        )


def _long_cell(files: Sequence[CheckedFile]) -> Iterator[Finding]:
    """Texts that do not fit on a phone, those first that are the farthest too long."""
    too_long = [(over, file) for file in files if (over := _overlong(file)) > 0]
    if too_long:
        too_long.sort(key=lambda pair: pair[0], reverse=True)
        yield find(
            "long_cell",
            Grade.WARNING,
            f"{some(len(too_long))} with texts that do not fit on a phone, where the whole file should be "
            "seen without scrolling.",
            f"Keep names, occupations and places to {LONGEST_NAME} characters and labels to {LONGEST_LABEL}.",
            [file for _, file in too_long],
        )


def _overlong(file: CheckedFile) -> int:
    """By how many characters the longest text of a file is too long."""
    lines = texts_of(file.filed, LINES).values()
    over = max(len(file.name) - LONGEST_NAME, *(len(line) - LONGEST_LINE for line in lines))
    for entry in file.record:
        if len(entry.label) - LONGEST_LABEL > over:
            over = len(entry.label) - LONGEST_LABEL
    return over


def _long_fact(files: Sequence[CheckedFile]) -> Iterator[Finding]:
    """Facts of which players read the beginning only before their guess."""
    too_long = [(most, file) for file in files if (most := _longest_shown(file)) > LONGEST_SHOWN]
    if too_long:
        too_long.sort(key=lambda pair: pair[0], reverse=True)
        yield find(
            "long_fact",
            Grade.NOTE,
            f"{some(len(too_long))} with facts that are shortened: players read the first {LONGEST_SHOWN} "
            "characters on the file, and all of them after their guess.",
            "Say what matters first, or say it shorter.",
            [file for _, file in too_long],
        )


def _longest_shown(file: CheckedFile) -> int:
    return max((len(entry.text) for entry in file.record if entry.shown is Shown.FILE), default=0)


def _twins(files: Sequence[CheckedFile]) -> Iterator[Finding]:
    """Files that are alike in everything but their number; few share all that a deck file says of them."""
    alike: defaultdict[Hashable, list[CheckedFile]] = defaultdict(list)
    for file in files:
        alike[file.filed[:-1]].append(file)
    twins = [twin for group in alike.values() if len(group) > 1 for twin in _again(group)]
    if twins:
        yield find(
            "twins",
            Grade.ERROR,
            f"{some(len(twins))} in the deck a second time, alike in everything. A player who met the first "
            "knows the answer to the second.",
            "Delete the copies; perhaps the same file was imported twice.",
            twins,
        )


def _again(files: Sequence[CheckedFile]) -> Iterator[CheckedFile]:
    """Those of which everything was said before."""
    met: set[Hashable] = set()
    for file in files:
        whole = (file.filed, tuple(sorted(file.look.items())))
        if whole in met:
            yield file
        met.add(whole)


def _namesakes(files: Sequence[CheckedFile]) -> Iterator[Finding]:
    counts = Counter(file.name.casefold() for file in files)
    shared = [file for file in files if counts[file.name.casefold()] > 1]
    if shared:
        shared.sort(key=lambda file: (-counts[file.name.casefold()], file.name.casefold()))
        yield find(
            "namesakes",
            Grade.WARNING if len(shared) > MANY * len(files) else Grade.NOTE,
            f"{some(len(shared))} ({percent(len(shared) / len(files))}) with a name that another file has, "
            "too. Players may take them for somebody they have met.",
            "Give them other names, unless it is meant so.",
            shared,
        )
