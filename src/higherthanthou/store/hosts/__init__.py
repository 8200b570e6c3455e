"""Hosts and their drafts: files, pictures, statistics."""
