"""The share text and its words-only twin say the same."""

from higherthanthou.game.deal import Side
from higherthanthou.game.run import judge
from higherthanthou.game.share import LONGEST_TRAIL, share_text, words_only

RUN = [judge(1, Side.HIGHER, 800, 640), judge(2, Side.LOWER, 500, 640), judge(3, Side.HIGHER, 600, 640)]


def test_the_signs_show_each_file_and_the_miss() -> None:
    """Oldest first; the miss is marked by a sign of its own, not by colour."""
    assert share_text("Citizens", 2, RUN, "https://play.test") == (
        "Higher Than Thou · Citizens · streak 2\n▲▼▼✗\nhttps://play.test"
    )


def test_the_words_have_no_signs() -> None:
    """For ears."""
    words = words_only("Citizens", 2, RUN, "https://play.test")
    assert words.isascii()
    assert "2 files right in a row" in words
    assert words_only("Citizens", 1, RUN[:1], "") == "Higher Than Thou, deck Citizens: I judged 1 file right."


def test_a_run_without_a_streak_is_told_as_such() -> None:
    """Nobody says that they judged 0 files right in a row."""
    missed = [judge(1, Side.LOWER, 800, 640)]
    assert words_only("C", 0, missed, "") == "Higher Than Thou, deck C: the first file proved me wrong."
    assert words_only("C", 2, RUN, "").endswith("I judged 2 files right in a row, and the next one wrong.")


def test_a_long_run_is_cut_at_its_beginning() -> None:
    """The last signs stand, behind an ellipsis."""
    long = [judge(n, Side.HIGHER, 800, 640) for n in range(1, 100)]
    assert share_text("C", 99, long, "").splitlines()[1] == "…" + "▲" * LONGEST_TRAIL
