"""How large what a host uploads may be: known to what reads it, and to what lets it in."""

DECK_BYTES, DECK_PROFILES = 25 * 1024 * 1024, 100_000
PICTURE_BYTES = 25 * 1024 * 1024
