"""Which themes a deck can have: those of seed/decks, or one of its own."""

from ...game.deck_about import DeckAbout
from ...paths import SEED

OWN = DeckAbout().theme
"""The theme of a deck that was not generated."""


def theme_names() -> tuple[str, ...]:
    """Every theme there is, that of imported decks first."""
    return OWN, *sorted(path.stem for path in (SEED / "decks").glob("*.toml"))
