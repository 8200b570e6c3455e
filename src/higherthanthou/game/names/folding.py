"""Folding: names and words are compared without case, width and accents."""

import unicodedata

ACCENTED = ("LATIN ", "GREEK ", "CYRILLIC ")
"""Unicode names of letters on which a mark is an accent; on all others it changes the word."""

_APART = {number: " " for number in range(128) if not chr(number).isalnum()}


def folded(text: str) -> str:
    """Strip case, width, and the marks on Latin, Greek and Cyrillic letters or on no letter.

    Vowel signs, viramas, tones, points and the voicing marks of kana stay: मीना is not मोना, かき not かぎ.
    They are composed with their letters (NFC), so that a text is not found inside one with more marks.
    """
    if text.isascii():
        return text.casefold()
    kept, counts = [], False
    for character in unicodedata.normalize("NFKD", text).casefold():
        if not is_mark(character):
            counts = character.isalpha() and not is_accented(character)
        elif not counts:
            continue
        kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept))


def words_of(text: str) -> list[str]:
    """The folded words of a text: letters, digits, and the marks that count."""
    plain = folded(text)
    if plain.isascii():
        return plain.translate(_APART).split()
    return "".join(c if c.isalnum() or is_mark(c) else " " for c in plain).split()


def is_mark(character: str) -> bool:
    """Whether a character is a mark on the one before it."""
    return unicodedata.category(character)[0] == "M"


def is_accented(letter: str) -> bool:
    """Whether a letter is of a script in which marks are ignored when comparing."""
    return unicodedata.name(letter, "").startswith(ACCENTED)
