"""Decks and their profiles."""
