"""Is the game fair, and can it be won? Simulated players on a generated deck, under the real dealing rules.

    python tests/bench/balance.py [--size 6000] [--guesses 20000] [--runs 4000] [--theme citizens]

The ignorant one tosses a coin. The estimator knows a linear regression of the score on the facts that are shown,
learned on another deck, and calls what it estimates. The weigher knows besides that the coin is fair: it compares
the estimate with what it would be, on average, for somebody who stands exactly at the own score.

Then whole streaks and chains of these and of the readers of readers.py, under the rules before (before.py) and now.
"""

import argparse
import statistics
import sys
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))

from before import ChainBefore, StreakBefore
from readers import Reading, Shows, Traits, readers

from higherthanthou.authoring.generating.people import make_people
from higherthanthou.authoring.seeds.models import load_model
from higherthanthou.authoring.seeds.recipes import load_recipe
from higherthanthou.game.deal import NEAREST, SESAME, Aim, Side, aim, gap_at
from higherthanthou.game.modes import MODES
from higherthanthou.game.modes.mode import Mode
from higherthanthou.game.profile import Profile, Shown
from higherthanthou.game.run import Call, Run

OWN_SCORES = (450, 550, 640, 750, 850)
GAPS = (150, 75, 25)
RANKED = (500, 570, 640, 720, 800)
"""Own scores of whole runs: nobody is compared further out."""

REACHED = (5, 10, 15, 25, 50)
LONGEST = 500
Player = Callable[[Profile, int], bool]
"""Says of a profile and an own score whether the profile is higher."""


class Regression:
    """Least squares of the score on the shown facts, for each number of facts on a file."""

    def __init__(self, people: Sequence[Profile]) -> None:
        """Learn the weights from these people."""
        self.weights, self.expected = {}, {}
        for shown in {facts(p) for p in people}:
            mine = [p for p in people if facts(p) == shown]
            self.weights[shown] = solve([(features(p), p.score) for p in mine])
            self.expected[shown] = solve([([1.0, float(p.score)], self.estimate(p)) for p in mine])

    def estimate(self, profile: Profile) -> float:
        """The score to expect from the shown facts."""
        return sum(w * x for w, x in zip(self.weights[facts(profile)], features(profile), strict=True))

    def estimate_of(self, known: Profile, shown: Profile) -> float:
        """The score to expect if of the facts of ``known`` only those on ``shown`` can be read."""
        read = {fact.label for fact in shown.facts()}
        labels = [None, *(entry.label for entry in known.record)]
        weights = self.weights[facts(known)]
        told = zip(labels, weights, features(known), strict=True)
        return sum(w * x for label, w, x in told if label is None or label in read)

    def estimator(self, profile: Profile, own_score: int) -> bool:
        """Call what is estimated."""
        return self.estimate(profile) > own_score

    def weigher(self, profile: Profile, own_score: int) -> bool:
        """Call the side on which such facts are more common, both sides being as likely."""
        start, slope = self.expected[facts(profile)]
        return self.estimate(profile) > start + slope * own_score


def features(profile: Profile) -> list[float]:
    """One and the points of each trait that is shown, 0 for one that is not."""
    return [1.0, *(float(e.points or 0) if e.shown is Shown.FILE else 0.0 for e in profile.record)]


def facts(profile: Profile) -> int:
    """How many facts are on the file."""
    return len(profile.facts())


def solve(rows: Sequence[tuple[list[float], float]]) -> list[float]:
    """The normal equations by Gauss and Jordan's elimination."""
    n = len(rows[0][0])
    table = [
        [*(sum(x[i] * x[j] for x, _ in rows) for j in range(n)), sum(x[i] * y for x, y in rows)]
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

    def __init__(self, people: Iterable[Profile], rng: Random) -> None:
        """Sort it."""
        self.people = sorted(people, key=lambda p: p.score)
        self.scores = [p.score for p in self.people]
        self.rng = rng

    def deal(self, turn: int, own_score: int, met: set[int]) -> Profile | None:
        """The file of a turn among the nearest unmet ones on both sides of the score aimed at, if there is any."""
        return self.deal_at(aim(gap_at(turn), own_score, self.rng), met)

    def deal_at(self, wanted: Aim, met: set[int]) -> Profile | None:
        """A file for an aim."""
        start = bisect_left(self.scores, wanted.target)
        window: list[int] = []
        for step in (range(start, len(self.scores)), range(start - 1, -1, -1)):
            unmet = ((self.scores[i], i) for i in step if i not in met)
            for found, (score, i) in enumerate(unmet):
                if found == NEAREST or not wanted.low <= score <= wanted.high:
                    break
                window.append(i)
        if not window:
            return None
        index = self.rng.choice(window)
        met.add(index)
        return self.people[index]


def share_right(table: Table, player: Player, own_score: int, guesses: int) -> float:
    """How often a player is right, over the turns of the ramp, no citizen twice in a run."""
    right = done = 0
    while done < guesses:
        met: set[int] = set()
        for turn in range(1, 13):
            profile = table.deal(turn, own_score, met)
            assert profile is not None, "a whole deck has files on both sides of every own score"
            right += player(profile, own_score) == (profile.score > own_score)
            done += 1
    return right / done


def share_at_gap(people: Sequence[Profile], gap: int, player: Player, own_score: int) -> list[float]:
    """How often a player is right about files within 10 % of a gap, for each side that has such files."""
    shares = []
    for sign in (1, -1):
        near = [p for p in people if abs((p.score - own_score) * sign - gap) <= max(2, gap * 0.1)]
        if len(near) >= 10:
            shares.append(sum(player(p, own_score) == (sign > 0) for p in near) / len(near))
    return shares


Caller = Callable[[Profile, int], bool]


def streaks(
    table: Table, mode: Mode, caller: Caller, count: int, own_scores: Sequence[int] = RANKED
) -> list[int]:
    """What whole runs over all own scores come to by the rules of a mode, every run with an unseen deck."""
    found = []
    for n in range(count):
        own_score, met = own_scores[n % len(own_scores)], set[int]()
        run = Run(mode.anchor(own_score))
        while run.open and run.turn < LONGEST:
            profile = table.deal_at(mode.aim(run.turn, run.anchor, table.rng, SESAME, None), met)
            if profile is None:
                break
            side = Side.HIGHER if caller(profile, run.anchor) else Side.LOWER
            run, _ = mode.guess(run, run.turn, Call(side), profile.score)
        found.append(run.value)
    return found


def callers(
    learned: Regression, read_by: dict[str, Reading], traits: Traits, rng: Random
) -> dict[str, Caller]:
    """The five kinds of players, as they call a file."""
    shown: dict[int, Shows] = {}

    def reading(read: Reading) -> Caller:
        def call(profile: Profile, anchor: int) -> bool:
            shows = shown.get(id(profile)) or shown.setdefault(id(profile), traits.shows(profile))
            value, line = read(shows, rng)
            return value > line.start + line.slope * anchor

        return call

    found: dict[str, Caller] = {"toss": lambda _profile, _anchor: rng.random() < 0.5}
    return found | {name: reading(read) for name, read in read_by.items()} | {"weigher": learned.weigher}


def print_streaks(name: str, runs: list[int]) -> None:
    """Mean, median and the best of runs, and how many reach so many right calls."""
    cuts = statistics.quantiles(runs, n=100, method="inclusive")
    figures = [
        f"{statistics.mean(runs):.2f}",
        *(f"{cuts[place]:g}" for place in (49, 74, 89, 98)),
        f"{max(runs)}",
    ]
    reached = [f"{sum(run >= length for run in runs) / len(runs):.1%}" for length in REACHED]
    print_row(name, [*figures, *reached])


def print_deck(scores: Sequence[int], unexplained: float) -> None:
    """The shape of a deck."""
    low, high = (sum(flags) / len(scores) for flags in ([s < 450 for s in scores], [s > 850 for s in scores]))
    print(
        f"{len(scores)} people: median {statistics.median(scores):.0f}, standard deviation "
        f"{statistics.pstdev(scores):.1f}, below 450 {low:.1%}, above 850 {high:.1%}"
    )
    print(f"the shown facts explain {1 - unexplained / statistics.pvariance(scores):.0%} of the variance")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=6000)
    parser.add_argument("--guesses", type=int, default=20_000)
    parser.add_argument("--runs", type=int, default=4000)
    parser.add_argument("--theme", default="citizens")
    options = parser.parse_args()
    recipe, rng = load_recipe(options.theme), Random(1)
    model = load_model(recipe.model)
    people = list(make_people(model, recipe, options.size, 1))
    learned_people = list(make_people(model, recipe, options.size, 2))
    learned = Regression(learned_people)
    errors = [p.score - learned.estimate(p) for p in people]
    print_deck([p.score for p in people], statistics.pvariance(errors))
    table = Table(people, rng)
    players: dict[str, Player] = {
        "ignorant": lambda _profile, _own_score: rng.random() < 0.5,
        "estimator": learned.estimator,
        "weigher": learned.weigher,
    }
    print(f"\nright over {options.guesses} guesses of runs of 12 turns, by own score")
    print_row("", [f"{own}" for own in OWN_SCORES])
    for name, player in players.items():
        found = [share_right(table, player, own, options.guesses) for own in OWN_SCORES]
        print_row(name, [f"{share:.1%}" for share in found])
    print("\nright at a gap, the mean of all own scores and both sides (wanted: 95, 85, 65)")
    print_row("", [f"{gap}" for gap in GAPS])
    for name, player in players.items():
        print_row(name, [mean_at_gap(people, gap, player) for gap in GAPS])
    kinds = callers(learned, readers(model, learned_people, rng), Traits(model), rng)
    print("\nright at a gap of 200 and 150: " + ", ".join(
        f"{name} {mean_at_gap(people, 200, call)} {mean_at_gap(people, 150, call)}" for name, call in kinds.items()
    ))  # fmt: skip
    columns = ["mean", "median", "p75", "p90", "p99", "longest", *(f"P({length})" for length in REACHED)]
    modes = {"streak": (StreakBefore(), MODES["streak"]), "chain": (ChainBefore(), MODES["chain"])}
    for title, (before, now) in modes.items():
        print(f"\n{title} of {options.runs} runs, own scores {', '.join(map(str, RANKED))}")
        print_row("", columns)
        for name, call in kinds.items():
            print_streaks(f"{name}, before", streaks(table, before, call, options.runs))
            print_streaks("     now", streaks(table, now, call, options.runs))
    print("\nthe best by own score: mean and p90 of a streak, before and now")
    for own in (500, 640, 800, 850):
        cells = []
        for mode in (StreakBefore(), MODES["streak"]):
            runs = streaks(table, mode, kinds["best"], max(20, options.runs // 4), (own,))
            cells += [f"{statistics.mean(runs):.1f}", f"{statistics.quantiles(runs, n=10)[8]:g}"]
        print_row(f"{own}", cells)


def mean_at_gap(people: Sequence[Profile], gap: int, player: Player) -> str:
    """The mean over own scores of the shares on both sides; a small deck may have too few files there."""
    by_own_score = [share_at_gap(people, gap, player, own_score) for own_score in OWN_SCORES]
    means = [statistics.mean(sides) for sides in by_own_score if sides]
    return f"{statistics.mean(means):.1%}" if means else "too few"


def print_row(name: str, cells: Sequence[str]) -> None:
    """One line of a table."""
    print(f"{name:<15}" + "".join(f"{cell:>9}" for cell in cells))


if __name__ == "__main__":
    main()
