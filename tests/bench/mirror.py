"""What the mirror tells simulated players: is an even weigher left in peace, and is one who ignores something found?

    python tests/bench/mirror.py [--players 400] [--size 3000] [--calls 60 100 200 400] [--theme citizens]

A player weighs the shown facts by the weights that are best for guessing, learned on another deck, and calls with
the chance that they give, each as sure as it takes for ``--right`` of the calls. One leans to higher, some leave out
a dimension, one trusts a smile; the last always says what is likelier.

Files are dealt by the ramp of the daily, then by that of the streak, which is so much wider at its beginning that
calls tell less of a player. Told is the share of players of whom one sentence or more was said, by lines or by what
is seen; found is the share of whom the one sentence was said that is true.
"""

import argparse
import sys
from bisect import bisect_left
from collections.abc import Callable, Sequence
from random import Random
from typing import NamedTuple

from higherthanthou.authoring.generating.people import make_people
from higherthanthou.authoring.seeds.models import load_model
from higherthanthou.authoring.seeds.recipes import load_recipe
from higherthanthou.game.deal import NEAREST, RAMP, Ramp, Side, aim, gap_at
from higherthanthou.game.mirror.called import Called, Surface
from higherthanthou.game.mirror.logistic import dot, probability
from higherthanthou.game.mirror.mirror import Mirror, reflect
from higherthanthou.game.mirror.surfaces import SURFACES, surface_of
from higherthanthou.game.mirror.weigher import (
    KnownFile,
    Points,
    Weights,
    learn_weigher,
    shown_points,
)
from higherthanthou.game.modes.daily import RAMP as DAILY
from higherthanthou.game.profile import Profile, Shown

ANCHOR, TURNS = 640, 12
SURE, NEVER_SURE = 1000.0, 1e-3
RAMPS: dict[str, tuple[Ramp, int]] = {"the daily": (DAILY, 10), "the streak": (RAMP, TURNS)}


class Known(NamedTuple):
    """A file of the deck: what stands on it, and what the game's own weigher makes of it."""

    score: int
    points: Points
    odds: float
    surface: Surface
    labels: tuple[str, ...]


class Player(NamedTuple):
    """How a player weighs: the constant and a weight for each dimension, how sure, and what a smile is worth."""

    weights: Weights
    sure: float = 1.0
    bias: float = 0.0
    smile: float = 0.0

    def chance(self, file: Known) -> float:
        """How likely this player is to say higher."""
        weighed = dot((1.0, *file.points), self.weights)
        return probability(self.sure * weighed + self.bias + self.smile * file.surface[0])


class Deck:
    """A deck, and dealing from it around the anchor."""

    def __init__(self, people: Sequence[Profile], keys: Sequence[str], rng: Random) -> None:
        """Learn the weigher as the game does."""
        files = [KnownFile(one.score, shown_points(one.record, keys)) for one in people]
        weigher = learn_weigher(files)
        self.files = sorted([
            Known(file.score, file.points, weigher.log_odds(file.points, ANCHOR), _surface(one), _labels(one))
            for file, one in zip(files, people, strict=True)
        ])  # fmt: skip
        self.scores, self.rng = [file.score for file in self.files], rng

    def deal(self, ramp: Ramp, turns: int, count: int) -> list[Known]:
        """So many files as they are dealt over the turns of a ramp, each turn as often."""
        return [self._one(gap_at(1 + n % turns, ramp=ramp)) for n in range(count)]

    def _one(self, gap: int) -> Known:
        wanted = aim(gap, ANCHOR, self.rng)
        start = bisect_left(self.scores, wanted.target)
        near = range(max(0, start - NEAREST), min(len(self.scores), start + NEAREST))
        return self.files[
            self.rng.choice(
                [n for n in near if (self.scores[n] > ANCHOR) == (wanted.side is Side.HIGHER)] or near
            )
        ]


def _surface(one: Profile) -> Surface:
    return surface_of(one.look.get("expressionVariant", ""), one.age, one.place, one.name)


def _labels(one: Profile) -> tuple[str, ...]:
    return tuple([entry.label for entry in one.record if entry.shown is Shown.FILE])


def as_sure(player: Player, dealt: Sequence[Known], right: float) -> Player:
    """The player, as sure as it takes for so many right calls; the surest, if that many cannot be."""
    low, high = NEVER_SURE, SURE
    for _ in range(25):
        middle = (low * high) ** 0.5
        chances = [player._replace(sure=middle).chance(file) for file in dealt]
        share = sum([c if file.score > ANCHOR else 1 - c for c, file in zip(chances, dealt, strict=True)])
        low, high = (middle, high) if share < right * len(dealt) else (low, middle)
    return player._replace(sure=high)


def players(weights: Weights, keys: Sequence[str]) -> dict[str, tuple[Player, str]]:
    """The players by name, and what is true of each: the key of a line, the name of a surface, or nothing."""
    found = {"even": (Player(weights), ""), "even, leans to higher": (Player(weights, bias=0.7), "")}
    for place, key in enumerate(keys, 1):
        without = (*weights[:place], 0.0, *weights[place + 1 :])
        found[f"ignores {key}"] = Player(without), key
    return found | {"trusts a smile": (Player(weights, smile=0.8), SURFACES[0])}


def call(player: Player, file: Known, rng: Random) -> Called:
    """A call of a player on a file."""
    higher, gap = rng.random() < player.chance(file), abs(file.score - ANCHOR)
    return Called(file.points, file.odds, higher, file.score > ANCHOR, gap, file.surface, file.labels)


def told(mirror: Mirror) -> list[str]:
    """What the mirror says something of: too little is the key, too much the key with a plus."""
    lines = [f"{line.key}{'+' if line.more else ''}" for line in mirror.outstanding]
    return lines + [one.name for one in mirror.surfaces if one.seen]


def measure(reflected: Callable[[], Mirror], true: str, count: int) -> str:
    """Of how many players anything was told, and the truth."""
    every = [told(reflected()) for _ in range(count)]
    anything = sum([bool(said) for said in every]) / count
    found = sum([true in said for said in every]) / count
    return f"{anything:4.0%} {f'{found:4.0%}' if true else '   –'}"


def table(deck: Deck, weights: Weights, keys: Sequence[str], ramp: str, options: argparse.Namespace) -> None:
    """Print the table of a ramp."""
    dealt = deck.deal(*RAMPS[ramp], options.dealt)
    best = sum([(file.odds > 0) == (file.score > ANCHOR) for file in dealt]) / len(dealt)
    print(f"\nfiles of {ramp}: the best weigher is right in {best:.0%}, each of these in {options.right:.0%}")
    print(f"{'told, found after':28}" + "".join(f"{count:>12} calls" for count in options.calls))
    every = {
        name: (as_sure(one, dealt, options.right), true)
        for name, (one, true) in players(weights, keys).items()
    }
    every["even, always the likelier"] = Player(weights, SURE), ""
    for name, (player, true) in every.items():
        cells = [
            measure(
                lambda player=player, count=count: reflect(
                    [call(player, file, deck.rng) for file in deck.deal(*RAMPS[ramp], count)], keys
                ),
                true,
                options.players,
            )
            for count in options.calls
        ]
        print(f"{name:28}" + "".join(f"{cell:>18}" for cell in cells), flush=True)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--players", type=int, default=400)
    parser.add_argument("--size", type=int, default=3000)
    parser.add_argument("--calls", type=int, nargs="+", default=[60, 100, 200, 400])
    parser.add_argument("--dealt", type=int, default=2000, help="files by which players are made as sure")
    parser.add_argument("--theme", default="citizens")
    parser.add_argument("--right", type=float, default=0.75)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    recipe = load_recipe(options.theme)
    model = load_model(recipe.model)
    keys = [dimension.key for dimension in model.dimensions]
    deck = Deck(list(make_people(model, recipe, options.size, options.seed)), keys, Random(options.seed))
    others = make_people(model, recipe, 4 * options.size, options.seed + 1)
    files = [KnownFile(one.score, shown_points(one.record, keys)) for one in others]
    weights = learn_weigher(files).at(ANCHOR)
    for ramp in RAMPS:
        table(deck, weights, keys, ramp, options)


if __name__ == "__main__":
    sys.exit(main())
