"""What would have helped is said of misses only, and only what the numbers bear out."""

import pytest

from higherthanthou.game.deal import Side
from higherthanthou.game.profile import Entry, Shown
from higherthanthou.game.verdict import judge
from higherthanthou.store.decks.decks import Deck
from higherthanthou.web.reviews.hindsight import hindsight

FILE, BAR, RECORD = Shown.FILE, Shown.WITHHELD, Shown.RECORD


def entry(label: str, shown: Shown, points: int | None) -> Entry:
    """A fact of so many points."""
    return Entry(label, f"{label} text", shown, "history", points)


def said(deck: Deck, *record: Entry, score: int, anchor: int = 640) -> tuple[str, ...]:
    """Of a call that was wrong."""
    wrong = Side.LOWER if score > anchor else Side.HIGHER
    return hindsight(record, judge(1, wrong, score, anchor), deck)


def alone(points: int, anchor: int, way: str) -> str:
    """The sentence on the facts of the file."""
    return f"The facts on the file alone come to {points}, and you were compared at {anchor}: they pointed {way}."


def test_a_right_call_needs_no_help(deck: Deck) -> None:
    """Nor does a tie."""
    record = [entry("Bills", FILE, 100)]
    for score in (750, 640):
        assert hindsight(record, judge(1, Side.HIGHER, score, 640), deck) == ()


def test_a_fact_on_the_file_could_be_read(deck: Deck) -> None:
    """It is named with its points, and the file pointed the right way."""
    found = said(deck, entry("Bills", FILE, 100), entry("Court", BAR, -10), score=740)
    assert found == (
        "Bills: “Bills text” swung it, +100. It stood on the file.",
        alone(750, 640, "the right way, higher"),
    )


def test_a_fact_under_a_bar_could_not(deck: Deck) -> None:
    """The file pointed the other way without it."""
    found = said(deck, entry("Bills", FILE, -30), entry("Court", BAR, 120), score=740)
    assert found == (
        "Court: “Court text” swung it, +120. It was under a bar.",
        alone(620, 640, "the other way, lower"),
    )


def test_a_record_that_nobody_saw_is_called_that(deck: Deck) -> None:
    """No fact that the file hinted at pulled that way."""
    found = said(
        deck,
        entry("Bills", FILE, -10),
        entry("Court", RECORD, -100),
        entry("Deposit", RECORD, 200),
        score=740,
    )
    assert found == ("Nobody could have read it.", alone(640, 640, "neither way"))


def test_a_close_call_is_called_close(deck: Deck) -> None:
    """Beside the fact that could be read."""
    found = said(deck, entry("Bills", FILE, 10), entry("Court", FILE, -5), score=655)
    assert found[1] == "A matter of 15 points."


@pytest.mark.parametrize("points", [None, 20])
def test_a_deck_without_a_model_says_what_it_knows(deck: Deck, points: int | None) -> None:
    """Without points, that it does not say; with those that stars make, the fact alone."""
    bare = deck._replace(model=None)
    [found] = said(bare, entry("Bills", FILE, points), score=840)
    if points is None:
        assert found == "This deck does not say which fact counts for how much."
    else:
        assert found == "Bills: “Bills text” swung it. It stood on the file."
