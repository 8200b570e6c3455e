"""Generated people: names, firms, records, whole decks, and the ten files of a day."""
