"""Upkeep of the database: backup, restore, purge, and rebuilding boards from the log."""
