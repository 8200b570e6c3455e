"""The facts of a deck label by label: those that some files lack, and those that are addresses."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from ...game.profile import Shown
from ..columns.spelling import is_missing, plain
from .finding import CheckedFile, Finding, Grade, find, some

USUAL = 0.5
"""A label that more than this share of the files have is meant for all of them."""

MANY = 0.2
"""Where more than this share of the files lack it, that is a warning."""

NAMED = 5

_BEGINS = ("http://", "https://", "www.")
_ENDS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".htm", ".html")


def _is_told(text: str) -> bool:
    """Whether a fact has a value; unlike in a column of numbers, none is one: no pets, no siblings."""
    return text.casefold() == "none" or not is_missing(plain(text))


def judge_columns(files: Sequence[CheckedFile]) -> Iterator[Finding]:
    """Missing values, and addresses of pictures or pages."""
    yield from _missing(files)
    yield from _addresses(files)


def _missing(files: Sequence[CheckedFile]) -> Iterator[Finding]:
    """Facts that most files have and some lack, those first that lack most."""
    there = [{e.label for e in f.record if _is_told(e.text)} for f in files]
    counts = Counter(label for labels in there for label in labels)
    usual = {label for label, count in counts.items() if USUAL * len(files) < count < len(files)}
    lacking = [
        (len(usual - labels), file) for labels, file in zip(there, files, strict=True) if usual - labels
    ]
    if not lacking:
        return
    worst = sorted(usual, key=lambda label: (counts[label], label))
    said = ", ".join(f"“{label}” on {len(files) - counts[label]:,}" for label in worst[:NAMED])
    more = f" and {len(worst) - NAMED} more" if len(worst) > NAMED else ""
    lacking.sort(key=lambda pair: -pair[0])
    yield find(
        "missing_fact",
        Grade.WARNING if len(files) - counts[worst[0]] > MANY * len(files) else Grade.NOTE,
        f"{some(len(lacking))} of {len(files):,} lack a fact that most others have: {said}{more}. Players "
        "may take what is missing for a hint.",
        "Fill it in, or leave the column out.",
        [file for _, file in lacking],
    )


def _is_address(text: str) -> bool:
    """Whether a text is that of a page, or that of a picture in some folder, and nothing else."""
    words = text.casefold().split()
    if len(words) != 1:
        return False
    return words[0].startswith(_BEGINS) or ("/" in words[0] and words[0].endswith(_ENDS))


def _addresses(files: Sequence[CheckedFile]) -> Iterator[Finding]:
    """Nothing is fetched from anywhere, so players would read the letters of an address."""
    found: defaultdict[str, list[CheckedFile]] = defaultdict(list)
    for file in files:
        for entry in file.record:
            if entry.shown is not Shown.RECORD and _is_address(entry.text):
                found[entry.label].append(file)
    for label, there in found.items():
        yield find(
            "address",
            Grade.WARNING,
            f"The fact “{label}” is the address of a picture or a page on {some(len(there))}. Nothing is "
            "fetched from there: players read the address itself.",
            "Leave the column out. Pictures are added as files, on the page of the deck.",
            there,
        )
