"""The rules of the game: pure functions without I/O, clock or global randomness; standard library only."""
