"""What a process keeps in memory between two requests: how much of it, and forgetting a player."""
