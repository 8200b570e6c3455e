"""From a deck file or a recipe to a deck in the database, in the background where a page waits for it."""
