"""The judged files of a run, made longer by one at each guess, are those made anew."""

from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.caches.sizes import RUNS
from higherthanthou.game.deal import Side
from higherthanthou.game.measure import Kind, Measure
from higherthanthou.game.verdict import Truth, Verdict
from higherthanthou.store.decks.decks import Deck
from higherthanthou.store.runs.judged_files import MOST_JUDGED, JudgedFile, JudgedFiles
from higherthanthou.web.play import judged_pieces as module
from higherthanthou.web.play.drawn_scale import DrawnScale
from higherthanthou.web.play.judged_pieces import LISTED, NAMED, NOTHING, JudgedPieces, judged_pieces

USUAL = Measure()
DECK = Deck(
    1, "citizens", "Citizens", "citizens", None, "citizen", "score", "", 350, 950, 1, "published", 60, None, None,
    Kind.NUMBER, 0, False, "higher", False, False,
)  # fmt: skip

SCALE = DrawnScale(350, 950, None)

file = st.builds(
    JudgedFile,
    st.text(max_size=9),
    st.integers(),
    st.builds(
        Verdict, st.integers(1, 99), st.just(Side.HIGHER), st.sampled_from(Truth), st.integers(350, 950),
        st.just(600), st.booleans(),
    ),
)  # fmt: skip


def judged_file(name: str, turn: int, score: int) -> JudgedFile:
    """A file that was said to be higher than 600."""
    right = score >= 600
    truth = Truth.HIGHER if right else Truth.LOWER
    return JudgedFile(name, turn, Verdict(turn, Side.HIGHER, truth, score, 600, right))


def made_anew(judged: JudgedFiles) -> JudgedPieces:
    """What is shown of a run that nothing is kept of."""
    module._kept.pop("anew")
    return judged_pieces("anew", 7, judged, DECK, SCALE, USUAL)


@given(st.lists(file, max_size=MOST_JUDGED + 9), st.data())
def test_longer_by_one_is_made_anew(guesses: list[JudgedFile], data: st.DataObject) -> None:
    """Whether it is looked at after each guess, twice, or only now and then, and beyond what a desk shows."""
    judged: JudgedFiles = ()
    for guess in guesses:
        judged = (guess, *judged)[:MOST_JUDGED]
        for _ in range(data.draw(st.integers(0, 2))):
            expected = made_anew(judged)
            assert judged_pieces("run", 7, judged, DECK, SCALE, USUAL) == expected


def test_what_is_shown() -> None:
    """Every file has a dot, the first one first; the latest are named and listed, the last one first."""
    judged = tuple([judged_file(f"N{n}", n, 600 + n) for n in range(10, 0, -1)])
    shown = made_anew(judged)
    assert [len(shown.dots), len(shown.named), len(shown.lines)] == [10, NAMED, LISTED]
    assert shown.named[0] == ", N10 at 610"
    assert b"N10" in shown.lines[0]
    assert b"N9" in shown.lines[1]
    assert shown.dots[0] != shown.dots[-1]


def test_another_log_is_not_taken_for_the_kept_one() -> None:
    """A run that another process has moved is made anew, though it has as many files."""
    module._kept.clear()
    first = judged_file("A", 1, 700)
    judged_pieces("run", 7, (first,), DECK, SCALE, USUAL)
    other = judged_file("B", 2, 500), judged_file("A", 1, 700)
    assert judged_pieces("run", 7, other, DECK, SCALE, USUAL) == made_anew(other)


def test_only_so_many_runs_are_kept() -> None:
    """Those shown longest ago go first."""
    module._kept.clear()
    for number in range(RUNS + 5):
        judged_pieces(str(number), 7, (), DECK, SCALE, USUAL)
    assert len(module._kept) == RUNS
    assert module._kept.get("4") is None
    assert module._kept.get("5") is not None
    assert judged_pieces("5", 7, (), DECK, SCALE, USUAL) is NOTHING
