"""What a poll comes to: told of eight or more, the shift by Student's t."""

from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.game.errors import Refusal
from higherthanthou.game.polls.shift import FEWEST, poll_result, shift_of, student
from higherthanthou.game.polls.statements import STATEMENTS, Answer, read_answer

VALUES = st.integers(0, 10)
ANSWERS = st.dictionaries(st.integers(0, 30).map(str), st.builds(Answer, VALUES, VALUES), max_size=30)


@given(ANSWERS, ANSWERS)
def test_nothing_is_told_of_fewer_than_eight(before: dict[str, Answer], after: dict[str, Answer]) -> None:
    """Each spread adds up to eight or more; with eight pairs all that is told is of them alone."""
    result = poll_result(before, after)
    both = before.keys() & after.keys()
    assert (result.before, result.after, result.both) == (len(before), len(after), len(both))
    for one in result.statements:
        if len(both) >= FEWEST:
            assert one.before
            assert one.after
            assert one.shift
            assert sum(one.before.counts) == sum(one.after.counts) == one.shift.people == len(both)
            assert one.shift.down + one.shift.same + one.shift.up == len(both)
            assert one.after.mean - one.before.mean == pytest.approx(one.shift.mean)
            continue
        assert one.shift is None
        for spread, given_ones in ((one.before, before), (one.after, after)):
            assert (spread is None) == (len(given_ones) < FEWEST)
            assert spread is None or sum(spread.counts) == len(given_ones)
    assert result.is_told == (max(len(before), len(after)) >= FEWEST)


def test_who_answered_once_cannot_be_reckoned() -> None:
    """Nine answered before and eight of them again: the ninth is in no spread."""
    same = {str(n): Answer(5, 5) for n in range(8)}
    result = poll_result(same | {"ninth": Answer(0, 10)}, same)
    first, second = result.statements
    assert first.before
    assert second.before
    assert (first.before.counts[0], second.before.counts[10]) == (0, 0)
    assert (first.statement, second.statement) == STATEMENTS


@pytest.mark.parametrize(("freedom", "told"), [(7, 2.365), (8, 2.306), (10, 2.228), (20, 2.086), (60, 2.000)])
def test_student_as_in_a_table(freedom: int, told: float) -> None:
    """The 97.5 % quantile, to one hundredth."""
    assert student(freedom) == pytest.approx(told, abs=0.01)


def test_a_shift_has_its_interval() -> None:
    """Reckoned by hand for eight people: mean -1.5, standard deviation 1.309, t 2.365."""
    shift = shift_of([(6, 4), (5, 5), (7, 4), (3, 2), (8, 7), (6, 6), (9, 6), (4, 2)])
    assert (shift.down, shift.same, shift.up) == (6, 2, 0)
    assert shift.mean == pytest.approx(-1.5)
    assert (shift.low, shift.high) == (pytest.approx(-2.48, abs=0.03), pytest.approx(-0.52, abs=0.03))
    assert shift.is_told_from_chance
    still = shift_of([(n, n + 1) for n in range(4)] + [(n, n - 1) for n in range(4, 8)])
    assert not still.is_told_from_chance
    assert still.mean == fmean([1] * 4 + [-1] * 4)


@pytest.mark.parametrize("wrong", ["", "11", "-1", "5.0", "٣", "five", "005", "²"])
def test_an_answer_is_a_whole_number_from_0_to_10(wrong: str) -> None:
    """Anything else is refused in one sentence, whichever statement it is for."""
    for form in ({"first": wrong, "second": "5"}, {"first": "5", "second": wrong}, {"first": "5"}):
        with pytest.raises(Refusal, match="from 0 to 10"):
            read_answer(form)
    assert read_answer({"first": "0", "second": "10"}) == Answer(0, 10)
