"""Match night: who likes back, and what a value says."""

from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.game.deal import SESAME, Side
from higherthanthou.game.modes import MODES
from higherthanthou.game.modes.match import GAPS, MATCH, NEAR, gap_in, likes_left, matches_in, meet
from higherthanthou.game.modes.pairs import share_of_pairs
from higherthanthou.game.run import Call, Run

scores = st.integers(350, 950)


@given(scores, scores)
def test_who_may_meet_is_the_same_from_either_side(one: int, other: int) -> None:
    """And nothing but the two scores counts."""
    assert meet(one, other) == meet(other, one) == (abs(one - other) <= 75)


@given(st.lists(st.integers(0, NEAR), max_size=4))
def test_a_value_tells_matches_and_their_mean_gap(gaps: list[int]) -> None:
    """Exactly, for as many as a night can have."""
    value = sum(MATCH - gap for gap in gaps)
    assert matches_in(value) == len(gaps)
    assert gap_in(value) == (round(sum(gaps) / len(gaps)) if gaps else 0)


@given(st.lists(st.integers(0, NEAR), max_size=4), st.lists(st.integers(0, NEAR), max_size=4))
def test_more_matches_rank_higher_and_then_the_smaller_gap(one: list[int], other: list[int]) -> None:
    """Whatever the gaps are."""
    first, second = (sum(MATCH - gap for gap in gaps) for gaps in (one, other))
    if len(one) != len(other):
        assert (first > second) == (len(one) > len(other))
    else:
        assert (first > second) == (sum(one) < sum(other))


def test_half_of_the_files_stand_near() -> None:
    """So that a like is a call of its own."""
    near = [SESAME.points(gap) <= NEAR for gap in GAPS]
    assert sum(near) * 2 == len(near)
    assert all(not SESAME.points(gap) * 0.8 <= NEAR < SESAME.points(gap) * 1.2 for gap in GAPS)


def test_an_ending_counts_matches() -> None:
    """One match, and any other number of matches."""
    endings = [str(MODES["match"].words.ending(MATCH * count)) for count in (0, 1, 2)]
    assert endings == ["0 matches", "1 match", "2 matches"]


def test_a_like_of_somebody_far_is_spent() -> None:
    """It meets nobody and does not come back."""
    run, verdict = MODES["match"].guess(Run(640), 1, Call(Side.HIGHER, 1), 800)
    assert (verdict.gain, run.value, len(run.used)) == (0, 0, 1)
    assert likes_left(run) == 3
    assert MODES["match"].words.news(run, verdict) == " No answer."


@given(st.lists(scores, max_size=60), st.integers(0, 200))
def test_the_share_of_pairs_is_that_of_counting_them(people: list[int], within: int) -> None:
    """Each pair once."""
    pairs = [(a, b) for i, a in enumerate(people) for b in people[:i]]
    near = sum(abs(a - b) <= within for a, b in pairs)
    counted = {score: people.count(score) for score in people}
    assert share_of_pairs(counted, within) == (near / len(pairs) if pairs else 0)
