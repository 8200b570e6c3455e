"""The decks that can be played."""
