"""The daily in front: its page, the calendar of days played, and the dailies of other decks."""
