"""Rates: a part of a number, as a share with its interval."""

from typing import NamedTuple

Z = 1.96
"""Standard errors to either side of which 95 in 100 of a normal distribution are."""

ALIKE = 2
"""Two shares that are no more percent apart than this are called alike."""


class Rate(NamedTuple):
    """How many of how many; ``share`` and ``interval`` are None of nobody."""

    part: int
    total: int

    @property
    def share(self) -> float | None:
        """The part as a share, from 0 to 1."""
        return self.part / self.total if self.total else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Where 95 in 100 draws from such people would have the share (the score interval, Wilson 1927)."""
        if not self.total:
            return None
        share, z2 = self.part / self.total, Z * Z / self.total
        middle = (share + z2 / 2) / (1 + z2)
        half = Z / (1 + z2) * (share * (1 - share) / self.total + z2 / self.total / 4) ** 0.5
        return max(0.0, middle - half), min(1.0, middle + half)

    @property
    def percent(self) -> int | None:
        """The share in whole percent."""
        return None if self.share is None else round(self.share * 100)

    @property
    def half_width(self) -> int | None:
        """Half of the interval in whole percent."""
        return None if self.interval is None else round((self.interval[1] - self.interval[0]) * 50)


def apart(one: Rate, other: Rate) -> int | None:
    """How many percent two rates are apart, as they are printed; None if one is of nobody."""
    if one.percent is None or other.percent is None:
        return None
    return abs(one.percent - other.percent)


def alike(one: Rate, other: Rate) -> bool:
    """Whether two rates are so near that they are called alike; a rate of nobody is alike to any."""
    distance = apart(one, other)
    return distance is None or distance <= ALIKE
