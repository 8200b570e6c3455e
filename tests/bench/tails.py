"""How many different files fresh players meet on decks with a scale of their own, by standing and by points.

    python tests/bench/tails.py [--players 60] [--own 640] [--seeds 5]

Everybody is new, has the same own score, and judges five files right. With heavy tails, gaps in points send all of them
to the same few files; gaps by standing, the share of files below, do not. Means over the seeds; a deck by each.
"""

import argparse
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from random import Random
from statistics import fmean, median
from typing import NamedTuple

from higherthanthou.game.deal import NEAREST, Aim, Scale, aim, gap_at, stand_in
from higherthanthou.game.modes import MODES
from higherthanthou.game.quantiles import Quantiles, quantiles_from

TURNS = 5
Aiming = Callable[[int, int, Random, Scale, Quantiles], Aim]


def lognormal(size: int, rng: Random) -> list[int]:
    """Prices, say: half of them below 100,000, a few of many millions."""
    return [round(100_000 * rng.lognormvariate(0, 1.5)) for _ in range(size)]


def coarse(size: int, rng: Random) -> list[int]:
    """Marks from 60 to 95, with many ties."""
    return [max(60, min(95, round(rng.gauss(78, 7)))) for _ in range(size)]


DECKS = (
    ("lognormal 1.5", 75, lognormal),
    ("lognormal 1.5", 187, lognormal),
    ("lognormal 1.5", 1000, lognormal),
    ("coarse 60 to 95", 187, coarse),
)


class Met(NamedTuple):
    """What players met: different first files, players on the commonest, different files in the first five.

    ``factor`` is the median of how many times as much as the anchor the first two files are, or as little.
    """

    first: float
    most: float
    five: float
    ties: float
    factor: float


def by_standing(turn: int, anchor: int, rng: Random, scale: Scale, ranked: Quantiles) -> Aim:
    """As the game deals."""
    return MODES["streak"].aim(turn, anchor, rng, scale, ranked)


def by_points(turn: int, anchor: int, rng: Random, scale: Scale, _: Quantiles) -> Aim:
    """As on the 350 to 950 scale: a gap is a share of the range."""
    return aim(gap_at(turn, scale), anchor, rng, scale)


def play(scores: Sequence[int], aiming: Aiming, own: int, players: int, rng: Random) -> Met:
    """Let so many fresh players judge their first five files."""
    ranked, scale = quantiles_from(scores), Scale(scores[0], scores[-1])
    anchor = ranked.between(stand_in(own))
    firsts, five, factors, ties = Counter[int](), set[int](), [], 0
    for _ in range(players):
        met: list[int] = []
        for turn in range(1, TURNS + 1):
            near = nearest(scores, aiming(turn, anchor, rng, scale, ranked), met)
            if not near:
                break
            met.append(rng.choice(near))
        firsts.update(met[:1])
        five |= set(met)
        ties += sum(scores[file] == anchor for file in met)
        pairs = [sorted((max(1, scores[file]), max(1, anchor))) for file in met[:2]]
        factors += [high / low for low, high in pairs]
    most = max(firsts.values(), default=0)
    return Met(len(firsts), most, len(five), ties, median(factors) if factors else 0)


def nearest(scores: Sequence[int], wanted: Aim, met: Sequence[int]) -> list[int]:
    """The nearest unmet files above the score aimed at, and as many below it."""
    start, near = bisect_left(scores, wanted.target), list[int]()
    for side in (range(start, len(scores)), range(start - 1, -1, -1)):
        unmet = (n for n in side if n not in met and wanted.low <= scores[n] <= wanted.high)
        near += [n for n, _ in zip(unmet, range(NEAREST), strict=False)]
    return near


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--players", type=int, default=60)
    parser.add_argument("--own", type=int, default=640)
    parser.add_argument("--seeds", type=int, default=5)
    options = parser.parse_args()
    print(f"{options.players} fresh players with the own score {options.own}, {options.seeds} decks a row\n")
    titles = ("first files", "most on one", "in five", "ties", "factor")
    print(f"{'deck':<24}{'gaps':<14}" + "".join(f"{title:>13}" for title in titles))
    for title, size, make in DECKS:
        for name, aiming in (("by points", by_points), ("by standing", by_standing)):
            rows = []
            for seed in range(options.seeds):
                rng = Random(seed)
                scores = sorted(make(size, rng))
                rows.append(play(scores, aiming, options.own, options.players, rng))
            cells = [f"{fmean(column):.1f}" for column in zip(*rows, strict=True)]
            print(f"{f'{title}, {size}':<24}{name:<14}" + "".join(f"{cell:>13}" for cell in cells))


if __name__ == "__main__":
    main()
