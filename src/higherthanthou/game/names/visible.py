"""Which characters can be seen, so that nothing is called by a name that looks empty."""

import unicodedata

_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters, marks and signs that are drawn as nothing."""


def is_visible(character: str) -> bool:
    """Whether it is a letter, mark, number, punctuation or symbol, and not blank."""
    selector = (
        "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
        or "\u180b" <= character <= "\u180f"
    )
    return unicodedata.category(character)[0] in "LMNPS" and character not in _BLANK and not selector


def is_blank(text: str) -> bool:
    """Whether nothing of a text can be seen: it is empty, or spaces, direction marks and the like."""
    return not any(map(is_visible, text))
