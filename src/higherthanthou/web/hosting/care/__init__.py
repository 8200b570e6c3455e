"""Looking after a deck once it is there: who finds it, its data, its copies, its versions, its pictures."""
