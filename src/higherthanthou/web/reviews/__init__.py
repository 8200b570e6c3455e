"""Looking back at a run: its files with what was said and true of each, and what would have helped."""
