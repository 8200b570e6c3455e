"""Runs: opening, dealing, deciding a guess, and what is told of a run afterwards."""
