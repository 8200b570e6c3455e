"""Drafts of decks with something planted in them, for the deck check."""

from collections.abc import Callable, Iterable, Mapping
from random import Random
from typing import Any

from tests.authoring.citizens import citizens

from higherthanthou.authoring.checking.check import Finding, Report, check
from higherthanthou.authoring.checking.finding import CheckedFile
from higherthanthou.authoring.deckfile.profile_fields import FiledProfile, filed_profile
from higherthanthou.game.deck_about import DeckAbout
from higherthanthou.game.profile import Entry, Profile, Shown

LOW, HIGH, ANCHOR = 350, 950, 640
DRAWN = {"headVariant": "short1"}
Facts = Mapping[str, str]


def as_checked(people: Iterable[Profile]) -> list[CheckedFile]:
    """Generated people as the check sees them."""
    return [
        CheckedFile(n, filed_profile(p)._replace(picture_alt=p.portrait_alt), p.look)
        for n, p in enumerate(people, 1)
    ]


def shipped(size: int = 1500, seed: int = 1) -> list[CheckedFile]:
    """Citizens as they are shipped."""
    return as_checked(citizens(size, seed))


def in_few_words(files: Iterable[CheckedFile]) -> list[CheckedFile]:
    """The same files with one text for each level of a trait, as a host's own table has them."""

    def worded(entry: Entry) -> Entry:
        return entry._replace(text=f"{entry.label}, {entry.points}")

    return [but(file, record=tuple(map(worded, file.filed.record))) for file in files]


def entries(facts: Facts, shown: Shown = Shown.FILE) -> tuple[Entry, ...]:
    """Facts of a deck without a model."""
    return tuple(Entry(label, text, shown) for label, text in facts.items())


def file(number: int, score: float, facts: Facts, **others: Any) -> CheckedFile:
    """A file with nothing wrong with it but what is asked for."""
    facts_of = (*entries(facts), Entry("Secret", "kept", Shown.WITHHELD))
    score = max(LOW, min(HIGH, round(score)))
    plain = FiledProfile(f"Name {number}", score, None, "", "", "", facts_of)
    return but(CheckedFile(number, plain, DRAWN), **others)


def but(file: CheckedFile, **others: Any) -> CheckedFile:
    """The same file with other fields, or with an uploaded picture."""
    look = others.pop("look", file.look or DRAWN)
    look = {} if others.pop("pictured", file.pictured) else look
    return CheckedFile(file.id, file.filed._replace(**others), look)


def draft(size: int, make: Callable[[Random], tuple[float, Facts]], seed: int = 1) -> list[CheckedFile]:
    """So many files; ``make`` draws a score and the facts that are shown."""
    rng = Random(seed)
    return [file(n, *make(rng)) for n in range(1, size + 1)]


def plain(size: int = 200) -> list[CheckedFile]:
    """A deck that is neither dull nor a lottery, and in which nothing is wrong."""

    def make(rng: Random) -> tuple[float, Facts]:
        grades = [rng.randrange(5) for _ in range(4)]
        facts = {
            f"Grade {n}": f"the {'lowest low middle high highest'.split()[grade]}"
            for n, grade in enumerate(grades)
        }
        return 650 + sum(36 * (grade - 2) for grade in grades) + rng.gauss(0, 62), facts

    return draft(size, make)


def checked(files: list[CheckedFile], label: str = "", anchor: int = ANCHOR) -> Report:
    """The report on a draft without a model."""
    return check(files, DeckAbout(label=label), None, anchor)


def on_a_scale(files: list[CheckedFile], low: int, high: int, anchor: int, **about: Any) -> Report:
    """The report on a draft on a scale of its own, where gaps are shares of the files."""
    return check(files, DeckAbout(low=low, high=high, **about), None, anchor)


def found(report: Report, code: str) -> Finding | None:
    """The first finding of that code, if there is one."""
    return next((finding for finding in report.findings if finding.code == code), None)
