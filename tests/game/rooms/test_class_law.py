"""The law that a room votes for: what passes, and what it makes of a record."""

from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.authoring.seeds.models import load_model
from higherthanthou.game.profile import Entry, Shown
from higherthanthou.game.receipt import receipt
from higherthanthou.game.rooms.class_law import (
    FILES,
    model_by,
    passed,
    read_weights,
    record_by,
    score_by,
    written,
)

MODEL = load_model("sesame")
KEYS = [dimension.key for dimension in MODEL.dimensions]


@st.composite
def laws(draw: st.DrawFn) -> tuple[int, ...]:
    """Five weights that sum to 100."""
    cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=4, max_size=4)))
    return tuple(high - low for low, high in zip([0, *cuts], [*cuts, 100], strict=True))


@st.composite
def records(draw: st.DrawFn) -> tuple[Entry, ...]:
    """Records of traits as the model has them, and a fact that no model weighs."""
    entries = [
        Entry(trait.label, "text", draw(st.sampled_from(list(Shown))), trait.dimension, level.points)
        for trait in MODEL.traits
        if (level := draw(st.sampled_from(trait.levels)))
    ]
    return (*entries, Entry("Hobby", "none", Shown.FILE))


@given(laws(), records())
def test_a_receipt_under_a_law_adds_up(weights: tuple[int, ...], record: tuple[Entry, ...]) -> None:
    """The base and the points of all facts are the score; it stays on the scale, whatever the law."""
    judged, total = record_by(MODEL, weights, record), score_by(MODEL, weights, record)
    explained = receipt(judged, total, model_by(MODEL, weights))
    assert explained.base + sum(bar.points for bar in explained.bars) == total
    assert MODEL.low <= total <= MODEL.high
    assert [(entry.label, entry.text, entry.shown) for entry in judged] == [
        (entry.label, entry.text, entry.shown) for entry in record
    ]
    for before, after in zip(record, judged, strict=True):
        if before.dimension is None:
            assert after == before
        elif weights[KEYS.index(before.dimension)] == 0:
            assert after.points == 0
        else:
            assert (
                abs(
                    after.points
                    - before.points
                    * weights[KEYS.index(before.dimension)]
                    / MODEL.dimension(before.dimension).weight
                )
                < 1
            )


@given(records())
def test_the_deck_s_own_law_changes_nothing(record: tuple[Entry, ...]) -> None:
    """Every fact has the points that it had."""
    own = tuple(dimension.weight for dimension in MODEL.dimensions)
    assert record_by(MODEL, own, record) == record


@given(st.lists(laws(), min_size=1, max_size=40), st.integers(1, 30), st.integers(1, 30))
def test_the_middle_of_the_votes_passes(votes: list[tuple[int, ...]], first: int, rounds: int) -> None:
    """It sums to 100, for five files or as many as are left; one who votes alone gets what they want."""
    law = passed(votes, first, rounds)
    assert law is not None
    assert sum(law.weights) == 100
    assert law.last_round == min(first + FILES - 1, rounds)
    assert law.votes == len(votes)
    assert passed(votes[:1], first, rounds) == (votes[0], first, law.last_round, 1)
    assert read_weights(written(law.weights)) == law.weights
    assert passed([], first, rounds) is None
