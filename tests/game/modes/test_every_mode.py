"""Every mode against a small model of what a run may become."""

from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from higherthanthou.game.deal import Side
from higherthanthou.game.errors import NotDealt, Refusal
from higherthanthou.game.modes import MODES
from higherthanthou.game.run import Call, Run, Used

SIDES, SCORES = st.sampled_from(Side), st.integers(350, 950)
LENGTH = {"daily": 10, "year": 12, "match": 8}


def expected_gain(mode: str, value: int, right: bool, stake: int, gap: int, waived: bool) -> int:
    """What a call adds to the value, said again in other words."""
    if mode in ("streak", "chain", "daily"):
        return 1 if right else 0
    if mode == "match":
        return 1000 - gap if stake and gap <= 75 else 0
    if right:
        return min(950, value + stake) - value
    cost = {10: 15, 20: 30, 30: 70, 60: 200}[stake]
    return max(350, value - (10 if waived else cost)) - value


@pytest.mark.parametrize("key", ["chain", "daily"])
def test_nothing_is_put_on_a_call_where_nothing_can_be(key: str) -> None:
    """Whatever the form says; nor is anything used up, so nothing of that kind is kept."""
    mode = MODES[key]
    run = Run(mode.anchor(640), value=mode.first_value(640))
    assert run.value == mode.stake({"stake": "100", "like": "like"}, run) == 0
    after, verdict = mode.guess(run, 1, Call(Side.HIGHER), 700)
    assert (verdict.stake, after.used, mode.keeps_used) == (0, (), False)


@pytest.mark.parametrize("key", list(MODES))
def test_a_run_of_so_many_files_is_complete_with_the_last_of_them(key: str) -> None:
    """One without an end is complete whenever it ends."""
    mode = MODES[key]
    early, last = (
        Run(mode.anchor(640), turn, value=mode.first_value(640)) for turn in (3, LENGTH.get(key, 3))
    )
    assert mode.is_complete(early) == (key not in LENGTH)
    assert mode.is_complete(last)


def test_a_chain_alone_is_dealt_halfway() -> None:
    """The one after it has to stand on either side; elsewhere the whole scale is open."""
    assert [key for key, mode in MODES.items() if mode.halfway] == ["chain"]


class AnyRun(RuleBasedStateMachine):
    """Any guesses, stakes and lifelines, against a list of what happened."""

    key = ""

    @initialize(own=SCORES)
    def begin(self, own: int) -> None:
        """A run at any own score."""
        self.mode = MODES[self.key]
        self.value = max(600, min(700, own)) if self.key == "year" else 0
        self.run = Run(self.mode.anchor(own), value=self.mode.first_value(own))
        self.rights: list[bool] = []
        self.used: list[tuple[str, int]] = []
        self.last_score = self.run.anchor
        self.own = own
        compared = max(500, min(800, self.value if self.key == "year" else own))
        assert self.run.anchor == (compared if self.key in ("streak", "year") else own)

    @precondition(lambda self: self.run.open)
    @rule(side=SIDES, score=SCORES, stake=st.sampled_from(("10", "20", "30", "60")), like=st.booleans())
    def decide(self, side: Side, score: int, stake: str, like: bool) -> None:
        """Judge the file on the desk, if the stake is open; nothing changes if it is not."""
        fields = {"stake": stake, "like": "like" if like else "pass"}
        likes = sum(kind == "like" for kind, _ in self.used)
        closed = self.key == "year" and int(stake) > (
            20 if self.value < 500 else 60 if self.value >= 750 else 30
        )
        closed = closed or (self.key == "match" and like and likes == 4)
        if closed:
            with pytest.raises(Refusal):
                self.mode.stake(fields, self.run)
            return
        put = self.mode.stake(fields, self.run)
        anchor, turn = self.run.anchor, self.run.turn
        self.run, verdict = self.mode.guess(self.run, turn, Call(side, put), score)
        right = score == anchor or (side is Side.HIGHER) == (score > anchor)
        waived = self.key == "year" and not right and self.value >= 600 and "miss" not in dict(self.used)
        on_credit = self.key == "streak" and not right and self.right_in_a_row() >= 5
        assert verdict.right == right
        assert verdict.gain == expected_gain(self.key, self.value, right, put, abs(score - anchor), waived)
        self.value += verdict.gain
        self.rights.append(right)
        self.last_score = score
        if waived or on_credit:
            self.used.append(("miss", turn))
        if self.key == "match" and put:
            self.used.append(("like", turn))

    def right_in_a_row(self) -> int:
        """How many calls were right since the last one that was not."""
        return next((n for n, right in enumerate(reversed(self.rights)) if not right), len(self.rights))

    @precondition(lambda self: self.run.open and self.mode.lifelines)
    @rule(kind=st.sampled_from(("swap", "uncover")))
    def lifeline(self, kind: str) -> None:
        """A swap from 650 once a year, an uncovering from 700 once a file, and nothing else."""
        if kind == "swap":
            allowed = self.value >= 650 and "swap" not in dict(self.used)
        else:
            allowed = self.value >= 700 and ("uncover", self.run.turn) not in self.used
        if not allowed:
            with pytest.raises(Refusal):
                self.mode.use(self.run, kind)
            return
        self.mode.use(self.run, kind)
        used = Used(kind, self.run.turn)
        self.used.append(tuple(used))
        self.run = Run(
            self.run.anchor,
            self.run.turn,
            self.run.streak,
            self.run.value,
            True,
            (*self.run.used, used),
        )

    @precondition(lambda self: not self.run.open)
    @rule(side=SIDES, score=SCORES)
    def nothing_moves_a_finished_run(self, side: Side, score: int) -> None:
        """An ended run stays as it is."""
        with pytest.raises(NotDealt):
            self.mode.guess(self.run, self.run.turn, Call(side), score)

    @invariant()
    def the_run_is_what_the_list_says(self) -> None:
        """Value, turn, right calls, what is used, and whether it goes on."""
        if not hasattr(self, "run"):
            return
        judged = len(self.rights)
        assert self.run.value == self.value
        assert self.run.streak == sum(self.rights)
        assert sorted(map(tuple, self.run.used)) == sorted(self.used)
        missed = bool(judged) and not self.rights[-1] and ("miss", judged) not in self.used
        over = judged >= LENGTH[self.key] if self.key in LENGTH else missed
        over = over or (self.key == "year" and self.value <= 350)
        assert self.run.open == (not over)
        assert self.run.turn == judged + (1 if self.run.open else 0)
        if self.key == "chain" and self.run.open:
            assert self.run.anchor == self.last_score
        if self.key == "year" and self.run.open:
            assert self.run.anchor == min(800, max(500, self.value))

    @invariant()
    def everything_can_be_shown(self) -> None:
        """What the page asks of a mode has an answer in every state."""
        if hasattr(self, "run"):
            assert self.mode.words.figure(self.run)
            assert self.mode.words.value(self.run.value)
            assert str(self.mode.words.ending(self.run.value))
            assert 350 <= self.mode.words.panel_score(self.run, self.own) <= 950


@pytest.mark.parametrize("key", MODES)
def test_any_order_of_calls(key: str) -> None:
    """Against the model, in every mode."""
    machine: Any = type(f"Any{key.title()}", (AnyRun,), {"key": key})
    run_state_machine_as_test(
        machine,
        settings=settings(max_examples=60, stateful_step_count=30, suppress_health_check=list(HealthCheck)),
    )


@pytest.mark.parametrize("mode", MODES.values(), ids=list(MODES))
def test_a_mode_says_what_it_is(mode) -> None:
    """In one sentence, with the words of its board."""
    words = mode.words
    assert words.sentence.endswith((".", "?"))
    assert all((words.title, words.board_title, words.value_title, words.counter, words.howto))
