"""The pages of whoever leads a room: opening it, its controls, its guests, its report."""
