"""Columns of a table: numbers as people write them, and which column is what."""
