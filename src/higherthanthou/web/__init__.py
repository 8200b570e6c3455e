"""Pages and forms: one module for each noun."""
