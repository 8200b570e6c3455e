"""Rooms: opening and joining them, and their pages on phones, on the wall and for the host."""
