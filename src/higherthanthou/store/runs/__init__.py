"""Runs: opening, dealing, deciding a guess, the desk, and the result."""
