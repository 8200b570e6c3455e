"""The labels of the facts of a deck: one set of rules, whether they were typed, imported or generated."""

import unicodedata
from collections.abc import Iterable

from ..errors import Refusal

MOST_LABELS = 24
MOST_QUOTED = 40

_ODD = frozenset(("Cc", "Cs", "Zl", "Zp"))
"""The categories of control characters, halves of a character, and ends of lines and paragraphs."""


class UnusableLabels(Refusal):
    """Labels that one deck cannot have together; the message is a sentence."""


def one_line(text: str) -> bool:
    """Whether a text has neither line ends nor tabs nor characters that no text has."""
    return text.isprintable() or not any(c == "\ufeff" or unicodedata.category(c) in _ODD for c in text)


def check_together(labels: Iterable[str]) -> None:
    """UnusableLabels if one deck cannot have all of these: too many, or alike but for their capitals."""
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
