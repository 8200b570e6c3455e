"""The spelling of cells: digits, dashes, spaces and footnotes made plain; cells without a value."""

import re

from ..tables.texts import unguarded

MISSING = frozenset(
    "-|--|---|.|..|...|…|?|n/a|n.a.|n.a|na|nan|nil|none|null|#n/a|\\n|tbd|tba|unknown|missing|not available|"
    "k.a.|k. a.|keine angabe|onbekend|s.d.|n.d.|n.c.|inconnu|desconocido".split("|")
)
"""What people write into a cell that has no value, in small letters and with plain dashes."""

LONGEST_NOTED = 200
"""A longer text is no number, and its footnotes stay: to find them takes the square of its length."""

_FOOTNOTES = re.compile(r"(?:\s*(?:\[[^\[\]]{0,30}\]|[¹²³⁴⁵⁶⁷⁸⁹⁰*†‡§]))+$")
_DASHES = re.compile(r"[‐‑‒–—−﹣－]")
_SPACES = re.compile(r"\s+")
_SIGNS = str.maketrans("’‘ʼ＇٬٫．，＋％٪", "'''''..,+%%")


def plain(cell: str) -> str:
    """A cell with plain digits, dashes, apostrophes and spaces, and without footnotes such as [a] or *."""
    text = unguarded(cell.strip())
    if not text.isascii():
        text = _DASHES.sub("-", _SPACES.sub(" ", text.translate(_SIGNS)))
        text = "".join(_digit(character) for character in text)
    if 0 < len(text) <= LONGEST_NOTED and text[-1] in "]*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰":
        shorter = _FOOTNOTES.sub("", text)
        # What remains of km² is a unit: such a sign is a footnote only behind a digit or a bracket.
        text = shorter if shorter and (text[-1] in "]*†‡§" or shorter[-1].isdecimal()) else text
    return text


def _digit(character: str) -> str:
    return str(int(character)) if character.isdecimal() and not character.isascii() else character


def is_missing(text: str) -> bool:
    """Whether a plain text says that there is no value."""
    return not text or text.casefold() in MISSING
