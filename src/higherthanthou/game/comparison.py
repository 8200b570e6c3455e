"""The words of a comparison: more or less, older or younger, where higher or lower says too little."""

from typing import NamedTuple


class Comparison(NamedTuple):
    """The two answers in a deck's own words: ``up`` is that for the higher number.

    ``less_is_better`` says whether a deck with these words usually takes the lower number for the better one.
    """

    up: str
    down: str
    less_is_better: bool = False


USUAL = "higher"
COMPARISONS = {
    USUAL: Comparison("Higher", "Lower"),
    "more": Comparison("More", "Less"),
    "older": Comparison("Older", "Younger"),
    "younger": Comparison("Younger", "Older"),
    "later": Comparison("Later", "Earlier"),
    "heavier": Comparison("Heavier", "Lighter"),
    "longer": Comparison("Longer", "Shorter"),
    "faster": Comparison("Faster", "Slower"),
    "slower": Comparison("Slower", "Faster", less_is_better=True),
}
"""By the key that a deck keeps, which is the word for the higher number in small letters."""
