"""What the mirror is made of: a player's calls as the files were shown, and what a deck's files teach."""
