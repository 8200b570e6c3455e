"""The pages around the game: the front, the credits, the claims."""
