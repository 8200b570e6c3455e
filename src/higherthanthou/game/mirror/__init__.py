"""The mirror: what a player's calls weighed, beside what the same files called for."""
