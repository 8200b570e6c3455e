"""Polls: the page on which players answer, that of a deck's host, and what came of them."""
