"""What a file may hold at most, and the error by which one is refused as a whole."""

from ...upload_limits import DECK_BYTES, DECK_PROFILES

MOST_PROFILES, MOST_BYTES = DECK_PROFILES, DECK_BYTES
TOO_LARGE = f"The file has more than {MOST_BYTES // 1024**2} MB."
TOO_MANY_ROWS = f"The file has more than {MOST_PROFILES:,} rows, which is the most a deck can have."
EMPTY = "The file is empty."


class DeckFileError(Exception):
    """A file that is refused as a whole; the message is one sentence or two for its owner."""
