"""How facts become features: a number is one feature of its label, a text one for each text."""

from higherthanthou.authoring.checking.numbers import Number
from higherthanthou.authoring.checking.reader import Reader, ShownFact


def fact(number: int) -> ShownFact:
    """A label with a number."""
    return ShownFact("years", str(number), Number(number, ""), None)


def test_numbers_are_one_feature_however_small_the_scores_are() -> None:
    """On a scale of two points as on a wide one; and no text of theirs is learned besides."""
    for scores in ([1.0, 2.0] * 20, [350.0, 950.0] * 20):
        reader = Reader([[fact(number)] for number in [3, 9] * 20], scores, noise=0.1)
        assert list(reader.penalties) == ["years"]
        (label, low), (_, high) = (*reader.features([fact(3)]), *reader.features([fact(9)]))
        assert label == "years"
        assert low < 0 < high
