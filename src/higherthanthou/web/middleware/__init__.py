"""What every request passes before a page sees it, and every failure after it."""
