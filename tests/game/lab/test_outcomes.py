"""What a law comes to: counted here by numpy in another way, over towns drawn by chance."""

from typing import NamedTuple

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.authoring.seeds.models import load_model
from higherthanthou.game.lab.breaking import broken, sentence
from higherthanthou.game.lab.law import own_law, score_under
from higherthanthou.game.lab.movers import bars, crossing, movers
from higherthanthou.game.lab.outcomes import GAIN, LOSS, Crowd, Tally, scores_of, tallies
from higherthanthou.game.lab.rates import Rate, apart
from higherthanthou.game.lab.strategies import CHANCE, EQUALS, LINE, MEANING, PROFIT, SHARE, kept, strategies

MODEL = load_model("sesame")
KEYS = [dimension.key for dimension in MODEL.dimensions]


class Town(NamedTuple):
    """Two wards of people: scores, wards and outcomes, as numpy has them and as the lab counts them."""

    scores: np.ndarray
    wards: np.ndarray
    repaid: np.ndarray

    def tallies(self) -> tuple[Tally, ...]:
        """Counted by the lab."""
        crowd = Crowd((), tuple(self.wards.tolist()), tuple(self.repaid.tolist()))
        return tallies(MODEL, self.scores.tolist(), crowd, 2)

    def profit(self, ward: int, line: int) -> int:
        """What a ward earns, counted by numpy."""
        yes = (self.wards == ward) & (self.scores >= line)
        return int(GAIN * (yes & self.repaid).sum() - LOSS * (yes & ~self.repaid).sum())


def draw_town(seed: int, size: int = 200) -> Town:
    """A town in which both wards have somebody of each outcome, and who repays tends to score higher."""
    rng = np.random.default_rng(seed)
    wards, repaid = np.arange(size) % 2, (np.arange(size) // 2 + rng.integers(0, 9, size)) % 4 > 0
    repaid[:4] = [True, True, False, False]
    scores = np.clip(rng.normal(600 + 70 * repaid - 30 * wards, 90, size), 350, 950).round().astype(int)
    return Town(scores, wards, repaid)


TOWNS = st.integers(0, 10_000).map(draw_town)
LINES = st.integers(350, 950)


@given(TOWNS, LINES)
def test_the_numbers_of_a_ward_are_those_that_numpy_counts(town: Town, line: int) -> None:
    """Accepted; of either outcome, accepted; of the accepted, repaid; and the profit."""
    for ward, tally in enumerate(town.tallies()):
        here, yes = town.wards == ward, town.scores >= line
        good, bad, outcome = here & town.repaid, here & ~town.repaid, tally.at(line)
        expected = [(here & yes, here), (good & yes, good), (bad & yes, bad), (good & yes, here & yes)]
        assert list(outcome[:4]) == [Rate(int(part.sum()), int(whole.sum())) for part, whole in expected]
        assert outcome.profit == town.profit(ward, line)


@given(TOWNS)
def test_most_profit_and_one_line_earn_as_much_as_any_thresholds_of_their_kind(town: Town) -> None:
    """Tried by hand over every score."""
    found = strategies(town.tallies())
    profits = np.array([[town.profit(ward, line) for line in range(350, 951)] for ward in (0, 1)])
    yes = np.array(
        [[((town.wards == w) & (town.scores >= n)).any() for n in range(350, 951)] for w in (0, 1)]
    )
    at = [line - 350 for line in found[PROFIT]]
    assert [profits[0, at[0]], profits[1, at[1]]] == np.where(yes, profits, -(10**9)).max(axis=1).tolist()
    assert len(set(found[LINE])) == 1
    assert profits[:, found[LINE][0] - 350].sum() == profits.sum(axis=0).max()


@given(TOWNS)
def test_a_strategy_keeps_what_it_is_called_after(town: Town) -> None:
    """The rate that it equals is as near in both wards as its steps allow, and somebody hears yes in each."""
    wards = town.tallies()
    found = strategies(wards)
    for key in (SHARE, CHANCE, MEANING):
        outcomes = [ward.at(line) for ward, line in zip(wards, found[key], strict=True)]
        assert all(outcome.accepted.part for outcome in outcomes)
        assert (apart(*[EQUALS[key](outcome) for outcome in outcomes]) or 0) <= 5
        assert kept(found[key], found) is not None


@given(TOWNS, LINES, LINES)
def test_what_broke_is_told_of_just_those_that_are_apart(town: Town, north: int, south: int) -> None:
    """One line for all breaks with two lines, and each rate where it is more than two percent apart."""
    outcomes = [ward.at(line) for ward, line in zip(town.tallies(), (north, south), strict=True)]
    found = broken((north, south), outcomes)
    assert (LINE in found) == (north != south)
    for key, rate in EQUALS.items():
        assert (key in found) == ((apart(*map(rate, outcomes)) or 0) > 2)
    told = sentence((north, south), outcomes, ("North", "South"))
    assert told.startswith("What broke: " if found else "Nothing broke")
    assert "fair" not in told.lower()


def test_thresholds_that_are_no_strategy_and_no_one_line_have_no_name() -> None:
    """Nothing is ticked then."""
    found = {PROFIT: (600, 610), LINE: (605, 605)}
    assert kept((600, 610), found) == PROFIT
    assert kept((700, 700), found) == LINE
    assert kept((700, 701), found) is None


@given(st.lists(st.lists(st.integers(-20, 20), min_size=5, max_size=5), min_size=1, max_size=40))
def test_scores_in_columns_are_those_of_each_file(points: list[list[int]]) -> None:
    """And the own law moves nobody."""
    columns = tuple(zip(*points, strict=True))
    weights = (20, 20, 15, 15, 30)
    each = [score_under(MODEL, weights, dict(zip(KEYS, one, strict=True))) for one in points]
    assert scores_of(MODEL, weights, columns) == each
    assert scores_of(MODEL, own_law(MODEL).weights, columns) == [650 + sum(one) for one in points]


@given(TOWNS)
def test_a_histogram_has_everybody_once(town: Town) -> None:
    """From the low end of the scale to the high one, in bars of 25 points."""
    for ward, tally in enumerate(town.tallies()):
        found = bars(tally)
        here = town.scores[town.wards == ward]
        counted, _ = np.histogram(here, bins=[*range(350, 950, 25), 951])
        assert [bar.repaid + bar.lost for bar in found] == counted.tolist()
        assert [bar.low for bar in found] == list(range(350, 950, 25))


@given(st.lists(st.tuples(st.integers(350, 950), st.integers(350, 950)), max_size=30))
def test_who_moved_most_comes_first_and_who_stays_not_at_all(pairs: list[tuple[int, int]]) -> None:
    """Five either way at most."""
    before, after = [one for one, _ in pairs], [other for _, other in pairs]
    fallen, risen = movers(before, after)
    changes = sorted(new - old for old, new in pairs)
    assert [move.change for move in fallen] == [change for change in changes if change < 0][:5]
    assert [move.change for move in risen] == [change for change in reversed(changes) if change > 0][:5]
    lines = [(640, 640)] * len(pairs)
    assert crossing(before, after, lines) == sum((old >= 640) != (new >= 640) for old, new in pairs)
