"""``python -m higherthanthou`` is the command ``higherthanthou``."""

from .cli import main

main()
