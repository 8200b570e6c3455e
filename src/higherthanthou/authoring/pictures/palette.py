"""Colours of drawn pictures, without the number sign."""

GROUNDS = ("d9e4dc", "f3e0c2", "e6d2d0", "cfdbe8", "eee5c8", "dbd3e6")
"""What a portrait or an emblem stands on."""

PAPER, CARD, INK = "efe9db", "fbf8f0", "1a1814"
VERMILION, JADE, AMBER = "c2321f", "1d6f54", "ffc53d"
