"""A run: what a guess does to it, checked against a model of a few lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from higherthanthou.game.deal import Side
from higherthanthou.game.errors import NotDealt, UnknownMode
from higherthanthou.game.modes import MODES, mode_named
from higherthanthou.game.modes.streak import has_credit
from higherthanthou.game.run import Call, Run, Used
from higherthanthou.game.verdict import Truth, judge

STREAK = MODES["streak"]
sides = st.sampled_from(Side)
scores = st.integers(350, 950)


@given(score=scores, anchor=scores, side=sides)
def test_a_guess_is_right_when_it_names_the_side_and_a_tie_is_always_right(
    score: int, anchor: int, side: Side
) -> None:
    """The verdict says where the file stood, how far, and whether the guess was right."""
    verdict = judge(1, side, score, anchor)
    assert verdict.gap == abs(score - anchor)
    assert verdict.truth == (
        Truth.TIE if score == anchor else Truth.HIGHER if score > anchor else Truth.LOWER
    )
    assert verdict.right == (score == anchor or (side is Side.HIGHER) == (score > anchor))


@pytest.mark.parametrize("turn", [0, 1, 3])
def test_only_the_turn_on_the_desk_can_be_decided(turn: int) -> None:
    """Neither a decided turn nor one that was not dealt."""
    with pytest.raises(NotDealt):
        STREAK.guess(Run(640, turn=2), turn, Call(Side.HIGHER), 700)


def test_an_unknown_mode_is_refused() -> None:
    """With a sentence."""
    with pytest.raises(UnknownMode, match="no such mode"):
        mode_named("marathon")


def verdict_of(side: Side, score: int) -> bool:
    """Whether that answer is right about a file of that score, against 640."""
    return score == 640 or (side is Side.HIGHER) == (score > 640)


class StreakRun(RuleBasedStateMachine):
    """Any order of guesses, against a list of which were right."""

    def __init__(self) -> None:
        """Start at 640 with nothing judged."""
        super().__init__()
        self.run = Run(640)
        self.rights: list[bool] = []
        self.held: list[bool] = []
        self.spend = False

    @precondition(lambda self: self.run.open)
    @rule(side=sides, score=scores)
    def decide(self, side: Side, score: int) -> None:
        """Judge the file on the desk."""
        self.spend = not verdict_of(side, score) and len(self.held) >= 5
        self.run, verdict = STREAK.guess(self.run, self.run.turn, Call(side), score)
        self.rights.append(verdict.right)
        self.held = [] if not verdict.right else [*self.held, True]
        assert (verdict.right, verdict.gain) == (verdict_of(side, score), int(verdict.right))

    @precondition(lambda self: not self.run.open)
    @rule(side=sides, score=scores)
    def nothing_moves_a_finished_run(self, side: Side, score: int) -> None:
        """An ended run stays as it is."""
        with pytest.raises(NotDealt):
            STREAK.guess(self.run, self.run.turn, Call(side), score)

    @invariant()
    def the_run_is_what_the_list_says(self) -> None:
        """The streak counts the right ones; a miss ends the run unless five before it were right in a row."""
        assert self.run.streak == self.run.value == sum(self.rights)
        assert self.run.open == (not self.rights or self.rights[-1] or self.spend)
        misses = [Used("miss", turn) for turn, right in enumerate(self.rights, 1) if not right]
        assert list(self.run.used) == (misses if self.run.open else misses[:-1])
        assert not self.run.open or has_credit(self.run) == (len(self.held) >= 5)
        assert self.run.turn == len(self.rights) + (1 if self.run.open else 0)
        assert self.run.anchor == 640


TestStreakRun = StreakRun.TestCase
