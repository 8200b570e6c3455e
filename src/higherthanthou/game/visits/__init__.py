"""What greets a player who comes back: the next step, the days played, and how long until the next ten."""
