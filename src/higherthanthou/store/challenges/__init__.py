"""Challenges: made of a run that is over, taken up by others, and looked at side by side."""
