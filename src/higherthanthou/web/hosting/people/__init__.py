"""Looking after people: the players of a deck, its boards, what players reported, and the operator's page."""
