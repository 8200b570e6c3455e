"""The leaderboard and the wall."""
