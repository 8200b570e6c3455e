"""What a law moves: citizens who cross a threshold under other weights, and two wards under five strategies.

    python tests/bench/lab.py [--size 3000] [--wards 900] [--laws 12]

Files are as the lab counts them, the threshold is 640. The processor's time of a law is what the server spends
on it the first time it is asked for; later it is kept. The last table has two bell curves whose wards repay
alike, to show why those of the deck do not: there, the strategies nearly coincide.
"""

import argparse
import time
from collections.abc import Sequence
from random import Random

from higherthanthou.authoring.generating.people import make_people
from higherthanthou.authoring.seeds.models import load_model
from higherthanthou.authoring.seeds.recipes import load_recipe
from higherthanthou.game.lab.law import USUAL, Law, own_law, scaled
from higherthanthou.game.lab.movers import crossing
from higherthanthou.game.lab.outcomes import Crowd, Outcome, Tally, scores_of, tallies
from higherthanthou.game.lab.presets import presets
from higherthanthou.game.lab.strategies import TITLES, strategies
from higherthanthou.game.lab.wards import WARDS, ward_of
from higherthanthou.game.profile import Profile, points_by
from higherthanthou.store.lab.crowds import DeckCrowd
from higherthanthou.web.lab.laws import work_out

MODEL = load_model("sesame")
KEYS = [dimension.key for dimension in MODEL.dimensions]
SEED = 1
TAKEN_EVENLY = ("connections 30, even", (20, 20, 15, 15, 30))
"""The law of the page's picture: what connections gain is taken from the others by and large evenly."""


def crowd_of(people: Sequence[Profile]) -> DeckCrowd:
    """People as the lab counts them; of those in wards every third may be shown."""
    points = [points_by(person.record) for person in people]
    columns = tuple(tuple(one.get(key, 0) for one in points) for key in KEYS)
    wards = [ward_of(person.place) for person in people]
    known = None not in wards
    outcomes = tuple(bool(person.outcome) for person in people) if known else ()
    crowd = Crowd(columns, tuple(ward or 0 for ward in wards) if known else (0,) * len(people), outcomes)
    shown = tuple(column[::3] for column in columns) if known else ((),) * len(KEYS)
    return DeckCrowd(crowd, 2 if known else 1, tuple(range(len(shown[0]))), shown)


def laws_of_citizens(size: int, laws: int) -> None:
    """How many citizens cross 640, and the processor's time of a law."""
    found = crowd_of(list(make_people(MODEL, load_recipe("citizens"), size, SEED)))
    own = scores_of(MODEL, own_law(MODEL).weights, found.crowd.points)
    print(f"{size} citizens: who crosses {USUAL} under another law\n")
    print("| law | weights | cross | share |\n|---|---|---|---|")
    named = [(preset.title.lower(), preset.weights) for preset in presets(MODEL)[1:]]
    for title, weights in [*named, TAKEN_EVENLY]:
        moved = crossing(own, scores_of(MODEL, weights, found.crowd.points), [(USUAL, USUAL)] * size)
        print(f"| {title} | {'/'.join(map(str, weights))} | {moved} | {moved / size:.1%} |")
    rng = Random(SEED)
    begun = time.process_time()
    for _ in range(laws):
        work_out(MODEL, found, Law(scaled([rng.random() for _ in KEYS]), (rng.randrange(500, 800),)))
    print(f"\nCPU a law on {size} files: {(time.process_time() - begun) / laws * 1000:.1f} ms\n")


def two_wards(size: int, laws: int) -> None:
    """The five strategies under the deck's own weights, and the processor's time of a law."""
    found = crowd_of(list(make_people(MODEL, load_recipe("wards"), size, SEED)))
    own = scores_of(MODEL, own_law(MODEL).weights, found.crowd.points)
    print(f"Two wards, {size} people, as reported\n")
    show(tallies(MODEL, own, found.crowd, len(WARDS)))
    rng = Random(SEED)
    begun = time.process_time()
    for _ in range(laws):
        lines = rng.randrange(500, 800), rng.randrange(500, 800)
        work_out(MODEL, found, Law(scaled([rng.random() for _ in KEYS]), lines))
    print(
        f"\nCPU a law on {size} people in two wards: {(time.process_time() - begun) / laws * 1000:.1f} ms\n"
    )


def alike(size: int) -> None:
    """Two bell curves, 40 points apart, whose wards repay alike."""
    rng, scores, wards, outcomes = Random(SEED), [], [], []
    for n in range(size):
        ability = rng.gauss(0, 1)
        scores.append(round(max(350, min(950, 670 - 40 * (n % 2) + 90 * ability))))
        wards.append(n % 2)
        outcomes.append(ability + rng.gauss(0, 0.8) > -1)
    print(f"Two bell curves, {size} people, as many repay in both\n")
    show(tallies(MODEL, scores, Crowd((), tuple(wards), tuple(outcomes)), len(WARDS)))


def show(wards: Sequence[Tally]) -> None:
    """A row for each strategy: North and South."""
    print("| strategy | lines | yes | of would-repay | of would-not | of yeses, repaid | profit |")
    print("|---|---|---|---|---|---|---|")
    for key, lines in strategies(wards).items():
        outcomes = [ward.at(line) for ward, line in zip(wards, lines, strict=True)]
        cells = [lines, *zip(*map(percents, outcomes), strict=True), [o.profit for o in outcomes]]
        print(f"| {TITLES[key]} | {' | '.join(f'{north} / {south}' for north, south in cells)} |")


def percents(outcome: Outcome) -> list[int | None]:
    """The four rates of a ward."""
    return [rate.percent for rate in (outcome.accepted, outcome.chance, outcome.risk, outcome.meaning)]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, default=3000, help="citizens")
    parser.add_argument("--wards", type=int, default=900, help="people in two wards")
    parser.add_argument("--laws", type=int, default=12, help="laws that are timed")
    options = parser.parse_args()
    laws_of_citizens(options.size, options.laws)
    two_wards(options.wards, options.laws)
    alike(options.wards * 10)


if __name__ == "__main__":
    main()
