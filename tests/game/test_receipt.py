"""The receipt adds up, uncovers what was withheld, and names the fact that swung it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.game.deal import Side
from higherthanthou.game.profile import Entry, Fact, Shown
from higherthanthou.game.receipt import cause, receipt, swing
from higherthanthou.game.score import Band, Dimension, Level, Model, Trait
from higherthanthou.game.texts.wording import parse_wording
from higherthanthou.game.verdict import Truth, judge

LEVELS = (
    Level(-10, 0.5, (parse_wording("Late"),), "Late"),
    Level(10, 0.5, (parse_wording("On time"),), "On time"),
)
MODEL = Model(
    "tiny", "Tiny", 350, 950, 650, 0.5, 0.3,
    (Dimension("history", "Credit history", 60), Dimension("identity", "Identity", 40)),
    (Band(350, "poor", ""),),
    (Trait("bills", "Bills", "history", 1.0, "", LEVELS),),
)  # fmt: skip

entries = st.builds(
    Entry,
    label=st.sampled_from(["Bills", "Court", "Friends"]),
    text=st.text(max_size=10),
    shown=st.sampled_from(Shown),
    dimension=st.sampled_from(["history", "identity"]),
    points=st.integers(-60, 60),
)
SHOWN = {"f": Shown.FILE, "b": Shown.WITHHELD, "r": Shown.RECORD}
plain = entries.map(lambda entry: entry._replace(dimension=None, points=None))


@given(st.lists(entries, max_size=14))
def test_base_and_bars_sum_to_the_total(record: list[Entry]) -> None:
    """Every point of the score stands on the receipt, behind one of its bars."""
    total = 650 + sum(entry.points or 0 for entry in record)
    made = receipt(record, total, MODEL)
    assert made.base + sum(bar.points for bar in made.bars) == made.total == total
    assert sorted(entry for bar in made.bars for entry in map(repr, bar.entries)) == sorted(map(repr, record))
    assert all(
        abs(a.points or 0) >= abs(b.points or 0)
        for bar in made.bars
        for a, b in zip(bar.entries, bar.entries[1:], strict=False)
    )


@given(st.lists(entries | plain, max_size=14), st.sampled_from(Truth))
def test_the_swing_pulls_to_where_the_file_stood_and_nothing_pulls_harder(
    record: list[Entry], truth: Truth
) -> None:
    """The strongest fact of the file, bars included, in the direction of the truth, or none."""
    sign = -1 if truth is Truth.LOWER else 1
    pulls = [sign * (entry.points or 0) for entry in record if entry.shown is not Shown.RECORD]
    found = swing(record, truth)
    if found is None:
        assert all(pull <= 0 for pull in pulls)
    else:
        assert sign * (found.points or 0) == max(pulls) > 0


def test_a_given_score_has_no_bars_but_uncovers_its_facts() -> None:
    """Imported decks explain nothing that nobody knows."""
    record = [Entry("Goals", "31", Shown.FILE), Entry("Caps", "112", Shown.WITHHELD)]
    made = receipt(record, 700, None)
    assert made.bars == ()
    assert made.uncovered == (Fact("Caps", "112"),)


def test_what_only_the_record_holds_is_listed_once() -> None:
    """Behind its bar, if it has points, else by itself; without a model all of it by itself."""
    paid, hobby = Entry("Bills", "paid", Shown.RECORD, "history", 20), Entry("Hobby", "kites", Shown.RECORD)
    made = receipt([paid, hobby], 670, MODEL)
    assert made.bars[0].entries == (paid,)
    assert made.recorded == (Fact("Hobby", "kites"),)
    assert receipt([paid, hobby], 670, None).recorded == (Fact("Bills", "paid"), Fact("Hobby", "kites"))


def test_what_the_file_showed_shortened_is_listed_in_full() -> None:
    """Unless a bar lists it anyway; a short fact, and one that was under a bar, is not listed again."""
    story = "word " * 40
    told, barred = Entry("Story", story, Shown.FILE), Entry("Plot", story, Shown.WITHHELD)
    short, counted = Entry("Hat", "red", Shown.FILE), Entry("Bills", story, Shown.FILE, "history", 20)
    assert receipt([told, barred, short], 670, None).in_full == (Fact("Story", story),)
    assert receipt([told, short, counted], 670, MODEL).in_full == (Fact("Story", story),)


@pytest.mark.parametrize(
    ("facts", "score", "said"),
    [
        ("f+30 b+20", 760, ""),
        ("f+20 b+30", 760, "It was under the bar."),
        ("f+30 b+30", 760, ""),
        ("f-20 b-30 r+150", 760, "Nobody could have read it."),
        ("f-20 r-9", 760, ""),
        ("f+30 b-60", 700, "A matter of 60 points."),
        ("f+30 b-60", 701, ""),
        ("f+30 b+60", 641, "It was under the bar."),
        ("f+30", 641, "A matter of 1 point."),
        ("", 641, "A matter of 1 point."),
    ],
)
def test_a_miss_has_a_cause_or_none(facts: str, score: int, said: str) -> None:
    """A bar that pulled hardest, what stands in the record alone, or a gap of 60 points at most; in that order."""
    record = [Entry("Any", "fact", SHOWN[fact[0]], None, int(fact[1:])) for fact in facts.split()]
    verdict = judge(7, Side.LOWER, score, 640)
    assert cause(record, verdict, on_our_scale=True) == said
    assert cause(record, verdict, on_our_scale=False) == ("" if said.startswith("A matter") else said)
    turned = [entry._replace(points=-(entry.points or 0)) for entry in record]
    assert cause(turned, judge(7, Side.HIGHER, 1280 - score, 640), on_our_scale=True) == said


def test_a_trait_reaches_as_far_as_its_furthest_level() -> None:
    """Up or down; a label that is no trait's reaches nowhere."""
    uneven = replace(LEVELS[1], points=7)
    assert replace(MODEL, traits=(replace(MODEL.traits[0], levels=(LEVELS[0], uneven)),)).reach("Bills") == 10
    assert MODEL.reach("Shoes") == 0
