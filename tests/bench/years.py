"""How years, matches and rated decks come out: simulated players under the rules of the game.

    python tests/bench/years.py [--size 6000] [--years 4000]

The ignorant one tosses coins, for the call and among the open stakes. The weigher of balance.py calls what the shown
facts say, stakes all that is open when they are clear and 10 when they are not, and swaps an unclear file.
"""

import argparse
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))

from balance import Regression, Table, print_row

from higherthanthou.authoring.generating.people import make_people
from higherthanthou.authoring.seeds.models import load_model
from higherthanthou.authoring.seeds.recipes import load_recipe
from higherthanthou.game.deal import SESAME, Side
from higherthanthou.game.modes import MODES
from higherthanthou.game.modes.match import matches_in
from higherthanthou.game.modes.mode import SWAP
from higherthanthou.game.modes.year import STAKES, limit, open_lifelines
from higherthanthou.game.profile import Profile
from higherthanthou.game.run import Call, Run, Used
from higherthanthou.game.stars import DAILY, GROWN, most_moved, rescored, weight_of

OWN_SCORES = (450, 550, 640, 750, 850)
CLEAR = 35
"""The weigher is sure from so many points of difference on."""

Seen = Callable[[Profile, Run], tuple[bool, bool]]
"""Whether somebody calls a file higher, and whether that is sure."""


def as_shown(profile: Profile, run: Run) -> Profile:
    """A file with the facts that the year leaves on it."""
    fewer = MODES["year"].view(run).fewer
    if not fewer:
        return profile
    last = profile.facts()[-1].label
    return replace(profile, record=tuple(e for e in profile.record if e.label != last))


def play_year(table: Table, seen: Seen, own_score: int, rng: Random, ignorant: bool) -> list[int]:
    """The score after each month."""
    mode = MODES["year"]
    value = mode.first_value(own_score)
    run, met, course = Run(mode.anchor(value), value=value), set[int](), [value]
    while run.open:
        profile = table.deal(run.turn, run.anchor, met)
        assert profile is not None
        higher, sure = seen(profile, run)
        if not ignorant and not sure and SWAP in open_lifelines(run):
            run = run._replace(used=(*run.used, Used(SWAP, run.turn)))
            profile = table.deal(run.turn, run.anchor, met)
            assert profile is not None
            higher, sure = seen(profile, run)
        open_stakes = [stake for stake in STAKES if stake <= limit(run.value)]
        stake = rng.choice(open_stakes) if ignorant else open_stakes[-1] if sure else STAKES[0]
        side = Side.HIGHER if higher else Side.LOWER
        run, _ = mode.guess(run, run.turn, Call(side, stake), profile.score)
        course.append(run.value)
    return course


def print_years(name: str, years: Sequence[list[int]], own_score: int) -> None:
    """How they ended."""
    ends = sorted(year[-1] for year in years)
    early = sum(len(year) < 13 for year in years) / len(years)
    tenth, _, _, _, middle, _, _, _, last = statistics.quantiles(ends, n=10)
    top = sum(end >= 900 for end in ends) / len(ends)
    cells = [f"{own_score}", f"{tenth:.0f}", f"{middle:.0f}", f"{last:.0f}", f"{top:.1%}", f"{early:.1%}"]
    print_row(name, cells)


def play_night(table: Table, likes: Callable[[Profile, int], bool], own_score: int, rng: Random) -> int:
    """How many matches a night brings."""
    mode = MODES["match"]
    run, met = Run(own_score), set[int]()
    while run.open:
        gap = mode.gap(run.turn, SESAME, rng)
        profile = near(table, own_score, gap, met, rng)
        like = len(run.used) < 4 and likes(profile, own_score)
        side = Side.HIGHER if rng.random() < 0.5 else Side.LOWER
        run, _ = mode.guess(run, run.turn, Call(side, int(like)), profile.score)
    return matches_in(run.value)


def near(table: Table, own_score: int, gap: int, met: set[int], rng: Random) -> Profile:
    """A file about that far away, on the side of a coin."""
    target = own_score + (gap if rng.random() < 0.5 else -gap)
    index = min(
        (i for i in range(len(table.people)) if i not in met), key=lambda i: abs(table.scores[i] - target)
    )
    met.add(index)
    return table.people[index]


def flood(first: int, stars: int, puppets: int, judged: int) -> int:
    """How far a file moves when so many players who have judged so many files give it stars on one day."""
    given = weight = total = 0
    for _ in range(puppets):
        own = weight_of(judged, given)
        given += own
        weight += own
        total += own * stars
    return rescored(first, weight, total) - first


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=6000)
    parser.add_argument("--years", type=int, default=4000)
    parser.add_argument("--nights", type=int, default=400)
    options = parser.parse_args()
    model, recipe, rng = load_model("sesame"), load_recipe("citizens"), Random(1)
    people = list(make_people(model, recipe, options.size, 1))
    learned, table = Regression(list(make_people(model, recipe, options.size, 2))), Table(people, rng)

    def weigh(profile: Profile, run: Run) -> tuple[bool, bool]:
        start, slope = learned.expected[len(profile.facts())]
        margin = learned.estimate_of(profile, as_shown(profile, run)) - (start + slope * run.anchor)
        return margin > 0, abs(margin) > CLEAR * slope

    print(f"{options.years} years each: where they end, in how many at 900 or more, and how many end early")
    print_row("", ["start", "p10", "median", "p90", ">= 900", "early"])
    for own in OWN_SCORES:
        toss = [
            play_year(table, lambda *_: (rng.random() < 0.5, False), own, rng, True)
            for _ in range(options.years)
        ]
        print_years("ignorant", toss, own)
    for own in OWN_SCORES:
        print_years(
            "weigher",
            [play_year(table, weigh, own, rng, False) for _ in range(max(2, options.years // 4))],
            own,
        )

    print("\nmatches of a night with four likes: always, by the weigher, by who knows the scores")
    always = [play_night(table, lambda *_: True, 640, rng) for _ in range(options.nights)]
    guessed = [
        play_night(table, lambda p, own: abs(learned.estimate(p) - own) < 90, 640, rng)
        for _ in range(options.nights)
    ]
    knows = [
        play_night(table, lambda p, own: abs(p.score - own) <= 75, 640, rng) for _ in range(options.nights)
    ]
    print_row("mean", [f"{statistics.mean(found):.2f}" for found in (always, guessed, knows)])

    print(
        f"\npoints that a day moves a rated file; documented: at most {most_moved():.0f}, whoever gives stars"
    )
    print_row("from", ["1 new", "10 new", "100 new", "100 grown", "1000 grown"])
    for first, stars in ((350, 5), (500, 5), (650, 5), (650, 1), (950, 1)):
        crowds = ((1, 1), (10, 1), (100, 1), (100, GROWN), (1000, GROWN))
        print_row(
            f"{first} by {stars}*", [f"{flood(first, stars, many, judged):+d}" for many, judged in crowds]
        )
    print(f"a day's stars weigh {DAILY / 1000:g} ratings at most")


if __name__ == "__main__":
    main()
