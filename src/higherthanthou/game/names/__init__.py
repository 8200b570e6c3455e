"""Names and labels: generating aliases, and comparing names and words."""
