"""Wordings of a level: a plain text, or a mould with slots that each take one of several fillings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

LONGEST_TEXT = 38
"""Characters of a text: one line of a file on a screen, two at most on a phone, where some 33 fit one."""

MOST_FORMS = 100
"""Texts that a mould can become: a page that lists them all, such as the form of a file, stays short."""

MOULD_WEIGHT = 2
"""A mould is drawn so many times as often as a plain text of its level, because it has several forms."""

_SLOT = re.compile(r"\{([^{}]*)\}")


class WordingError(ValueError):
    """A wording that cannot be used; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The alternatives of each part of a text, in the order in which they are read."""

    parts: tuple[tuple[str, ...], ...]

    @property
    def is_mould(self) -> bool:
        """Whether it has a slot."""
        return len(self.parts) > 1 or any(len(part) > 1 for part in self.parts)

    def forms(self) -> tuple[str, ...]:
        """Every text that it can become; a plain text is its only form."""
        texts = [""]
        for part in self.parts:
            texts = [text + filling for text in texts for filling in part]
        return tuple(texts)

    def draw(self, rng: Random) -> str:
        """One of the forms, each as likely."""
        return "".join(part[0] if len(part) == 1 else rng.choice(part) for part in self.parts)


def parse_wording(text: str) -> Wording:
    """Read a text such as ``Owes {a florist|two plumbers} since {March|August}``.

    A slot has two fillings or more, none of them empty or there twice; slots do not stand in slots; no form
    is longer than ``LONGEST_TEXT``, and there are ``MOST_FORMS`` at most. Anything else is a WordingError.
    """
    *pieces, end = _SLOT.split(text)
    parts: list[tuple[str, ...]] = []
    for plain, slot in zip(pieces[::2], pieces[1::2], strict=True):
        parts += [(plain,), _fillings(slot, text)]
    wording = Wording(tuple(part for part in (*parts, (end,)) if part != ("",)))
    _check(wording, text)
    return wording


def draw_text(wordings: Sequence[Wording], rng: Random) -> str:
    """One form of one of these wordings, moulds ``MOULD_WEIGHT`` times as often as plain texts.

    A plain text that is drawn is often put back (rejection sampling, von Neumann 1951): this takes a third of
    the time of a weighted draw.
    """
    while True:
        wording = rng.choice(wordings)
        if wording.is_mould or rng.random() * MOULD_WEIGHT < 1:
            return wording.draw(rng)


def _fillings(slot: str, text: str) -> tuple[str, ...]:
    fillings = tuple(slot.split("|"))
    if len(fillings) < 2 or not all(map(str.strip, fillings)) or len(set(fillings)) < len(fillings):
        raise WordingError(f"A slot of “{text}” needs two different fillings or more.")
    return fillings


def _check(wording: Wording, text: str) -> None:
    if any(mark in plain for part in wording.parts if len(part) == 1 for plain in part for mark in "{|}"):
        raise WordingError(f"A slot of “{text}” is not closed.")
    count = 1
    for part in wording.parts:
        count *= len(part)
    if count > MOST_FORMS:
        raise WordingError(f"“{text}” has more than {MOST_FORMS} forms.")
    for form in wording.forms():
        if len(form) > LONGEST_TEXT:
            raise WordingError(f"“{form}” has more than {LONGEST_TEXT} characters.")
