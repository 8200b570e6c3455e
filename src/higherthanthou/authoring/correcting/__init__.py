"""A corrected sheet beside the deck that was made of it: its columns, and its rows beside files."""
