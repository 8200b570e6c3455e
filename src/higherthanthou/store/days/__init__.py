"""The ten files of each day, and what was said of them."""
