"""Scores that are none, but keys, ranks or years, and files that hold their score in a text."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from random import Random

from ...game.deck_about import DeckAbout
from ...game.measure import Kind
from ...game.names.folding import words_of
from ...game.profile import Shown
from ..deckfile.profile_fields import LINES
from .finding import CheckedFile, Finding, Grade, find, some
from .numbers import bare, holds, spellings

KEYS = frozenset(
    "id ids key code isbn ean gtin sku zip zipcode plz postcode phone serial uuid pageid".split()
)
RANKS = frozenset("rank ranking rang pos position no nr nummer row index counter #".split())
YEARS = frozenset("year jaar jahr annee ano born died founded opened built released premiere since".split())
ANY = frozenset("score points value number".split())
"""Names of a score that say nothing of what it is."""

OLDEST, LATEST = 1700, 2035
DENSE = 0.9
"""Different numbers that fill this share of their range count something up."""

LONG_KEY, MANY = 7, 30
"""Numbers of one length, this long and all different, are keys where there are this many."""

OF_TIME = ("older", "younger", "later")
"""Comparisons in whose words a year is what the deck is about."""

SAMPLE = 5_000
CERTAIN = 4
"""A number of so many characters does not stand in a text by chance."""

FEW, BY_CHANCE = 3, 3
"""So many files, and so many times as many as chance would have, show that a column holds the score."""


def judge_meaning(files: Sequence[CheckedFile], about: DeckAbout) -> Iterator[Finding]:
    """Whether the score looks like a number that only names, counts or dates the files."""
    scores = [file.score for file in files]
    plain = about.kind is Kind.NUMBER and not about.decimals and not about.unit
    words = set(words_of(about.label)) | ({"#"} if "#" in about.label else set())
    if not scores or not (plain or about.kind is Kind.YEAR):
        return
    if about.kind is Kind.YEAR or _are_years(scores, words):
        yield _year(about)
    elif (words and words <= RANKS) or _count_up(scores):
        yield _no_score("score_is_rank", about.label, "a rank or a number in a list: it counts the files")
    elif words & KEYS or _are_keys(scores):
        yield _no_score("score_is_key", about.label, "a key: it names the files")


def _are_years(scores: Sequence[int], words: set[str]) -> bool:
    return bool(words & YEARS or words <= ANY) and all(OLDEST <= score <= LATEST for score in scores)


def _count_up(scores: Sequence[int]) -> bool:
    different = len(set(scores))
    return different == len(scores) and different >= DENSE * (max(scores) - min(scores) + 1)


def _are_keys(scores: Sequence[int]) -> bool:
    lengths = {len(str(score)) for score in scores}
    different = len(set(scores)) == len(scores) >= MANY
    return different and len(lengths) == 1 and min(lengths) >= LONG_KEY


def _year(about: DeckAbout) -> Finding:
    asked = about.comparison in OF_TIME
    return find(
        "score_is_year",
        Grade.NOTE if asked else Grade.WARNING,
        f"The score, {about.label}, looks like a year. Players are asked for {about.words.asks.lower()}.",
        "If the deck is about what was earlier or later, that is fine; a deck may ask so in its own words. "
        "If not, import it again with another column as the score.",
    )


def _no_score(code: str, label: str, what: str) -> Finding:
    return find(
        code,
        Grade.WARNING,
        f"The score, {label}, looks like {what} and measures nothing about them.",
        "Import the table again with another column as the score, unless this is what players shall guess.",
    )


def judge_held(files: Sequence[CheckedFile], about: DeckAbout) -> Iterator[Finding]:
    """Names, lines and shown facts with the score in their text; looks at ``SAMPLE`` files."""
    sample = Random("check").sample(files, min(SAMPLE, len(files)))
    known = [spellings(file.score, about.measure) for file in sample]
    columns: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for n, file in enumerate(sample):
        for title, text in _texts(file):
            columns[title][n] = text
    for title, texts in columns.items():
        held = [sample[n] for n, text in texts.items() if holds(text, known[n])]
        chance = sum(known[n - 1] != known[n] and holds(text, known[n - 1]) for n, text in texts.items())
        if len(held) >= FEW and len(held) > BY_CHANCE * chance:
            yield _held(title, held, len(texts), Grade.WARNING)
        elif certain := [file for file in held if len(about.measure.plain(file.score)) >= CERTAIN]:
            yield _held(title, certain, len(texts), Grade.NOTE)


def _texts(file: CheckedFile) -> Iterator[tuple[str, str]]:
    """What a player reads before the call: what it is, and the text."""
    yield "The name", bare(file.name)
    for line in LINES:
        yield f"The {line}", bare(getattr(file.filed, line))
    for entry in file.record:
        if entry.shown is Shown.FILE:
            yield f"The fact “{entry.label}”", bare(entry.text)


def _held(title: str, held: Sequence[CheckedFile], told: int, grade: Grade) -> Finding:
    return find(
        "holds_score",
        grade,
        f"{title} holds the score on {some(len(held))} of {told:,} looked at. Players read the answer there.",
        "Take the number out of that text, or withhold the fact.",
        held,
    )
