"""Leaderboards and the wall."""
