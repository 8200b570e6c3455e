"""Backups, the purge, and rebuilding boards from the log."""
