"""What the law lab reads: the files of a deck as counts, and of people only those that may be shown."""
