"""Unpredictable random numbers from the operating system, fetched in batches of a few hundred."""

import os
import struct
from collections import deque
from random import SystemRandom

FETCHED = 512
"""64-bit numbers fetched at once; each fetch costs as much as a short SQL statement."""


class Chance(SystemRandom):
    """A faster ``SystemRandom``. Thread-safe."""

    def __init__(self) -> None:
        """Start empty; the first call fetches."""
        super().__init__()
        self._numbers: deque[int] = deque()

    def _number(self) -> int:
        """64 bits that no other caller gets."""
        while True:
            try:
                return self._numbers.pop()  # two threads never get the same one
            except IndexError:
                self._numbers.extend(struct.unpack(f"{FETCHED}Q", os.urandom(8 * FETCHED)))

    def random(self) -> float:
        """A float in [0, 1) with 53 random bits, made as ``SystemRandom`` does."""
        return (self._number() >> 11) * 2**-53

    def getrandbits(self, k: int) -> int:
        """An integer of ``k`` random bits."""
        return self._number() >> (64 - k) if 0 <= k <= 64 else super().getrandbits(k)
