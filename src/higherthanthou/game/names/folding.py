"""What names and words are compared by: no case, no width, no accents."""

import unicodedata

ACCENTED = ("LATIN ", "GREEK ", "CYRILLIC ")
"""How Unicode names the letters on which a mark is an accent; on others it changes the word."""

_APART = {number: " " for number in range(128) if not chr(number).isalnum()}


def folded(text: str) -> str:
    """A text without case, width, and the marks on Latin, Greek and Cyrillic letters or on no letter.

    Vowel signs, virama, tones, points and the voicing marks of kana stay: मीना is not मोना, かき not かぎ.
    Those that stay are composed with their letters (NFC), so that a text is no part of one with more marks.
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
    """The words of a text, folded: letters, digits, and the marks that count."""
    plain = folded(text)
    if plain.isascii():
        return plain.translate(_APART).split()
    return "".join(c if c.isalnum() or is_mark(c) else " " for c in plain).split()


def is_mark(character: str) -> bool:
    """Whether it stands on the character before it."""
    return unicodedata.category(character)[0] == "M"


def is_accented(letter: str) -> bool:
    """Whether it is of a script in which a letter with a mark is compared like the letter alone."""
    return unicodedata.name(letter, "").startswith(ACCENTED)
