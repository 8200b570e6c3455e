"""The pictures of links as they are sent: of the game, a deck, a daily; each drawn once and kept."""
