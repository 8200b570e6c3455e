"""The judged files of a run, made longer by one at each guess, are those made anew."""

from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.caches.sizes import RUNS
from higherthanthou.store.runs.judged_files import MARKS, Mark, Marks
from higherthanthou.web.play import judged_files as module
from higherthanthou.web.play.judged_files import LISTED, NAMED, NOTHING, Judged, judged

mark = st.builds(
    Mark, st.text(max_size=9), st.integers(1, 99), st.just("higher"), st.integers(350, 950), st.just(600),
    st.booleans(), st.just(0), st.just(0), st.integers(),
)  # fmt: skip


def made_anew(marks: Marks) -> Judged:
    """What is shown of a run that nothing is kept of."""
    module._kept.pop("anew")
    return judged("anew", 7, marks, 350, 950)


@given(st.lists(mark, max_size=MARKS + 9), st.data())
def test_longer_by_one_is_made_anew(guesses: list[Mark], data: st.DataObject) -> None:
    """Whether it is looked at after each guess, twice, or only now and then, and beyond what a desk shows."""
    marks: Marks = ()
    for guess in guesses:
        marks = (guess, *marks)[:MARKS]
        for _ in range(data.draw(st.integers(0, 2))):
            expected = made_anew(marks)
            assert judged("run", 7, marks, 350, 950) == expected


def test_what_is_shown() -> None:
    """Every mark has a dot, the first one first; the latest are named and listed, the last one first."""
    marks = tuple([Mark(f"N{n}", n, "higher", 600 + n, 600, True, 0, 0, n) for n in range(10, 0, -1)])
    shown = made_anew(marks)
    assert [len(shown.dots), len(shown.named), len(shown.lines)] == [10, NAMED, LISTED]
    assert shown.named[0] == ", N10 at 610"
    assert b"N10" in shown.lines[0]
    assert b"N9" in shown.lines[1]
    assert shown.dots[0] != shown.dots[-1]


def test_another_log_is_not_taken_for_the_kept_one() -> None:
    """A run that another process has moved is made anew, though it has as many marks."""
    module._kept.clear()
    first = Mark("A", 1, "higher", 700, 600, True, 0, 0, 1)
    judged("run", 7, (first,), 350, 950)
    other = Mark("B", 2, "higher", 500, 600, False, 0, 0, 2), Mark("A", 1, "higher", 700, 600, True, 0, 0, 1)
    assert judged("run", 7, other, 350, 950) == made_anew(other)


def test_only_so_many_runs_are_kept() -> None:
    """Those shown longest ago go first."""
    module._kept.clear()
    for number in range(RUNS + 5):
        judged(str(number), 7, (), 350, 950)
    assert len(module._kept) == RUNS
    assert module._kept.get("4") is None
    assert module._kept.get("5") is not None
    assert judged("5", 7, (), 350, 950) is NOTHING
