"""Which player and which host is asking: their cookies, and forgetting who was erased."""
