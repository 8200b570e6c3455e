"""Drafts of decks with something planted in them, for the deck check."""

from collections.abc import Callable, Iterable, Mapping
from random import Random
from typing import Any

from authoring.citizens import citizens
from higherthanthou.authoring.checking.check import Checked, Finding, Report, check
from higherthanthou.game.profile import Entry, Profile, Shown

LOW, HIGH, ANCHOR = 350, 950, 640
Facts = Mapping[str, str]


def as_checked(people: Iterable[Profile]) -> list[Checked]:
    """Generated people as the check sees them."""
    return [
        Checked(n, p.name, p.score, p.age, p.occupation, p.place, p.look, False, p.portrait_alt, p.record)
        for n, p in enumerate(people, 1)
    ]


def shipped(size: int = 1500, seed: int = 1) -> list[Checked]:
    """Citizens as they are shipped."""
    return as_checked(citizens(size, seed))


def entries(facts: Facts, shown: Shown = Shown.FILE) -> tuple[Entry, ...]:
    """Facts of a deck without a model."""
    return tuple(Entry(label, text, shown) for label, text in facts.items())


def file(number: int, score: float, facts: Facts, **others: Any) -> Checked:
    """A file with nothing wrong with it but what is asked for."""
    plain = Checked(
        id=number,
        name=f"Name {number}",
        score=max(LOW, min(HIGH, round(score))),
        age=None,
        occupation="",
        place="",
        look={},
        pictured=False,
        picture_alt="",
        record=(*entries(facts), Entry("Secret", "kept", Shown.WITHHELD)),
    )
    return plain._replace(**others)


def draft(size: int, make: Callable[[Random], tuple[float, Facts]], seed: int = 1) -> list[Checked]:
    """So many files; ``make`` draws a score and the facts that are shown."""
    rng = Random(seed)
    return [file(n, *make(rng)) for n in range(1, size + 1)]


def plain(size: int = 200) -> list[Checked]:
    """A deck that is neither dull nor a lottery, and in which nothing is wrong."""

    def make(rng: Random) -> tuple[float, Facts]:
        grades = [rng.randrange(5) for _ in range(4)]
        facts = {
            f"Grade {n}": f"the {'lowest low middle high highest'.split()[grade]}"
            for n, grade in enumerate(grades)
        }
        return 650 + sum(36 * (grade - 2) for grade in grades) + rng.gauss(0, 62), facts

    return draft(size, make)


def checked(files: list[Checked], label: str = "", anchor: int = ANCHOR) -> Report:
    """The report on a draft without a model."""
    return check(files, LOW, HIGH, None, anchor, label)


def found(report: Report, code: str) -> Finding | None:
    """The first finding of that code, if there is one."""
    return next((finding for finding in report.findings if finding.code == code), None)
