"""A year: what a score opens and closes, and when it is over."""

import pytest

from higherthanthou.game.deal import Side
from higherthanthou.game.errors import Refusal
from higherthanthou.game.modes import MODES, privileges
from higherthanthou.game.modes.privileges import PRIVILEGES
from higherthanthou.game.modes.year import limit
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
    return Run(YEAR.anchor(value), turn, value=value, used=used)


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


@pytest.mark.parametrize(("value", "highest"), [(400, 25), (499, 25), (500, 50), (749, 50), (750, 100)])
def test_stakes_open_with_the_score(value: int, highest: int) -> None:
    """50 and 100 are closed under 500, 100 is for VIPs; a closed one is refused and says so."""
    assert limit(value) == highest
    for stake in (10, 25, 50, 100):
        if stake <= highest:
            assert YEAR.stake({"stake": str(stake)}, at(value)) == stake
        else:
            with pytest.raises(Refusal, match=f"closed to you at {value}"):
                YEAR.stake({"stake": str(stake)}, at(value))


@pytest.mark.parametrize("stake", ["", "0", "11", "-10", "1e1", "１０"])
def test_other_stakes_are_refused(stake: str) -> None:
    """With the four that there are."""
    with pytest.raises(Refusal, match="10, 25, 50 or 100"):
        YEAR.stake({"stake": stake}, at(640))


def test_the_deposit_spares_one_miss_and_is_lost_below_600() -> None:
    """The first miss from 600 up costs nothing; the second does; under 600 it would not have been spared."""
    run, verdict = YEAR.guess(at(640), 1, Call(Side.LOWER, 50), 700)
    assert (verdict.gain, run.value, run.used) == (0, 640, (Used("miss", 1),))
    assert "The deposit was waived: nothing lost." in YEAR.words.news(run, verdict)
    run, verdict = YEAR.guess(run, 2, Call(Side.LOWER, 50), 700)
    assert (verdict.gain, run.value) == (-50, 590)
    assert YEAR.words.news(run, verdict).endswith("You stand at 590. Perk lost: No deposit.")
    _, verdict = YEAR.guess(at(590), 1, Call(Side.LOWER, 50), 700)
    assert verdict.gain == -50


def test_a_perk_is_gained_in_the_middle_of_a_run() -> None:
    """And said once."""
    run, verdict = YEAR.guess(at(690), 1, Call(Side.HIGHER, 25), 700)
    assert YEAR.words.news(run, verdict) == " +25 points. You stand at 715. New perk: Visa."


def test_the_year_ends_in_december_or_on_the_blacklist() -> None:
    """After twelve months, or at 350; a score never leaves the scale."""
    run, _ = YEAR.guess(at(700, 12), 12, Call(Side.HIGHER, 50), 800)
    assert (run.open, run.value) == (False, 750)
    run, verdict = YEAR.guess(at(360, 3), 3, Call(Side.LOWER, 25), 800)
    assert (run.open, run.value, verdict.gain) == (False, 350, -10)
    assert str(YEAR.words.ending(run.value)) == "Blacklisted at 350"
    run, _ = YEAR.guess(at(940), 1, Call(Side.HIGHER, 100), 945)
    assert run.value == 950


def test_nobody_is_compared_where_nobody_stands() -> None:
    """Between 450 and 850, whatever the score, so that the coin has files on both sides."""
    assert [YEAR.anchor(value) for value in (350, 449, 640, 851, 950)] == [450, 450, 640, 850, 850]


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
