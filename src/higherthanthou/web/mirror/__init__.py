"""The mirror: what a player's calls weighed, and what those of a whole room did."""
