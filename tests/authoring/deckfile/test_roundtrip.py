"""Any deck of any kind of number: exported, imported and exported again it is the same file, byte by byte."""

from dataclasses import replace
from datetime import date
from random import Random
from unicodedata import normalize

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.authoring.deck_files import as_csv, as_json, read, without_points

from higherthanthou.authoring.deckfile import (
    LONGEST_CELL,
    DeckAbout,
    FiledProfile,
    ParsedDeck,
    are_exact,
    columns_of,
    read_sheet,
)
from higherthanthou.authoring.deckfile.parsed_deck import OUTERMOST
from higherthanthou.authoring.seeds.models import load_model
from higherthanthou.game.comparison import COMPARISONS
from higherthanthou.game.measure import MOST_DECIMALS, Kind
from higherthanthou.game.names.visible import is_blank
from higherthanthou.game.profile import Entry, Shown

LONGEST = "é" * LONGEST_CELL
SESAME = load_model("sesame")
TRICKY = [
    *"\"',;=+-@\t\r\n \\<&{",
    "''",
    "\r\n",
    "👩‍👩‍👧",
    "\u2028",
    "\u202e",
    "ÅA\u030a",
    "ß",
    "\xa0",
    "word",
]
RANGES = {
    Kind.DATE: (1, date.max.toordinal()),
    Kind.TIME: (0, (date.max.toordinal() - 1) * 86_400),
    Kind.YEAR: (-9999, 9999),
}
"""The first and the last score of a kind that has one."""
LETTERS = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff")
RAW = st.lists(st.sampled_from(TRICKY), max_size=10).map("".join) | st.text(LETTERS, max_size=20)


def tidy(text: str) -> str:
    """The text as a deck can have it: composed, and trimmed, but for a tab or carriage return that a guard can hold.

    One of which nothing can be seen is none.
    """
    text = "" if is_blank(text) else normalize("NFC", text).rstrip()
    return text if text.startswith(("\t", "\r")) else text.lstrip()


FILLED = RAW.map(tidy).filter(bool)
LABELS = RAW.map(lambda text: normalize("NFC", " ".join(text.split()))).filter(
    lambda text: not is_blank(text)
)


@st.composite
def decks(draw: st.DrawFn) -> ParsedDeck:
    """A deck of ten to fourteen profiles with a few texts in any place, with a score model or without."""
    head = draw(st.just(DeckAbout(low=-1000, high=1000, model=SESAME.key)) | heads())
    labels = draw(st.lists(LABELS, min_size=1, max_size=5, unique_by=str.casefold))
    texts = [*draw(st.lists(FILLED, min_size=1, max_size=8)), "=1", LONGEST]
    profiles = draw(st.lists(filed(head, labels, texts), min_size=10, max_size=14))
    return ParsedDeck(head, columns_of(profiles), profiles)


@st.composite
def heads(draw: st.DrawFn) -> DeckAbout:
    """The head of a deck of any kind of number, in any words."""
    kind = draw(st.sampled_from(Kind))
    floor, ceiling = RANGES.get(kind, (-OUTERMOST, OUTERMOST))
    low = draw(st.integers(floor, ceiling - 10))
    return DeckAbout(
        low=low,
        high=draw(st.integers(low + 10, ceiling)),
        unit=draw(st.sampled_from(["", "$", "EUR", "km/h", "%", "12"])),
        kind=kind,
        decimals=draw(st.integers(0, MOST_DECIMALS)) if kind in (Kind.NUMBER, Kind.DURATION) else 0,
        unit_first=draw(st.booleans()),
        comparison=draw(st.sampled_from(list(COMPARISONS))),
        less_is_better=draw(st.booleans()),
    )


@st.composite
def filed(draw: st.DrawFn, head: DeckAbout, labels: list[str], texts: list[str]) -> FiledProfile:
    """A profile with some of these facts."""
    places, rng = list(Shown), Random(draw(st.integers(0, 2**32)))
    record = [
        Entry(label, rng.choice(texts), rng.choice(places), *points(head, rng))
        for label in labels
        if rng.random() < 0.7
    ]
    record.sort(key=lambda entry: places.index(entry.shown))
    total = SESAME.base + sum(entry.points or 0 for entry in record)
    score = total if head.model else rng.randint(head.low, head.high)
    occupation, place, picture_alt = rng.choices(["", *texts], k=3)
    age = rng.choice([None, rng.randint(0, 150)])
    return FiledProfile(rng.choice(texts), score, age, occupation, place, picture_alt, tuple(record))


def points(head: DeckAbout, rng: Random) -> tuple[str, int] | tuple[None, None]:
    """The dimension of a fact and its points, where the deck has a model."""
    return (rng.choice(SESAME.dimensions).key, rng.randint(-50, 50)) if head.model else (None, None)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(decks())
def test_json_comes_back_byte_by_byte(deck: ParsedDeck) -> None:
    """What is read is what was written, and written again it is the same file."""
    data = as_json(deck)
    read_back = read("deck.json", data)
    assert read_back.head == deck.head
    assert list(read_back.profiles) == list(deck.profiles)
    assert set(read_back.columns) == set(deck.columns)
    assert as_json(read_back) == data


@settings(max_examples=300, deadline=None, derandomize=True)
@given(decks())
def test_csv_comes_back_byte_by_byte(deck: ParsedDeck) -> None:
    """The same of a CSV, which knows no points, and has the facts of all profiles in one order."""
    data = as_csv(deck)
    assert are_exact(read_sheet(data).header)
    read_back = read("deck.csv", data, replace(deck.head, model=None))
    bare = without_points(deck)
    assert [p._replace(record=()) for p in read_back.profiles] == [
        p._replace(record=()) for p in bare.profiles
    ]
    assert [set(p.record) for p in read_back.profiles] == [set(p.record) for p in bare.profiles]
    assert read_back.columns == deck.columns
    assert as_csv(read_back) == data
    assert read("deck.csv", as_csv(read_back), read_back.head) == read_back
