"""Rooms: opening one, its guests, their calls, and the steps from file to file."""
