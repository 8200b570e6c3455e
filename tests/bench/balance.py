"""Is the game fair, and can it be won? Simulated players on a generated deck, under the real dealing rules.

    python tests/bench/balance.py [--size 6000] [--guesses 20000]

An ignorant player tosses a coin. A weigher knows a linear regression of the score on the facts that are
shown (least squares, one weight for each trait, learned on another deck) and nothing else.
"""

import argparse
import statistics
from bisect import bisect_left
from collections.abc import Callable, Sequence
from random import Random

from higherthanthou.authoring.models import load_model
from higherthanthou.authoring.people import make_people
from higherthanthou.authoring.recipes import load_recipe
from higherthanthou.game.deal import Side, aim, choose
from higherthanthou.game.profile import Profile, Shown

OWN_SCORES = (450, 550, 640, 750, 850)
GAPS = (150, 75, 25)
LONGEST = 500
Weigher = Callable[[Profile], float]


def features(profile: Profile) -> list[float]:
    """One and the points of each trait that is shown, 0 for one that is not."""
    return [1.0, *(float(e.points or 0) if e.shown is Shown.FILE else 0.0 for e in profile.record)]


def regression(people: Sequence[Profile]) -> Weigher:
    """Least squares of the score on the shown facts, for each number of facts on a file."""
    weights = {}
    for shown in {facts(p) for p in people}:
        rows = [(features(p), p.score) for p in people if facts(p) == shown]
        weights[shown] = solve(rows)
    return lambda p: sum(w * x for w, x in zip(weights[facts(p)], features(p), strict=True))


def facts(profile: Profile) -> int:
    """How many facts are on the file."""
    return len(profile.facts())


def solve(rows: Sequence[tuple[list[float], int]]) -> list[float]:
    """The normal equations by Gaussian elimination."""
    n = len(rows[0][0])
    table = [
        [sum(x[i] * x[j] for x, _ in rows) for j in range(n)] + [sum(x[i] * y for x, y in rows)]
        for i in range(n)
    ]
    for i in range(n):
        table[i][i] += 1e-6
        for j in range(n):
            if j != i:
                factor = table[j][i] / table[i][i]
                table[j] = [b - factor * a for a, b in zip(table[i], table[j], strict=True)]
    return [table[i][n] / table[i][i] for i in range(n)]


class Table:
    """A deck sorted by score, dealt as the game deals."""

    def __init__(self, people: Sequence[Profile], rng: Random) -> None:
        """Sort it."""
        self.people = sorted(people, key=lambda p: p.score)
        self.scores = [p.score for p in self.people]
        self.rng = rng

    def deal(self, turn: int, own_score: int, met: set[int]) -> Profile | None:
        """The file of a turn: nearest unmet ones on both sides of the score aimed at."""
        wanted = aim(turn, own_score, self.rng)
        start = bisect_left(self.scores, wanted.target)
        window: list[tuple[int, int]] = []
        for step in (range(start, len(self.scores)), range(start - 1, -1, -1)):
            found = 0
            for i in step:
                if found == 8 or not wanted.low <= self.scores[i] <= wanted.high:
                    break
                if i not in met:
                    window.append((self.scores[i], i))
                    found += 1
        if not window:
            return None
        index = choose(window, wanted.target, self.rng)
        met.add(index)
        return self.people[index]


def guess(profile: Profile, own_score: int, weigh: Weigher | None, rng: Random) -> bool:
    """Whether a guess is right."""
    side = (
        rng.choice(list(Side)) if weigh is None else Side.HIGHER if weigh(profile) > own_score else Side.LOWER
    )
    return (side is Side.HIGHER) == (profile.score > own_score)


def share_right(table: Table, own_score: int, guesses: int) -> float:
    """How often an ignorant player is right, over turns as they come in runs."""
    right, met = 0, set[int]()
    for n in range(guesses):
        profile = table.deal(1 + n % 12, own_score, met)
        if profile is None or len(met) > len(table.people) // 4:
            met.clear()
        if profile is not None:
            right += guess(profile, own_score, None, table.rng)
    return right / guesses


def share_at_gap(people: Sequence[Profile], gap: int, weigh: Weigher, rng: Random) -> float:
    """How often the weigher is right about files within 10 % of a gap, the side dealt by a fair coin."""
    right = total = 0
    for own_score in OWN_SCORES:
        for sign in (1, -1):
            near = [p for p in people if abs((p.score - own_score) * sign - gap) <= max(2, gap * 0.1)]
            for profile in rng.sample(near, min(len(near), 150)):
                right += guess(profile, own_score, weigh, rng)
                total += 1
    return right / total


def streaks(table: Table, weigh: Weigher | None, runs: int) -> list[int]:
    """Lengths of whole runs of newcomers, over all own scores."""
    found = []
    for n in range(runs):
        own_score, met = OWN_SCORES[n % len(OWN_SCORES)], set[int]()
        for turn in range(1, LONGEST):
            profile = table.deal(turn, own_score, met)
            if profile is None or not guess(profile, own_score, weigh, table.rng):
                break
        found.append(turn - 1)
    return found


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=6000)
    parser.add_argument("--guesses", type=int, default=20_000)
    options = parser.parse_args()
    model, recipe, rng = load_model("sesame"), load_recipe("citizens"), Random(1)
    people = list(make_people(model, recipe, options.size, 1))
    weigh = regression(list(make_people(model, recipe, options.size, 2)))
    scores = [p.score for p in people]
    print(
        f"deck of {len(people)}: median {statistics.median(scores):.0f}, standard deviation {statistics.stdev(scores):.1f}, "
        f"below 450 {share(s < 450 for s in scores)}, above 850 {share(s > 850 for s in scores)}"
    )
    print(
        f"the shown facts explain {1 - statistics.pvariance(p.score - weigh(p) for p in people) / statistics.pvariance(scores):.0%}"
    )
    table = Table(people, rng)
    print(f"\nown score   an ignorant player is right, of {options.guesses}")
    for own_score in OWN_SCORES:
        print(f"{own_score:9}   {share_right(table, own_score, options.guesses):.2%}")
    print("\n      gap   a weigher of the shown facts is right")
    for gap in GAPS:
        print(f"{gap:9}   {share_at_gap(people, gap, weigh, rng):.1%}")
    print("\nstreaks     mean  median   p90   longest")
    for name, player in (("ignorant", None), ("weigher", weigh)):
        found = streaks(table, player, 2000)
        print(
            f"{name:<9} {statistics.mean(found):6.2f} {statistics.median(found):7.0f} "
            f"{statistics.quantiles(found, n=10)[8]:5.0f} {max(found):9}"
        )


def share(found: object) -> str:
    """A share in percent."""
    flags = list(found)  # type: ignore[call-overload]  # any iterable of booleans
    return f"{sum(flags) / len(flags):.1%}"


if __name__ == "__main__":
    main()
