"""The share text and its words-only twin say the same."""

import pytest

from higherthanthou.game.deal import Side
from higherthanthou.game.modes import MODES
from higherthanthou.game.modes.share import LONGEST_TRAIL, share_text, words_only
from higherthanthou.game.verdict import judge

STREAK, DAILY, YEAR = MODES["streak"], MODES["daily"], MODES["year"]
RUN = [judge(1, Side.HIGHER, 800, 640), judge(2, Side.LOWER, 500, 640), judge(3, Side.HIGHER, 600, 640)]


def test_the_signs_show_each_file_and_the_miss() -> None:
    """Oldest first; the miss is marked by a sign of its own, not by colour."""
    assert share_text(STREAK, "Citizens", 2, RUN, "https://play.test") == (
        "Higher Than Thou · Citizens · streak 2\n▲▼▼✗\nhttps://play.test"
    )
    assert share_text(MODES["chain"], "Citizens", 2, RUN, "").startswith(
        "Higher Than Thou · Citizens · chain 2"
    )


def test_a_daily_tells_what_was_said_and_below_whether_it_was_right() -> None:
    """Two rows of one sign for each file; the arrow is what the player said, not where the file stood."""
    assert share_text(DAILY, "Daily No. 7", 2, RUN, "") == (
        "Higher Than Thou · Daily No. 7 · 2 of 10 right\n▲▼▲\n✓✓✗"
    )


@pytest.mark.parametrize("mode", MODES.values(), ids=list(MODES))
def test_the_words_have_no_signs(mode) -> None:
    """For ears, in every mode."""
    assert words_only(mode, "Citizens", 2, RUN, "https://play.test").isascii()


def test_the_words_say_how_it_went() -> None:
    """In a row where a miss ends it, of so many where it does not."""
    assert "2 files right in a row" in words_only(STREAK, "C", 2, RUN, "")
    assert words_only(STREAK, "C", 1, RUN[:1], "") == "Higher Than Thou, C: I judged 1 file right."
    assert words_only(DAILY, "C", 2, RUN, "") == "Higher Than Thou, C: I was right about 2 of 3 files."
    assert words_only(YEAR, "C", 690, RUN, "").endswith("2 of 3 files. The year ended at 690.")


def test_a_run_without_a_streak_is_told_as_such() -> None:
    """Nobody says that they judged 0 files right in a row."""
    missed = [judge(1, Side.LOWER, 800, 640)]
    assert words_only(STREAK, "C", 0, missed, "") == "Higher Than Thou, C: the first file proved me wrong."
    assert words_only(STREAK, "C", 2, RUN, "").endswith(
        "I judged 2 files right in a row, and the next one wrong."
    )


def test_a_long_run_is_cut_at_its_beginning() -> None:
    """The last signs stand, behind an ellipsis."""
    long = [judge(n, Side.HIGHER, 800, 640) for n in range(1, 100)]
    assert share_text(STREAK, "C", 99, long, "").splitlines()[1] == "…" + "▲" * LONGEST_TRAIL


def test_a_miss_on_credit_breaks_the_row_but_not_the_run() -> None:
    """The words count it; the signs show it as any miss."""
    right, wrong = (judge(1, side, 800, 640) for side in (Side.HIGHER, Side.LOWER))
    run = [*[right] * 5, wrong, *[right] * 5, wrong, right, wrong]
    assert words_only(STREAK, "C", 11, run, "").endswith(
        "I judged 11 files right, with 2 misses on credit, and the next one wrong."
    )
    assert words_only(STREAK, "C", 6, [*run[:7], wrong], "").endswith(
        "I judged 6 files right, with 1 miss on credit, and the next one wrong."
    )
    assert share_text(STREAK, "C", 11, run, "").splitlines()[1] == "▲▲▲▲▲▲✗▲▲▲▲▲▲✗▲▲✗"
