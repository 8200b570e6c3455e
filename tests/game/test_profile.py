"""Files as modes let them be seen: what is read of one and what is uncovered of it later are of one mind."""

from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.game.profile import Entry, Fact, PublicProfile, Shown, View, Withheld, as_seen, viewed

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
