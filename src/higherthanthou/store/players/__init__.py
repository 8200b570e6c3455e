"""Players, their histories, and what is kept about whom."""
