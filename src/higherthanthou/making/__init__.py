"""Makes a deck in the database from a deck file or a recipe; in the background when a page asked for it."""
