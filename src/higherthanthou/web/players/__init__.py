"""The pages that a player has about themself."""
