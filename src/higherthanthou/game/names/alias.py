"""Aliases: generating one, checking its characters, and the key that it is compared by."""

import unicodedata
from random import Random
from typing import NamedTuple

from ..errors import Refusal
from .alias_words import FIRST, SECOND
from .folding import folded, is_mark
from .visible import is_visible

SHORTEST, LONGEST = 2, 24
MOST_MARKS = 2
LONGEST_TYPED = 200
LONGEST_KEY = 120


class Called(NamedTuple):
    """What a refusal calls the text: one of its kind, and the one that was typed."""

    one: str
    this: str


ALIAS, NAME = Called("An alias", "That alias"), Called("A name", "That name")


def generate_alias(rng: Random) -> str:
    """Two words from our lists, such as "Quiet Heron"."""
    return f"{rng.choice(FIRST)} {rng.choice(SECOND)}"


def clean_alias(text: str, called: Called = ALIAS) -> str:
    """Normalize an alias (NFC, single spaces), or refuse it with the reason, in which it is ``called`` so.

    Forbidden words are checked in ``accounts/aliases.py``.
    """
    length = f"{called.one} has {SHORTEST} to {LONGEST} characters."
    if len(text) > LONGEST_TYPED:
        raise Refusal(length)
    alias = " ".join(unicodedata.normalize("NFC", text).split(" ")).strip()
    if not all(is_visible(c) for c in alias.replace(" ", "")) or "  " in alias:
        raise Refusal(f"{called.one} holds letters, digits, signs and single spaces, nothing invisible.")
    if _most_marks(alias) > MOST_MARKS:
        raise Refusal(f"{called.this} stacks too many marks on one letter.")
    if not SHORTEST <= sum(not unicodedata.combining(c) for c in alias) <= LONGEST:
        raise Refusal(length)
    if len(alias_key(alias)) > LONGEST_KEY:
        raise Refusal(f"{called.this} has signs that stand for whole sentences.")
    if not any(c.isalnum() for c in alias):
        raise Refusal(f"{called.one} needs at least one letter or digit.")
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
