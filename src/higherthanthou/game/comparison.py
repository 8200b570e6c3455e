"""The words of a comparison: more or less, older or younger, where higher or lower says too little."""

from typing import NamedTuple


class Comparison(NamedTuple):
    """The two answers in a deck's own words: ``up`` is that for the higher number.

    ``less_is_better`` says whether a deck with these words usually takes the lower number for the better one.
    """

    up: str
    down: str
    less_is_better: bool = False

    @property
    def asks(self) -> str:
        """The two words as a question begins: Higher or lower."""
        return f"{self.up} or {self.down.lower()}"

    def said(self, answer: str) -> str:
        """The word for ``higher`` or ``lower`` within a sentence; a tie is called that in all decks."""
        return self.up.lower() if answer == "higher" else self.down.lower() if answer == "lower" else answer

    def stands(self, distance: str, truth: str, beyond: str) -> str:
        """How far a file stands from what it is compared with: 12 above you, 34 days later than you."""
        if self.up == "Higher":
            return f"{distance} {'above' if truth == 'higher' else 'below'} {beyond}"
        return f"{distance} {self.said(truth)} than {beyond}"


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
