"""The lists that aliases are checked against: seed/words (LDNOOBW), the blocklist, seed/aliases.toml."""

import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ..authoring.seeds.blocklist import load_blocklist
from ..caches.cached import cached
from ..caches.sizes import SHIPPED
from ..game.names.folding import folded, is_mark
from ..paths import SEED

LANGUAGES = ("de", "en", "es", "fr", "nl", "ru", "zh")


class Lists(NamedTuple):
    """Words, folded and without signs. Phrases, words that follow each other, are kept by the first one.

    ``han`` are those of Chinese, which is written without spaces: they are found wherever they stand.
    ``surnames`` pass after initials, although together they make a word of another list.
    """

    reserved: frozenset[str]
    titles: frozenset[str]
    roles: frozenset[str]
    anywhere: frozenset[str]
    slurs: frozenset[str]
    words: frozenset[str]
    phrases: Mapping[str, Sequence[tuple[str, ...]]]
    han: frozenset[str]
    surnames: frozenset[str]
    harmless: frozenset[tuple[str, ...]]


@cached(SHIPPED)
def load_lists() -> Lists:
    """Read every list. A harmless word is taken off all others."""
    ours = tomllib.loads((SEED / "aliases.toml").read_text(encoding="utf-8"))
    harmless = frozenset(map(_parts, ours["harmless"]))
    listed = [word for code in LANGUAGES for word in _listed(code)]
    refused = {*map(_parts, [*listed, *ours["words"], *load_blocklist()])} - harmless - {()}
    single = {word for word, *more in refused if not more}
    return Lists(
        reserved=_letters(ours["reserved"]),
        titles=_letters(ours["titles"]),
        roles=_letters(ours["roles"]),
        anywhere=_letters(ours["anywhere"]),
        slurs=_letters(ours["slurs"]),
        words=frozenset(single),
        phrases=_by_first(parts for parts in refused if len(parts) > 1),
        han=frozenset(word for word in single if is_han(word) and len(word) > 1),
        surnames=_letters(ours["surnames"]),
        harmless=harmless,
    )


def _listed(code: str) -> list[str]:
    """The listed words of one language."""
    found: list[str] = json.loads((SEED / "words" / f"{code}.json").read_text(encoding="utf-8"))
    return found


def _by_first(phrases: Iterable[tuple[str, ...]]) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        found.setdefault(phrase[0], []).append(phrase)
    return found


def _letters(words: Iterable[str]) -> frozenset[str]:
    return frozenset(letters_of(folded(word)) for word in words)


def _parts(words: str) -> tuple[str, ...]:
    """The words of a line, without punctuation."""
    return tuple(filter(None, map(letters_of, folded(words).split())))


def letters_of(plain: str) -> str:
    """The letters, digits and marks of a folded text."""
    if plain.isalnum():
        return plain
    return "".join(sign for sign in plain if sign.isalnum() or is_mark(sign))


def is_han(word: str) -> bool:
    """Whether a word contains a Chinese character."""
    return any("\u3400" <= sign <= "\u9fff" or "\U00020000" <= sign <= "\U000323af" for sign in word)
