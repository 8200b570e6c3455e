"""Chance that nobody can foresee: the operating system's, fetched some hundred numbers at a time."""

import os
import struct
from collections import deque
from random import SystemRandom

FETCHED = 512
"""So many numbers of 64 bits are fetched at once; each fetch costs as much as a short statement."""


class Chance(SystemRandom):
    """What ``SystemRandom`` gives, for less; any thread may ask."""

    def __init__(self) -> None:
        """Fetch nothing yet."""
        super().__init__()
        self._numbers: deque[int] = deque()

    def _number(self) -> int:
        """64 bits that were given to nobody else."""
        while True:
            try:
                return self._numbers.pop()  # two threads never get the same one
            except IndexError:
                self._numbers.extend(struct.unpack(f"{FETCHED}Q", os.urandom(8 * FETCHED)))

    def random(self) -> float:
        """A number from 0 up to 1, of 53 bits, as ``SystemRandom`` makes it."""
        return (self._number() >> 11) * 2**-53

    def getrandbits(self, k: int) -> int:
        """A whole number of ``k`` bits."""
        return self._number() >> (64 - k) if 0 <= k <= 64 else super().getrandbits(k)
