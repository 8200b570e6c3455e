"""Public results: the page that a player makes of one, its picture, and taking it back."""
