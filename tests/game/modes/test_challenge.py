"""The rules of a challenge: everything is judged, right calls count, and two trails part where they differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.game.deal import Side
from higherthanthou.game.errors import UnknownMode
from higherthanthou.game.modes import CHALLENGES, MODES, OF_RUNS, mode_named
from higherthanthou.game.modes.challenge import parted
from higherthanthou.game.modes.mode import Against
from higherthanthou.game.modes.share import LONGEST_TRAIL, challenge_text, challenge_words
from higherthanthou.game.run import Call, Run

SIDES = st.sampled_from(Side)
KEY_LENGTH = 12
"""A column keeps the key of a mode in so many characters."""


@pytest.mark.parametrize("key", CHALLENGES)
@given(calls=st.lists(st.tuples(SIDES, st.integers(350, 950)), max_size=30))
def test_a_miss_ends_nothing_and_right_calls_count(key: str, calls: list[tuple[Side, int]]) -> None:
    """However many; what a file is compared with stays the mark, or is the person before."""
    mode, run, rights = CHALLENGES[key], Run(640), 0
    for turn, (side, score) in enumerate(calls, 1):
        anchor = run.anchor
        run, verdict = mode.guess(run, turn, Call(side), score)
        rights += score == anchor or (score > anchor) == (side is Side.HIGHER)
        assert (run.open, run.turn, run.value, run.streak) == (True, turn + 1, rights, rights)
        assert run.anchor == (score if key == "chain" else 640)
        assert verdict.gain == verdict.right


def test_nobody_chooses_such_a_mode() -> None:
    """It is only had by taking a challenge up; it is compared as the run that is played again was, or by a mark."""
    for key, mode in CHALLENGES.items():
        assert mode.base is MODES[key]
        assert mode.key not in MODES
        assert OF_RUNS[mode.key] is mode
        assert len(mode.key) <= KEY_LENGTH
        assert not mode.ends_by_a_miss
        assert mode.against is (Against.PERSON if key == "chain" else Against.MARK)
        with pytest.raises(UnknownMode):
            mode_named(mode.key)
    assert [key for key, mode in MODES.items() if mode.ends_by_a_miss] == ["streak", "chain"]


@given(st.lists(st.tuples(SIDES, SIDES), max_size=20))
def test_two_part_where_they_said_different_things(said: list[tuple[Side, Side]]) -> None:
    """Whoever of the two looks."""
    mine, theirs = [one for one, _ in said], [other for _, other in said]
    apart = parted(mine, theirs)
    assert apart == parted(theirs, mine)
    assert set(apart) == {turn for turn, (one, other) in enumerate(said, 1) if one != other}


def test_a_share_text_tells_right_and_wrong_alone() -> None:
    """Neither a side nor a score; the last line is the address. A long trail is cut."""
    text = challenge_text("Citizens", [True, False, True], "https://play.example/c/x")
    assert text.splitlines() == [
        "Higher Than Thou · Challenge · Citizens · 2 of 3 right",
        "✓✗✓",
        "https://play.example/c/x",
    ]
    assert challenge_text("C", [True] * 40, "u").splitlines()[1] == "✓" * LONGEST_TRAIL + "…"
    words = challenge_words("Citizens", [True], "https://play.example/c/x")
    assert words.endswith(
        ": I was right about the one file. The same file waits for you at https://play.example/c/x"
    )
    assert "I was wrong about the one file." in challenge_words("Citizens", [False], "u")
    assert "right about 1 of 2 files. The same files wait" in challenge_words("Citizens", [True, False], "u")
