"""The law lab: the weights of a score model changed, and what comes of it."""
