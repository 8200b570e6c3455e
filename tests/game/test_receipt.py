"""The receipt adds up, uncovers what was withheld, and names the fact that swung it."""

from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.game.profile import Entry, Fact, Shown
from higherthanthou.game.receipt import receipt, swing
from higherthanthou.game.score import Band, Dimension, Level, Model, Trait
from higherthanthou.game.texts.wording import parse_wording
from higherthanthou.game.verdict import Truth

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
