"""Files as modes let them be seen: what is read of one and what is uncovered of it later are of one mind."""

from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.game.profile import (
    LONGEST_SHOWN,
    Entry,
    Fact,
    PublicProfile,
    Shown,
    View,
    Withheld,
    as_seen,
    points_by,
    shortened,
    viewed,
)

records = st.lists(st.sampled_from(Shown), min_size=1, max_size=9).map(
    lambda kinds: tuple([Entry(f"L{n}", f"text {n}", shown) for n, shown in enumerate(kinds)])
)


def labels(record: tuple[Entry, ...], shown: Shown) -> list[str]:
    """Of the facts that stand there, in the order of the record."""
    return [entry.label for entry in record if entry.shown is shown]


@given(records, st.integers(0, 2), st.integers(0, 2))
def test_a_record_is_as_the_file_was_seen(record: tuple[Entry, ...], fewer: int, uncovered: int) -> None:
    """Facts and bars are those of the view, for one that covers and for one that uncovers; nothing else moves."""
    whole = PublicProfile("Ada", 40, "", "", "1", "", "", *parts(record))
    for view in (View(fewer=fewer), View(uncovered=uncovered)):
        seen, shown = as_seen(record, view), viewed(whole, view, record)
        assert sorted(labels(seen, Shown.FILE)) == sorted(fact.label for fact in shown.facts)
        assert sorted(labels(seen, Shown.WITHHELD)) == sorted(bar.label for bar in shown.withheld)
        assert labels(seen, Shown.RECORD) == labels(record, Shown.RECORD)
        assert [entry[:2] for entry in seen] == [entry[:2] for entry in record]


def parts(record: tuple[Entry, ...]) -> tuple[tuple, tuple]:
    """The facts and the bars of a whole file."""
    facts = tuple([Fact(one.label, one.text) for one in record if one.shown is Shown.FILE])
    return facts, tuple([Withheld(label, 1) for label in labels(record, Shown.WITHHELD)])


@given(st.text(st.sampled_from("ab ,.\n"), max_size=200))
def test_a_fact_that_is_shortened_is_the_beginning_of_it(text: str) -> None:
    """It fits, and ends with three dots, after a word unless a single one is longer than half of it."""
    short = shortened(text)
    if len(text) <= LONGEST_SHOWN:
        assert short == text
        return
    assert short.endswith("…")
    assert len(short) <= LONGEST_SHOWN
    kept = short.removesuffix("…")
    assert text.startswith(kept)
    if len(kept) < LONGEST_SHOWN // 2:
        assert not text[len(kept)].isalpha()


def test_a_fact_is_shortened_after_a_word() -> None:
    """One without spaces is cut where it no longer fits."""
    assert shortened("A long sentence about this place. " * 9) == (
        "A long sentence about this place. A long sentence about this place. A long…"
    )
    assert shortened("x" * 81) == "x" * 79 + "…"
    assert shortened("x" * 80) == "x" * 80


def test_points_are_added_up_by_dimension() -> None:
    """Wherever a fact stands; what belongs to none, such as what a star rating makes of it, counts nowhere."""
    record = (
        Entry("A", "", Shown.FILE, "history", 20),
        Entry("B", "", Shown.RECORD, "history", -5),
        Entry("C", "", Shown.WITHHELD, "identity", None),
        Entry("D", "", Shown.FILE, None, 9),
    )
    assert points_by(record) == {"history": 15, "identity": 0}
