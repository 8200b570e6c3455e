"""Pages and forms: one room for each noun."""
