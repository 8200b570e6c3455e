"""Names and labels: how aliases are made, and by what names and words are compared."""
