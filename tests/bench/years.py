"""How years, matches and rated decks come out: simulated players under the rules of the game.

    python tests/bench/years.py [--size 6000] [--years 2000]

The one who tosses coins does so for the call, and stakes at random, always 10, or always all that is open. The readers
of readers.py call what they read; who is sensible stakes what wins most in the mean by how sure the call is, and swaps a
file of which that is under 60 %. Years are played by the rules of before (before.py) and of now.
"""

import argparse
import statistics
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

from balance import Regression, Table, print_row
from before import STAKES as STAKES_BEFORE
from before import YearBefore, most_before
from readers import Reading, Shows, Traits, readers

from higherthanthou.authoring.generating.people import make_people
from higherthanthou.authoring.seeds.models import load_model
from higherthanthou.authoring.seeds.recipes import load_recipe
from higherthanthou.game.deal import SESAME, Side
from higherthanthou.game.modes import MODES
from higherthanthou.game.modes.match import matches_in
from higherthanthou.game.modes.mode import SWAP, Mode
from higherthanthou.game.modes.year import STAKES, cost, limit, open_lifelines
from higherthanthou.game.profile import Profile
from higherthanthou.game.run import Call, Run, Used
from higherthanthou.game.stars import DAILY, GROWN, most_moved, rescored, weight_of

NOW, BEFORE = (600, 640, 700), (450, 640, 850)
"""Own scores from which years are begun: those that a year begins at now, and what it could begin at."""

UNSURE = 0.6

Stake = Callable[[Run, float, list[int]], int]
"""What somebody stakes of what is open, being so sure of the call."""


class Rules(NamedTuple):
    """A year: its mode, the stakes that are open to a run, and what a miss costs with one."""

    mode: Mode
    stakes: Callable[[Run], list[int]]
    cost: Callable[[Run, int], int]


RULES = {
    "now": Rules(MODES["year"], lambda run: [s for s in STAKES if s <= limit(run.value)], cost),
    "before": Rules(
        YearBefore(),
        lambda run: [s for s in STAKES_BEFORE if s <= most_before(run.value)],
        lambda run, stake: stake,
    ),
}


class Player(NamedTuple):
    """How somebody reads a file (None tosses a coin), stakes, and whether an unsure file is swapped."""

    read: Reading | None
    stake: Stake
    swaps: bool = False


def sensible(rules: Rules) -> Stake:
    """Stake what wins most in the mean."""
    return lambda run, sure, stakes: max(
        stakes, key=lambda s: (s * sure - rules.cost(run, s) * (1 - sure), -s)
    )


class Years:
    """Years on a deck."""

    def __init__(self, table: Table, traits: Traits, rng: Random) -> None:
        """By those traits."""
        self.table, self.traits, self.rng = table, traits, rng
        self.known: dict[tuple[int, int], Shows] = {}

    def sure(self, player: Player, profile: Profile, run: Run, gap: int) -> float:
        """How likely somebody thinks the file is the higher one."""
        if player.read is None:
            return float(self.rng.random() < 0.5)
        fewer = MODES["year"].view(run).fewer
        shows = self.known.get((id(profile), fewer))
        if shows is None:
            shows = self.known[id(profile), fewer] = self.traits.shows(profile, fewer)
        value, line = player.read(shows, self.rng)
        return line.sure(value, run.anchor, gap)

    def play(self, rules: Rules, player: Player, own_score: int) -> list[int]:
        """The score after each month."""
        mode, met = rules.mode, set[int]()
        run = Run(mode.anchor(own_score), value=mode.first_value(own_score))
        course = [run.value]
        while run.open:
            profile, sure = self.look(rules, player, run, met)
            if player.swaps and max(sure, 1 - sure) < UNSURE and SWAP in open_lifelines(run):
                run = run._replace(used=(*run.used, Used(SWAP, run.turn)))
                profile, sure = self.look(rules, player, run, met)
            stake = player.stake(run, max(sure, 1 - sure), rules.stakes(run))
            side = Side.HIGHER if sure > 0.5 else Side.LOWER
            run, _ = mode.guess(run, run.turn, Call(side, stake), profile.score)
            course.append(run.value)
        return course

    def look(self, rules: Rules, player: Player, run: Run, met: set[int]) -> tuple[Profile, float]:
        """The next file, and how likely it is the higher one."""
        wanted = rules.mode.aim(run.turn, run.anchor, self.rng, SESAME, None)
        profile = self.table.deal_at(wanted, met)
        assert profile is not None
        return profile, self.sure(player, profile, run, rules.mode.gap(run.turn, SESAME, self.rng))


def print_years(
    years: Years, rules: Rules, players: dict[str, Player], own_scores: Sequence[int], count: int
) -> None:
    """What they won: the median and the mean, how many end at 950, and how many on the blacklist."""
    print_row("gain", [f"from {own}" for own in own_scores for _ in range(4)])
    print_row("", ["median", "mean", "950", "out"] * len(own_scores))
    for name, player in players.items():
        cells = []
        for own in own_scores:
            courses = [years.play(rules, player, own) for _ in range(count)]
            gains = [course[-1] - course[0] for course in courses]
            top, out = (
                sum(course[-1] == end for course in courses) / count for end in (SESAME.high, SESAME.low)
            )
            cells += [
                f"{statistics.median(gains):+.0f}",
                f"{statistics.mean(gains):+.0f}",
                f"{top:.0%}",
                f"{out:.0%}",
            ]
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
    parser.add_argument("--years", type=int, default=2000)
    parser.add_argument("--nights", type=int, default=400)
    options = parser.parse_args()
    model, recipe, rng = load_model("sesame"), load_recipe("citizens"), Random(1)
    people = list(make_people(model, recipe, options.size, 1))
    learned, table = Regression(list(make_people(model, recipe, options.size, 2))), Table(people, rng)

    years = Years(table, Traits(model), rng)
    read_by = readers(model, list(make_people(model, recipe, options.size, 3)), rng)
    for title, rules in RULES.items():
        most: Stake = lambda run, sure, stakes: stakes[-1]  # noqa: E731  # a way to play, in a line
        least: Stake = lambda run, sure, stakes: stakes[0]  # noqa: E731  # a way to play, in a line
        second: Stake = lambda run, sure, stakes: stakes[min(1, len(stakes) - 1)]  # noqa: E731  # a way to play, in a line
        players = {
            "toss, random": Player(None, lambda run, sure, stakes: rng.choice(stakes)),
            "toss, least": Player(None, least),
            "toss, most": Player(None, most),
        }
        for name, read in read_by.items():
            players |= {
                f"{name}, least": Player(read, least),
                f"{name}, second": Player(read, second),
                f"{name}, most": Player(read, most),
                f"{name}, sensible": Player(read, sensible(rules), swaps=True),
            }
        print(
            f"\n{options.years} years each by the rules of {title}: points won, who ends at 950, who blacklisted"
        )
        print_years(years, rules, players, NOW if title == "now" else BEFORE, options.years)

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
