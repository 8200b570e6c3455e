"""Hostile deck files: each is refused with the sentence that helps, or taken exactly as it is."""

import time
from dataclasses import replace

import pytest
from tests.authoring.deck_files import as_csv, as_json, read, without_points
from tests.authoring.hostile_decks import HOSTILE

from higherthanthou.authoring.deckfile import BadRows, DeckFileError, ParsedDeck

REFUSED = [(name, data, sentence) for name, data, sentence in HOSTILE if sentence]
TAKEN = [(name, data) for name, data, sentence in HOSTILE if sentence is None]


def refusal(name: str, data: bytes) -> tuple[list[str], str]:
    """What is said of a file, and the CSV of its bad rows where some rows are bad."""
    with pytest.raises((DeckFileError, BadRows)) as caught:
        read(name, data)
    if isinstance(caught.value, BadRows):
        return [f"{c.line} {c.column} {c.reason}" for c in caught.value.cells], caught.value.as_csv()
    return [str(caught.value)], ""


@pytest.mark.parametrize(("name", "data", "sentence"), REFUSED, ids=[name for name, _, _ in REFUSED])
def test_a_hostile_file_is_refused_with_its_sentence(name: str, data: bytes, sentence: str) -> None:
    """The fault is named within a second of the processor, in words that can be sent and are not endless."""
    begun = time.process_time()
    said, table = refusal(name, data)
    assert time.process_time() - begun < 1
    assert any(sentence in each for each in said), said
    assert max(map(len, said)) < 400
    assert "\n".join(said).encode()
    assert table.encode().startswith(b"line,problem,") or not table


@pytest.mark.parametrize(("name", "data"), TAKEN, ids=[name for name, _ in TAKEN])
def test_an_odd_file_is_taken_exactly(name: str, data: bytes) -> None:
    """Whatever its encoding, delimiter, line ends and letters: written as CSV and JSON it is the same deck."""
    deck = read(name, data)
    assert len(deck.profiles) == 10
    assert read("deck.json", as_json(deck)) == deck
    plain = read("deck.csv", as_csv(deck), replace(deck.head, model=None))
    assert plain == without_points(deck)


def test_odd_letters_come_through() -> None:
    """Formulas, markup, right-to-left marks and joined emoji are kept letter by letter."""
    names = {p.name for name, data in TAKEN for p in read(name, data).profiles}
    assert {"=1+1", "+1", "-1", "@SUM(A1)", "=x", "A\nnn", 'B, "b"', "é" * 200, "A😀", "\u202eevil"} <= names
    assert {"<script>alert(1)</script>", "&lt;b&gt;", "{{ 7 * 7 }}", "'; DROP TABLE decks; --"} <= names


def test_files_in_other_clothes_are_the_same_deck() -> None:
    """Marks, UTF-16, semicolons, tabs, empty lines and other line ends change nothing."""
    decks: dict[str, ParsedDeck] = {name: read(name, data) for name, data in TAKEN}
    same = ("mark", "utf16-le", "utf16-be", "utf16-le-no-mark", "utf16-be-no-mark", "cr", "crlf", "empty-lines", "semicolons", "tabs")  # fmt: skip
    assert [name for name in same if decks[f"{name}.csv"] != decks["plain.csv"]] == []
    assert decks["plain.json"] == decks["mark.json"] == decks["utf16.json"] == decks["utf16-no-mark.json"]
