"""The rules for labels of facts, the same for typed, imported and generated ones."""

import unicodedata
from collections.abc import Iterable

from ..errors import Refusal

MOST_LABELS = 24
MOST_QUOTED = 40

_ODD = frozenset(("Cc", "Cs", "Zl", "Zp"))
"""Unicode categories: control characters, surrogates, line and paragraph separators."""


class UnusableLabels(Refusal):
    """Labels that cannot be together in one deck; the message is a sentence."""


def one_line(text: str) -> bool:
    """Whether a text has no line ends, tabs, control characters or byte order marks."""
    return text.isprintable() or not any(c == "\ufeff" or unicodedata.category(c) in _ODD for c in text)


def check_together(labels: Iterable[str]) -> None:
    """Raise UnusableLabels if there are too many labels, or two that differ in capitals only."""
    spellings: dict[str, str] = {}
    for label in labels:
        known = spellings.setdefault(label.casefold(), label)
        if known != label:
            raise UnusableLabels(
                f"The labels {_quoted(known)} and {_quoted(label)} differ in capitals only; spell them alike."
            )
        if len(spellings) > MOST_LABELS:
            raise UnusableLabels(
                f"A deck has at most {MOST_LABELS} different facts; with {_quoted(label)} it has more."
            )


def _quoted(label: str) -> str:
    return f'"{label if len(label) <= MOST_QUOTED else label[: MOST_QUOTED - 1] + "…"}"'
