"""Making decks: people, portraits and deck files."""
