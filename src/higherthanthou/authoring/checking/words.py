"""Words that no deck may show, from seed/blocklist.txt."""

from collections.abc import Collection, Iterator, Sequence

from ...game.names.folding import words_of
from ..deckfile.profile_fields import texts_of
from ..seeds.blocklist import load_blocklist
from .finding import CheckedFile, Finding, Grade, find, some

REMEMBERED = 20_000
"""So many texts are remembered as harmless, because the facts of generated decks repeat."""


def judge_words(files: Sequence[CheckedFile], blocked: Collection[str] | None = None) -> Iterator[Finding]:
    """Files with words of the blocklist, or of another list of small letters without accents."""
    listed = frozenset(load_blocklist() if blocked is None else blocked)
    harmless: set[str] = set()
    hits = [(file, found) for file in files if (found := _first_blocked(file, listed, harmless))]
    if hits:
        words = sorted({word for _, word in hits})
        yield find(
            "blocked_word",
            Grade.ERROR,
            f"{some(len(hits))} with abusive words: {', '.join(words[:10])}. A deck may be rude about "
            "scores, never about people.",
            "Reword those files. The list of words is in seed/blocklist.txt, to which a host may add.",
            [file for file, _ in hits],
        )


def _first_blocked(file: CheckedFile, listed: frozenset[str], harmless: set[str]) -> str | None:
    for text in _texts(file):
        if text not in harmless:
            for word in words_of(text):
                if word in listed:
                    return word
            if len(harmless) < REMEMBERED:
                harmless.add(text)
    return None


def _texts(file: CheckedFile) -> Iterator[str]:
    """Every text of a file that anybody may come to read."""
    yield from (file.name, *texts_of(file.filed).values())
    for entry in file.record:
        yield entry.label
        yield entry.text
