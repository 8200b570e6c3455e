"""Aliases: generating one, checking its characters, and the key that it is compared by."""

import unicodedata
from random import Random

from ..errors import Refusal
from .alias_words import FIRST, SECOND
from .folding import folded, is_mark

SHORTEST, LONGEST = 2, 24
MOST_MARKS = 2
LONGEST_TYPED = 200
LONGEST_KEY = 120


_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


def generate_alias(rng: Random) -> str:
    """Two words from our lists, such as "Quiet Heron"."""
    return f"{rng.choice(FIRST)} {rng.choice(SECOND)}"


def clean_alias(text: str) -> str:
    """Normalize an alias (NFC, single spaces), or refuse it with the reason.

    Forbidden words are checked in ``accounts/aliases.py``.
    """
    if len(text) > LONGEST_TYPED:
        raise Refusal(f"An alias has {SHORTEST} to {LONGEST} characters.")
    alias = " ".join(unicodedata.normalize("NFC", text).split(" ")).strip()
    if not all(_visible(c) for c in alias.replace(" ", "")) or "  " in alias:
        raise Refusal("An alias holds letters, digits, signs and single spaces, nothing invisible.")
    if _most_marks(alias) > MOST_MARKS:
        raise Refusal("That alias stacks too many marks on one letter.")
    if not SHORTEST <= sum(not unicodedata.combining(c) for c in alias) <= LONGEST:
        raise Refusal(f"An alias has {SHORTEST} to {LONGEST} characters.")
    if len(alias_key(alias)) > LONGEST_KEY:
        raise Refusal("That alias has signs that stand for whole sentences.")
    if not any(c.isalnum() for c in alias):
        raise Refusal("An alias needs at least one letter or digit.")
    return alias


def alias_key(alias: str) -> str:
    """The key that must be unique: the alias without case, width, accents, spaces and punctuation."""
    return "".join(c for c in folded(alias) if c.isalnum() or is_mark(c))


def _visible(character: str) -> bool:
    """Whether it is a letter, mark, number, punctuation or symbol, and not blank."""
    selector = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    return unicodedata.category(character)[0] in "LMNPS" and character not in _BLANK and not selector


def _most_marks(alias: str) -> int:
    """The length of the longest chain of combining marks."""
    most = chain = 0
    for character in alias:
        chain = chain + 1 if is_mark(character) else 0
        most = max(most, chain)
    return most
