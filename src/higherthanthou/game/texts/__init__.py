"""Texts: the wordings of facts, and scores as texts write them."""
