"""Polls: opening one, answers without a name, and forgetting them."""
