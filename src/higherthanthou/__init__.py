"""Higher Than Thou: does this stranger score higher or lower than you?"""

__version__ = "0.1.0"
