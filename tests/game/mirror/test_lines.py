"""A line stands out where calls lean by more than chance, and its drawing says exactly the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.game.mirror.makers import BEST, KEYS, make_calls

from higherthanthou.game.mirror.called import Tally
from higherthanthou.game.mirror.leaning import Recalibrated
from higherthanthou.game.mirror.lines import BOTH, SIDE, TELLING, Line, lines_of

WEIGHTS = st.tuples(*[st.floats(-3, 6)] * 3)


def lines(count: int, **how: object) -> dict[str, Line]:
    """The lines of a player by their keys."""
    calls = make_calls(count, **how)  # type: ignore[arg-type]  # as make_calls has them
    return {line.key: line for line in lines_of(calls, KEYS, Recalibrated(calls))}


def test_who_ignores_a_dimension_is_found() -> None:
    """And told that its facts count too little, not the others."""
    found = lines(200, weights=(1.5, 0.0, 1.5))
    assert {key for key, line in found.items() if line.stands_out and not line.more} == {"fulfilment"}
    line = found["fulfilment"]
    assert line.called_for > line.high > line.said > line.low


def test_who_counts_one_too_much_is_found() -> None:
    """The diamond is then below the bar."""
    line = lines(300, weights=(1.0, 4.0, 1.0))["fulfilment"]
    assert line.stands_out
    assert line.more
    assert line.called_for < line.low


@pytest.mark.parametrize("sure", [0.4, 1.0, 30.0])
@pytest.mark.parametrize("bias", [-1.0, 0.0, 1.0])
def test_an_even_weigher_is_left_in_peace(sure: float, bias: float) -> None:
    """However sure, and however often higher is said."""
    even = tuple([sure * weight for weight in BEST])
    told = sum(
        any(line.stands_out for line in lines(120, weights=even, bias=bias, seed=n).values())
        for n in range(60)
    )
    assert told <= 9


@settings(max_examples=60, deadline=None)
@given(WEIGHTS, st.integers(30, 150), st.integers(0, 10_000))
def test_picture_and_sentence_never_disagree(weights: tuple[float, ...], count: int, seed: int) -> None:
    """The diamond is outside of the bar if, and only if, the line stands out, and on the side that is said."""
    for line in lines(count, weights=weights, seed=seed).values():
        assert 0 <= line.low <= line.said <= line.high <= 1
        inside = line.low - 1e-9 <= line.called_for <= line.high + 1e-9
        assert line.stands_out != inside
        assert not line.stands_out or line.more == (line.called_for < line.said)


@settings(max_examples=60, deadline=None)
@given(WEIGHTS, st.integers(30, 90), st.integers(0, 10_000))
def test_little_is_said_of_few_calls(weights: tuple[float, ...], count: int, seed: int) -> None:
    """Nothing under sixty calls, or where one side or both together have too few."""
    for line in lines(count, weights=weights, seed=seed).values():
        sides = line.good.calls, line.bad.calls
        if line.stands_out:
            assert count >= TELLING
            assert min(sides) >= SIDE
            assert sum(sides) >= BOTH


@settings(max_examples=40, deadline=None)
@given(WEIGHTS, st.integers(60, 150), st.integers(0, 10_000))
def test_the_truth_of_the_same_files_bears_it_out(weights: tuple[float, ...], count: int, seed: int) -> None:
    """On one side or the other the counts say so, too."""
    for line in lines(count, weights=weights, seed=seed).values():
        if line.stands_out:
            way = 1 if line.more else -1
            assert line.good.off * way > 0 or line.bad.off * way < 0


def test_a_dimension_that_no_file_showed_is_an_empty_line() -> None:
    """Its bar is all of the scale."""
    calls = [call._replace(points=(0.0, *call.points[1:])) for call in make_calls(80)]
    line = lines_of(calls, KEYS, Recalibrated(calls))[0]
    assert (line.good, line.bad, line.stands_out) == (Tally(0, 0, 0), Tally(0, 0, 0), False)
    assert (round(line.low, 6), round(line.high, 6)) == (0, 1)
