"""A streak: credit, milestones, what is said at its end, and whom it is compared with."""

import re
from fractions import Fraction

import pytest

from higherthanthou.game.deal import Side
from higherthanthou.game.measure import Measure
from higherthanthou.game.modes import MODES
from higherthanthou.game.modes.closings import BLACKLISTED, LONGER, STREAKS, streak_line, year_line
from higherthanthou.game.modes.streak import AGAIN, MILESTONES, SPENT, has_credit
from higherthanthou.game.run import Call, Run
from higherthanthou.game.verdict import Verdict

STREAK = MODES["streak"]
CALLS = {"+": Side.HIGHER, "-": Side.LOWER}
NAMED = {"three": 3, "five": 5, "ten": 10, "fifteen": 15}


def played(calls: str, own: int = 640) -> tuple[Run, Verdict]:
    """A run after calls that are right (+) or wrong (-), and the last verdict."""
    run = Run(STREAK.anchor(own))
    for call in calls:
        run, verdict = STREAK.guess(run, run.turn, Call(CALLS[call]), 900)
    return run, verdict


def said(calls: str) -> tuple[str, str]:
    """The outcome of the last of those calls in words, and its line."""
    run, verdict = played(calls)
    return STREAK.words.outcome(run, verdict), STREAK.words.line(run, verdict)


@pytest.mark.parametrize(
    ("calls", "credit"),
    [
        ("++++", False),
        ("+++++", True),
        ("++++++++++++", True),
        ("+++++-", False),
        ("+++++-++++", False),
        ("+++++-+++++", True),
        ("++++++++++-++++", False),
        ("+++++-+++++-+++++", True),
    ],
)
def test_five_in_a_row_are_credit_for_one_miss(calls: str, credit: bool) -> None:
    """Counted since the beginning or the last miss; ten are no second credit."""
    run, _ = played(calls)
    assert run.open
    assert has_credit(run) == credit
    assert run.value == calls.count("+")
    after, verdict = STREAK.guess(run, run.turn, Call(Side.LOWER), 900)
    assert after.open == credit
    assert (verdict.gain, after.value) == (0, run.value)


def test_a_verdict_tells_a_milestone_and_what_became_of_the_credit() -> None:
    """In one line; a plain verdict has none."""
    assert said("++++") == ("Right", "")
    assert said("+++++") == ("Right", MILESTONES[5])
    assert said("++++++") == ("Right", "")
    assert said("+++++-") == ("Wrong, on credit", SPENT)
    assert said("+++++-+++++") == ("Right", f"{MILESTONES[10]} {AGAIN}")
    assert said("++++++-+++++") == ("Right", AGAIN)
    assert said("++++++-++++++") == ("Right", "")
    assert said("+++++--") == ("Wrong", "")
    assert said("+" * 40) == ("Right", "Forty. They are filing you as a method.")


def test_a_player_far_out_is_compared_nearer_and_reads_it() -> None:
    """Between 500 and 800 on our scale; another scale has its own."""
    assert [STREAK.anchor(own) for own in (350, 499, 640, 801, 950)] == [500, 500, 640, 800, 800]
    assert STREAK.anchor(30, on_our_scale=False) == 30
    run, verdict = played("+", own=930)
    assert STREAK.words.panel_score(run, 930) == 930
    assert STREAK.words.beyond(verdict, Measure(), 930) == "the 800 you are compared at"
    assert STREAK.words.beyond(verdict, Measure(), 800) == "you"


def reached(length: int) -> Fraction:
    """How often a coin has a streak of that length or longer: over right calls, and right calls in a row."""
    total, rights = Fraction(0), {0: Fraction(1)}  # in a row, capped at five -> how likely, at this value
    for _ in range(length):
        after: dict[int, Fraction] = {}
        missed = rights.get(5, Fraction(0)) / 2
        if missed:
            rights = {**rights, 0: rights.get(0, Fraction(0)) + missed}
        for row, chance in rights.items():
            following = min(5, row + 1)
            after[following] = after.get(following, Fraction(0)) + chance / 2
        rights = after
        total = sum(rights.values(), Fraction(0))
    return total


@pytest.mark.parametrize("streak", range(3, STREAKS[-1][0] + 1))
def test_what_a_coin_is_said_to_do_it_does(streak: int) -> None:
    """To the run, worked out exactly, for the length that the line names, or else for the streak that it stands by."""
    [(length, runs)] = {
        found.groups()
        for n in range(60)
        if (
            found := re.search(
                r"^A coin\b(?: reaches (\w+))?.* once in ([\d,]+) runs\.$", streak_line(streak, f"{n}")
            )
        )
    }
    named = NAMED[length] if length else streak
    assert named <= streak
    assert f"{round(1 / reached(named)):,}" == runs


def test_a_run_has_one_of_the_two_lines_for_its_length_and_keeps_it() -> None:
    """Over many runs both come; what speaks of two calls is not said of one."""
    for streak in (0, 2, 3, 4, 9, 14, 24, 25, 400):
        lines = {streak_line(streak, f"run {n}") for n in range(60)}
        assert lines == set(next((lines for most, lines in STREAKS if streak <= most), LONGER))
    assert {streak_line(1, f"run {n}") for n in range(60)} == {"The bureau keeps your chair warm."}
    assert len({streak_line(7, "a run") for _ in range(20)}) == 1


def test_a_year_closes_by_what_it_won() -> None:
    """At the bounds to the point; on the blacklist whatever was won."""
    gains = (-101, -100, -1, 0, 49, 50, 149, 150)
    assert [year_line(gain, blacklisted=False).split()[0] for gain in gains] == [
        "An", "The", "The", "Unremarkable.", "Unremarkable.", "Doors", "Doors", "You",
    ]  # fmt: skip
    assert year_line(-250, blacklisted=True) == BLACKLISTED
    assert MODES["year"].words.closing(785, 145, "run") == "Doors open before you touch them."
    assert MODES["year"].words.closing(350, -290, "run") == BLACKLISTED
    assert MODES["chain"].words.closing(3, 3, "run") == ""
