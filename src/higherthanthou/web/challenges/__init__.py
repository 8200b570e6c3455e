"""Challenges: the page behind the address, taking one up, ending it."""
