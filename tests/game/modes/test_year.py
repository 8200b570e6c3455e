"""A year: what a score opens and closes, and when it is over."""

import re
from random import Random

import pytest

from higherthanthou.game.deal import SESAME, Side, compared_at
from higherthanthou.game.errors import Refusal
from higherthanthou.game.modes import MODES, privileges
from higherthanthou.game.modes.privileges import PRIVILEGES
from higherthanthou.game.modes.year import COSTS, cost, limit
from higherthanthou.game.profile import Entry, Fact, PublicProfile, Shown, Withheld, viewed
from higherthanthou.game.run import Call, Run, Used

YEAR = MODES["year"]
FILE = PublicProfile(
    "A",
    40,
    "",
    "",
    "1",
    "",
    "",
    (Fact("Bills", "paid"), Fact("Court", "never")),
    (Withheld("Blood", 3), Withheld("Bag", 1)),
)
RECORD = (Entry("Blood", "gave twice", Shown.WITHHELD), Entry("Bag", "left on a tram", Shown.WITHHELD))


def at(value: int, turn: int = 1, used: tuple[Used, ...] = ()) -> Run:
    """A run that stands there."""
    return Run(compared_at(value), turn, value=value, used=used)


def titles(value: int) -> set[str]:
    """What applies at a score."""
    return {one.key for one in privileges.at(value)}


@pytest.mark.parametrize(
    ("value", "keys"),
    [
        (950, {"deposit", "bicycle", "visa", "vip"}),
        (749, {"deposit", "bicycle", "visa"}),
        (699, {"deposit", "bicycle"}),
        (649, {"deposit"}),
        (599, set()),
        (549, {"restaurant"}),
        (499, {"restaurant", "train"}),
        (399, {"restaurant", "train", "wall"}),
        (350, {"restaurant", "train", "wall", "blacklist"}),
    ],
)
def test_perks_and_sanctions_follow_the_score(value: int, keys: set[str]) -> None:
    """At their thresholds to the point."""
    assert titles(value) == keys


def test_what_the_first_hint_says_of_misses_is_so() -> None:
    """Wherever a year begins, the first miss of any stake costs that much, and any later one more than a hit wins."""
    [said] = re.findall(r"The first miss costs (\d+), any later one more than a hit wins\.", YEAR.words.howto)
    for value in {YEAR.first_value(own) for own in range(SESAME.low, SESAME.high + 1)}:
        for stake in COSTS:
            assert cost(at(value), stake) == int(said)
            assert cost(at(value, 2, (Used("miss", 1),)), stake) > stake


@pytest.mark.parametrize(("value", "highest"), [(400, 20), (499, 20), (500, 30), (749, 30), (750, 60)])
def test_stakes_open_with_the_score(value: int, highest: int) -> None:
    """30 and 60 are closed under 500, 60 is for VIPs; a closed one is refused and says so."""
    assert limit(value) == highest
    for stake in (10, 20, 30, 60):
        if stake <= highest:
            assert YEAR.stake({"stake": str(stake)}, at(value)) == stake
        else:
            with pytest.raises(Refusal, match=f"closed to you at {value}"):
                YEAR.stake({"stake": str(stake)}, at(value))


@pytest.mark.parametrize("stake", ["", "0", "11", "25", "-10", "1e1", "１０"])
def test_other_stakes_are_refused(stake: str) -> None:
    """With the four that there are."""
    with pytest.raises(Refusal, match="10, 20, 30 or 60"):
        YEAR.stake({"stake": stake}, at(640))


def test_the_deposit_is_waived_for_one_miss_and_lost_below_600() -> None:
    """The first miss from 600 up costs ten at most; the second all of it; under 600 there is no such perk."""
    run, verdict = YEAR.guess(at(640), 1, Call(Side.LOWER, 30), 700)
    assert (verdict.gain, run.value, run.used) == (-10, 630, (Used("miss", 1),))
    assert " No deposit: −10 points instead of −70. You stand at 630." in YEAR.words.news(run, verdict)
    run, verdict = YEAR.guess(run, 2, Call(Side.LOWER, 30), 700)
    assert (verdict.gain, run.value) == (-70, 560)
    assert YEAR.words.news(run, verdict).endswith("You stand at 560. Perk lost: No deposit.")
    _, verdict = YEAR.guess(at(590), 1, Call(Side.LOWER, 30), 700)
    assert verdict.gain == -70


@pytest.mark.parametrize(
    ("stake", "lost", "from_even"), [(10, 15, 60), (20, 30, 60), (30, 70, 80), (60, 200, 81)]
)
def test_a_wrong_call_costs_more_than_a_right_one_wins(stake: int, lost: int, from_even: int) -> None:
    """The higher the stake the more so: each is the best from so many percent of certainty on."""
    run, verdict = YEAR.guess(at(780, used=(Used("miss", 1),)), 1, Call(Side.LOWER, stake), 900)
    assert (verdict.gain, run.value) == (-lost, 780 - lost)
    assert cost(at(780), stake) == 10
    assert cost(at(780, used=(Used("miss", 1),)), stake) == cost(at(599), stake) == lost

    def mean(points: int, sure: float) -> float:
        return points * sure - COSTS[points] * (1 - sure) if points else 0

    lower = max(points for points in (0, *COSTS) if points < stake)
    sure = from_even / 100
    assert mean(stake, sure + 0.015) > mean(lower, sure + 0.015)
    assert mean(stake, sure - 0.015) < mean(lower, sure - 0.015)


def test_a_year_begins_at_the_own_score_within_bounds_and_ranks_by_what_it_won() -> None:
    """Between 600 and 700, so that nobody begins at an end; of two equal gains, that from below is ahead."""
    assert [YEAR.first_value(own) for own in (350, 600, 640, 700, 950)] == [600, 600, 640, 700, 700]
    assert YEAR.words.value(YEAR.board_value(785, 640)) == "+145 (785)"
    assert YEAR.words.value(YEAR.board_value(350, 900)) == "−350 (350)"
    assert YEAR.words.value(YEAR.board_value(640, 640)) == "0 (640)"
    ended = [(700, 700), (640, 640), (350, 350), (360, 400), (950, 940), (801, 700), (700, 600), (800, 700)]
    in_order = sorted(ended, key=lambda one: YEAR.board_value(*one))
    gains = [value - YEAR.first_value(own) for value, own in in_order]
    assert gains == sorted(gains) == [-250, -240, 0, 0, 100, 100, 101, 250]
    assert in_order[2:6] == [(700, 700), (640, 640), (800, 700), (700, 600)]


def test_the_gap_of_a_month_is_told_and_does_not_fall() -> None:
    """Each quarter has the same four, in words true of both sides."""
    told = [YEAR.told_gap(month) for month in range(1, 13)]
    assert told[:4] == [
        "medium, about 75 points",
        "medium, about 50 points",
        "far, about 100 points",
        "near, about 30 points",
    ]
    assert told == told[:4] * 3
    gaps = [YEAR.gap(month, SESAME, Random(month)) for month in range(1, 13)]
    assert [f"about {gap} points" for gap in gaps] == [words.partition(", ")[2] for words in told]
    assert {mode.told_gap(1) for key, mode in MODES.items() if key != "year"} == {""}


def test_a_perk_is_gained_in_the_middle_of_a_run() -> None:
    """And said once."""
    run, verdict = YEAR.guess(at(690), 1, Call(Side.HIGHER, 20), 700)
    assert YEAR.words.news(run, verdict) == " +20 points. You stand at 710. New perk: Visa."


def test_the_year_ends_in_december_or_on_the_blacklist() -> None:
    """After twelve months, or at 350; a score never leaves the scale."""
    run, _ = YEAR.guess(at(700, 12), 12, Call(Side.HIGHER, 30), 800)
    assert (run.open, run.value) == (False, 730)
    run, verdict = YEAR.guess(at(360, 3), 3, Call(Side.LOWER, 20), 800)
    assert (run.open, run.value, verdict.gain) == (False, 350, -10)
    assert str(YEAR.words.ending(run.value)) == "Blacklisted at 350"
    run, _ = YEAR.guess(at(940), 1, Call(Side.HIGHER, 60), 945)
    assert run.value == 950


def test_nobody_is_compared_where_nobody_stands() -> None:
    """Between 500 and 800, wherever a year has led, so that the coin has files on both sides."""
    for value, compared in ((400, 500), (640, 650), (785, 795), (795, 800), (940, 800)):
        run, _ = YEAR.guess(at(value), 1, Call(Side.HIGHER, 10), 945)
        assert run.anchor == compared
    assert [YEAR.anchor(own) for own in (350, 640, 950)] == [600, 640, 700]


def test_under_550_a_fact_is_covered() -> None:
    """The last one, behind a bar; the file itself has it still."""
    shown = viewed(FILE, YEAR.view(at(549)), ())
    assert shown.facts == FILE.facts[:1]
    assert [one.label for one in shown.withheld] == ["Court", "Blood", "Bag"]
    assert viewed(FILE, YEAR.view(at(550)), ()) == FILE


def test_an_uncovered_bar_is_a_fact() -> None:
    """The first of them, on this file only."""
    run = at(720, 2, (Used("uncover", 2),))
    shown = viewed(FILE, YEAR.view(run), RECORD)
    assert shown.facts[-1] == Fact("Blood", "gave twice")
    assert [one.label for one in shown.withheld] == ["Bag"]
    assert viewed(FILE, YEAR.view(at(720, 3, run.used)), RECORD) == FILE


def test_each_privilege_has_a_card_of_its_own() -> None:
    """The one without a counterpart says so."""
    assert [one.key for one in PRIVILEGES if not one.claim] == ["restaurant"]
