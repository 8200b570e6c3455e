"""The share text and its words-only twin say the same."""

import pytest

from higherthanthou.game.deal import Side
from higherthanthou.game.modes import MODES
from higherthanthou.game.modes.match import MATCH
from higherthanthou.game.modes.mode import MISS
from higherthanthou.game.modes.share import LONGEST_TRAIL, share_text, words_only
from higherthanthou.game.run import Run, Used
from higherthanthou.game.verdict import judge

STREAK, DAILY, YEAR = MODES["streak"], MODES["daily"], MODES["year"]
RUN = [judge(1, Side.HIGHER, 800, 640), judge(2, Side.LOWER, 500, 640), judge(3, Side.HIGHER, 600, 640)]


def ended(value: int, *on_credit: int) -> Run:
    """A run that is over with that value, with misses on credit at these turns."""
    return Run(640, value=value, open=False, used=tuple(Used(MISS, turn) for turn in on_credit))


def test_the_signs_show_each_file_and_the_miss() -> None:
    """Oldest first; the miss is one sign in its place, as it is no further call."""
    assert share_text(STREAK, "Citizens", ended(2), RUN, "https://play.test") == (
        "Higher Than Thou · Citizens · streak 2\n▲▼✗\nhttps://play.test"
    )
    assert share_text(MODES["chain"], "Citizens", ended(2), RUN, "").startswith(
        "Higher Than Thou · Citizens · chain 2"
    )


def test_a_daily_tells_what_was_said_and_below_whether_it_was_right() -> None:
    """Two rows of one sign for each file; the arrow is what the player said, not where the file stood."""
    assert share_text(DAILY, "Daily No. 7", ended(2), RUN, "") == (
        "Higher Than Thou · Daily No. 7 · 2 of 10 right\n▲▼▲\n✓✓✗"
    )


@pytest.mark.parametrize("mode", MODES.values(), ids=list(MODES))
def test_the_words_have_no_signs(mode) -> None:
    """For ears, in every mode."""
    assert words_only(mode, "Citizens", ended(2), RUN, "https://play.test").isascii()


def test_the_words_say_how_it_went() -> None:
    """In a row where a miss ends it, of so many where it does not."""
    assert "2 files right in a row" in words_only(STREAK, "C", ended(2), RUN, "")
    assert words_only(STREAK, "C", ended(1), RUN[:1], "") == "Higher Than Thou, C: I judged 1 file right."
    assert words_only(DAILY, "C", ended(2), RUN, "") == "Higher Than Thou, C: I was right about 2 of 3 files."
    assert words_only(YEAR, "C", ended(690), RUN, "").endswith("2 of 3 files. The year ended at 690.")


def test_a_run_without_a_streak_is_told_as_such() -> None:
    """Nobody says that they judged 0 files right in a row."""
    missed = [judge(1, Side.LOWER, 800, 640)]
    assert (
        words_only(STREAK, "C", ended(0), missed, "")
        == "Higher Than Thou, C: the first file proved me wrong."
    )
    assert words_only(STREAK, "C", ended(2), RUN, "").endswith(
        "I judged 2 files right in a row, and the next one wrong."
    )


def test_a_long_run_is_cut_at_its_beginning() -> None:
    """The last signs stand, behind an ellipsis."""
    long = [judge(n, Side.HIGHER, 800, 640) for n in range(1, 100)]
    assert share_text(STREAK, "C", ended(99), long, "").splitlines()[1] == "…" + "▲" * LONGEST_TRAIL


def test_a_miss_on_credit_has_a_sign_of_its_own() -> None:
    """The words count it, the signs show it, and one line says what the sign means."""
    sides = [Side.HIGHER] * 5 + [Side.LOWER] + [Side.HIGHER] * 5 + [Side.LOWER, Side.HIGHER, Side.LOWER]
    run = [judge(turn, side, 800, 640) for turn, side in enumerate(sides, 1)]
    assert words_only(STREAK, "C", ended(11, 6, 12), run, "").endswith(
        "I judged 11 files right, with 2 misses on credit, and the next one wrong."
    )
    assert share_text(STREAK, "C", ended(11, 6, 12), run, "https://play.test").splitlines()[1:] == [
        "▲▲▲▲▲⊗▲▲▲▲▲⊗▲✗",
        "⊗ a miss on credit",
        "https://play.test",
    ]


def test_a_run_that_stopped_after_a_miss_on_credit_was_not_ended_by_it() -> None:
    """Nobody was left, or the run was closed: the last sign is that of the credit."""
    run = [judge(turn, Side.HIGHER if turn < 6 else Side.LOWER, 800, 640) for turn in range(1, 7)]
    assert share_text(STREAK, "C", ended(5, 6), run, "").splitlines()[1] == "▲▲▲▲▲⊗"
    assert words_only(STREAK, "C", ended(5, 6), run, "").endswith("5 files right, with 1 miss on credit.")


def test_a_legend_explains_only_signs_that_are_there() -> None:
    """A miss on credit that was cut off at the beginning is not explained."""
    run = [judge(turn, Side.LOWER if turn in (6, 40) else Side.HIGHER, 800, 640) for turn in range(1, 50)]
    assert share_text(STREAK, "C", ended(47, 6, 40), run, "").endswith("\n⊗ a miss on credit")
    assert "⊗" not in share_text(STREAK, "C", ended(38, 6), run[:39], "")


def test_match_night_shows_its_hearts() -> None:
    """A full one for a match, an empty one for a like without an answer, below the calls."""
    match = MODES["match"]
    liked = [judge(turn, Side.HIGHER, 680, 640, stake=turn < 3) for turn in (1, 2, 3)]
    met = [liked[0]._replace(gain=MATCH - 40), *liked[1:]]
    assert share_text(match, "C", ended(MATCH - 40), met, "").splitlines() == [
        "Higher Than Thou · C · 1 match",
        "▲▲▲",
        "✓✓✓",
        "♥♡·",
        "♥ a match, ♡ no answer",
    ]
    assert share_text(match, "C", ended(0), liked[1:], "").endswith("\n♡·\n♡ no answer")
    assert share_text(match, "C", ended(0), liked[2:], "").endswith("\n▲\n✓")
