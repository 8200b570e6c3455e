"""What the deck check is made of: one module for each kind of question."""
