"""The line that a list has about a deck."""

from ...authoring.seeds.lines import line_of
from ...store.decks.decks import Deck


def deck_line(deck: Deck) -> str:
    """What its theme says of a generated deck; of another one how many files it has, and their scores."""
    size = f"{deck.size:,}"
    line = line_of(deck.theme) if deck.made else ""
    if line:
        return line.replace("{size}", size)
    files = "file" if deck.size == 1 else "files"
    return f"{size} {files}, {deck.label} from {deck.measure.span(deck.low, deck.high)}"
