"""What the files of seed/ say: score models, recipes of decks, themes, claim cards."""
