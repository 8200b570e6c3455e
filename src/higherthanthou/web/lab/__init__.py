"""The law lab: a law as an address, and what comes of it."""
