"""Phones in a room: their page in each state, and what guests do there."""
