"""Aliases: generating one, checking its characters, and the key that it is compared by."""

import unicodedata
from random import Random

from ..errors import Refusal
from .alias_words import FIRST, SECOND
from .folding import folded, is_mark
from .visible import is_visible

SHORTEST, LONGEST = 2, 24
MOST_MARKS = 2
LENGTH = f"An alias has {SHORTEST} to {LONGEST} characters."
LONGEST_TYPED = 200
LONGEST_KEY = 120


def generate_alias(rng: Random) -> str:
    """Two words from our lists, such as "Quiet Heron"."""
    return f"{rng.choice(FIRST)} {rng.choice(SECOND)}"


def clean_alias(text: str) -> str:
    """Normalize an alias (NFC, single spaces), or refuse it with the reason.

    Forbidden words are checked in ``accounts/aliases.py``.
    """
    if len(text) > LONGEST_TYPED:
        raise Refusal(LENGTH)
    alias = " ".join(unicodedata.normalize("NFC", text).split(" ")).strip()
    if not all(is_visible(c) for c in alias.replace(" ", "")) or "  " in alias:
        raise Refusal("An alias holds letters, digits, signs and single spaces, nothing invisible.")
    if _most_marks(alias) > MOST_MARKS:
        raise Refusal("That alias stacks too many marks on one letter.")
    if not SHORTEST <= sum(not unicodedata.combining(c) for c in alias) <= LONGEST:
        raise Refusal(LENGTH)
    if len(alias_key(alias)) > LONGEST_KEY:
        raise Refusal("That alias has signs that stand for whole sentences.")
    if not any(c.isalnum() for c in alias):
        raise Refusal("An alias needs at least one letter or digit.")
    return alias


def alias_key(alias: str) -> str:
    """The key that must be unique: the alias without case, width, accents, spaces and punctuation."""
    return "".join(c for c in folded(alias) if c.isalnum() or is_mark(c))


def _most_marks(alias: str) -> int:
    """The length of the longest chain of combining marks."""
    most = chain = 0
    for character in alias:
        chain = chain + 1 if is_mark(character) else 0
        most = max(most, chain)
    return most
