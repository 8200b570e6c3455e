"""Reading forms: bounded, and never trusted."""
