"""The daily: its ten files, and the tallies of answers."""
