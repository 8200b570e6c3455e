"""Accepts or refuses an alias, by the rules for its characters and by word lists in several languages.

A word is checked in every spelling that its characters can stand for: as typed, with look-alike letters
replaced, and without repeated letters.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import combinations, groupby, pairwise
from operator import contains

from ..game.errors import Refusal
from ..game.names.alias import ALIAS, Called, clean_alias
from ..game.names.folding import folded, words_of
from .alias_lists import Lists, is_han, letters_of, load_lists

LONG = 7
"""A role of at least this many letters is also found as part of a word."""

SIGNS = tuple(
    str.maketrans(*pair) for pair in (("", ""), ("0134578@$!|+", "oieastbasilt"), ("1!", "ll"), ("v", "u"))
)
LATIN = str.maketrans("авекмнорстухцѕіјһԁԛԝғαβεικνορτυχ", "abekmhopctyxusijhdqwfabeiknoptux")
CYRILLIC = str.maketrans("aebkmhopctyx", "аевкмнорстух")
"""Look-alike letters, replaced in words that mix Latin with another script."""

CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SMALL = str.maketrans("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢƒ࿕࿖࿗࿘", "ABCDEFGHIJKLMNOPQRSTUVWYZF卐卍卐卍")
FRAMED = {first + n: letter for first in (0x1F150, 0x1F170) for n, letter in enumerate(CAPITALS)}
DRAWN = SMALL | FRAMED
"""Characters that look like letters but that Unicode does not decompose: small capitals, white on black."""


def accept_alias(text: str, called: Called = ALIAS) -> str:
    """Normalize an alias, or refuse it with the reason, in which it is ``called`` so.

    The first call reads the lists.
    """
    alias, lists = clean_alias(text, called), load_lists()
    chunks = _without_surname(alias.split(), lists.surnames)
    if _is_reserved(chunks, lists):
        raise Refusal(f"{called.this} is reserved.")
    if _is_abusive(chunks, lists):
        raise Refusal(f"{called.this} would hurt somebody; please choose another.")
    return alias


def _is_reserved(chunks: list[str], lists: Lists) -> bool:
    """Whether the alias is a reserved word, or names a role such as an administrator."""
    named = [c for c in chunks if not c.isdigit() and not lists.titles.intersection(_spellings(c))]
    wholes = {word for whole in ("".join(named), "".join(chunks)) for word in _spellings(whole)}
    if wholes & (lists.reserved | lists.roles):
        return True
    words = {word for chunk in chunks for word in _spellings(chunk)}
    parts = [role for role in lists.roles if len(role) >= LONG or is_han(role)]
    return bool(words & lists.roles) or any(role in word for role in parts for word in words)


def _is_abusive(chunks: list[str], lists: Lists) -> bool:
    chunks = _joined(_without(chunks, lists.harmless))
    spelt = [set(_spellings(chunk)) for chunk in chunks]
    whole = set(_spellings("".join(chunks)))
    return (
        any(_is_abusive_word(word, lists) for words in spelt for word in words)
        or _has_phrase(spelt, lists.phrases)
        or (is_han("".join(chunks)) and any(word in spelling for word in lists.han for spelling in whole))
        or bool(whole & lists.anywhere)
    )


def _is_abusive_word(word: str, lists: Lists) -> bool:
    once = _squeezed(word, 1, 1)
    return (
        word in lists.words
        or any(stem in word or stem in once for stem in lists.anywhere)
        or any(_is_nearly(word, slur) or _is_stretched(word, slur) for slur in lists.slurs)
    )


def _spellings(chunk: str) -> Iterator[str]:
    """The words that a chunk of characters can be read as."""
    plain = folded(chunk.translate(DRAWN))
    bare = plain.rstrip("0123456789") or plain
    for spelt in {bare.translate(signs) for signs in SIGNS}:
        mixed = not spelt.isascii() and any("a" <= letter <= "z" for letter in spelt)
        for one in (spelt.translate(LATIN), spelt.translate(CYRILLIC)) if mixed else (spelt,):
            word = letters_of(one)
            yield from (word, _squeezed(word, 2, 1), _squeezed(word, 2, 2))
    yield letters_of(plain)


def _squeezed(word: str, most: int, left: int) -> str:
    """Shorten each run of more than ``most`` equal letters to ``left``."""
    if all(one != two for one, two in pairwise(word)):
        return word
    runs = ((letter, len(list(run))) for letter, run in groupby(word))
    return "".join(letter * (left if times > most else times) for letter, times in runs)


def _is_nearly(word: str, slur: str) -> bool:
    """Whether a word with the slur's first letter has one other letter, or two neighbours swapped."""
    if len(word) != len(slur) or word[0] != slur[0]:
        return False
    other = [place for place, (one, two) in enumerate(zip(word, slur, strict=True)) if one != two]
    swapped = len(other) == 2 and other[1] == other[0] + 1 and sorted(word) == sorted(slur)
    return len(other) <= 1 or swapped


def _is_stretched(word: str, slur: str) -> bool:
    """Whether a word is a slur with one of its letters doubled."""
    doubled = [place for place, (one, two) in enumerate(pairwise(word)) if one == two]
    return any(word[:place] + word[place + 1 :] == slur for place in doubled)


def _has_phrase(spelt: Sequence[set[str]], phrases: Mapping[str, Sequence[tuple[str, ...]]]) -> bool:
    """Whether the words of a phrase follow each other; ``phrases`` are keyed by their first word."""
    for start, words in enumerate(spelt):
        for phrase in [one for word in words for one in phrases.get(word, ())]:
            rest = spelt[start : start + len(phrase)]
            if len(rest) == len(phrase) and all(map(contains, rest, phrase)):
                return True
    return False


def _without(chunks: list[str], harmless: Container[tuple[str, ...]]) -> list[str]:
    """The parts of an alias without the harmless ones. Hyphenated parts are split."""
    pieces = [piece for chunk in chunks for piece in (words_of(chunk) if "-" in chunk else [chunk])]
    keys = [letters_of(folded(piece)) for piece in pieces]
    taken: set[int] = set()
    for start, end in combinations(range(len(keys) + 1), 2):
        if tuple(keys[start:end]) in harmless:
            taken.update(range(start, end))
    return [piece for place, piece in enumerate(pieces) if place not in taken]


def _without_surname(chunks: list[str], surnames: Container[str]) -> list[str]:
    """The parts of an alias but a surname after an initial: K. Anker is a name, k. anker none."""
    return [
        chunk
        for before, chunk in zip(["", *chunks], chunks, strict=False)
        if not (_is_initial(before) and chunk.istitle() and letters_of(folded(chunk)) in surnames)
    ]


def _is_initial(chunk: str) -> bool:
    return chunk.removesuffix(".").isupper() and len(chunk.removesuffix(".")) == 1


def _joined(chunks: list[str]) -> list[str]:
    """Join single letters that follow each other into a word, and add words that may have been cut apart."""
    cut = ["".join(pair) for pair in pairwise(chunks) if _is_cut(*pair)]
    alone = [len(letters_of(chunk)) == 1 for chunk in chunks]
    together = "".join(chunk for chunk, single in zip(chunks, alone, strict=True) if single)
    rest = [chunk for chunk, single in zip(chunks, alone, strict=True) if not single]
    return [*([*rest, together] if any(map(all, pairwise(alone))) else chunks), *cut]


def _is_cut(one: str, two: str) -> bool:
    """Whether two parts may be one word cut apart: two numbers, or a letter and the rest, but no initial."""
    if one.isdigit() and two.isdigit():
        return True
    if len(letters_of(one)) == 1:
        return not two.istitle()
    return len(letters_of(two)) == 1 and (two.islower() or one.isupper())
