"""What memory is worth: bots that remember every file and know nothing else, with one cookie and with two.

    python tests/bench/memory.py [--days 365] [--month 30] [--size 3000] [--streaks 4] [--met 50,300,1000,2640]

A year of dailies: each day a bot reads the ten files that /daily has opened, plays some streaks with one cookie, and
the daily of that day with a second one; then a third, which was told what the second had seen, plays the same daily.
Each month the deck is made anew, and a newcomer who remembers all that was ever met plays a streak before anybody
else. A file that is known is called by its score, any other by a coin.

Then two cookies in one season: the first tosses a coin until it has met so many files, and newcomers who were told
them play streaks. A season does not stop that. It makes it worth nothing at the end of the month.

The last column is what the design counted on: that the year finds nothing known, and how many runs it takes to meet
a deck. The bench fails if a bot does better.
"""

import argparse
import atexit
import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random

from higherthanthou.authoring.generating.day_task import make_ten
from higherthanthou.authoring.seeds.models import load_model
from higherthanthou.authoring.seeds.recipes import load_recipe
from higherthanthou.game.deal import Side
from higherthanthou.game.modes import MODES
from higherthanthou.game.modes.daily import DAY, day_of
from higherthanthou.making.season_making import turn_now
from higherthanthou.making.seeding import GenerateOptions, generate_deck
from higherthanthou.settings import Settings
from higherthanthou.storage import open_database
from higherthanthou.store.days import days
from higherthanthou.store.decks import decks
from higherthanthou.store.decks.profile_row import values_of
from higherthanthou.store.engine.database import Database
from higherthanthou.store.players import players
from higherthanthou.store.runs import deciding, opening
from higherthanthou.store.runs.dealing import RuleInputs
from higherthanthou.store.runs.desks import Desk, desk
from higherthanthou.store.tables import new_public_id

BEGIN = 1_790_000_000_000
LONGEST = 200
RUNS_A_FILE = 1320 / 2640
"""So many runs of a coin meet a file: at 60 runs a minute, 88 % of a deck of 3,000 in 22 minutes."""

TOLD = 20
"""Newcomers who play a streak with what another cookie has met."""

NOISE, FEW = 1.5, 300
"""A bot does better than the design if it needs that much less; below so many files that is chance."""

Face = tuple[str, int | None, str, str]
"""What tells a file: name, age, occupation and place."""


@dataclass
class Score:
    """Calls, those that were right, and those that were known."""

    calls: int = 0
    right: int = 0
    known: int = 0

    @property
    def share(self) -> float:
        """Right calls in percent."""
        return 100 * self.right / max(1, self.calls)

    def line(self, name: str, designed: str) -> str:
        """A line of the table, with twice the standard error of a fair coin."""
        error = 100 / max(1, self.calls) ** 0.5
        return f"{name:<42}{self.calls:>7}{self.known:>7}{self.share:>8.1f} % +- {error:<6.1f}{designed}"


@dataclass
class World:
    """The game on a database of its own, at a time of its own."""

    database: Database
    rng: Random
    now: int = BEGIN
    read: dict[Face, int] = field(default_factory=dict)
    played: dict[Face, int] = field(default_factory=dict)

    def newcomer(self) -> int:
        """Another cookie."""
        token = new_public_id()
        return self.database.write_now(lambda c: players.add_player(c, token, self.now, self.rng))

    def make_day(self) -> None:
        """Have the ten of today there, as a server has."""
        recipe = load_recipe("citizens")
        mark, ten = make_ten(recipe, load_model(recipe.model), self.rng, 400)
        deck = self.database.read_now(lambda c: decks.find(c, "citizens"))
        assert deck is not None
        made = [values_of(person) for person in ten]
        today = day_of(self.now)
        self.database.write_now(partial(days.keep, deck=deck, day=today, mark=mark, ten=made))

    def read_daily(self) -> None:
        """Learn what /daily shows today: the ten of yesterday, opened."""
        deck = self.database.read_now(lambda c: decks.find(c, "citizens"))
        assert deck is not None
        for one in self.database.read_now(lambda c: days.revealed(c, deck.id, day_of(self.now) - 1)):
            self.read[one.name, one.age, one.occupation, one.place] = one.score

    def play(self, player: int, mode: str, known: list[dict[Face, int]], score: Score) -> None:
        """Play a run by what is known and a coin; remember every file that it opens."""
        run = self.database.write_now(partial(self._start, player=player, mode=mode))
        shown = self.database.write_now(partial(self._look, player=player, run=run))
        while shown.file is not None and shown.run.turn <= LONGEST:
            file = shown.file
            face: Face = (file.name, file.age, file.occupation, file.place)
            told = next((faces[face] for faces in known if face in faces), None)
            side = self.rng.choice(list(Side)) if told is None else _side(told, shown.run.anchor)
            self.now += 1000
            inputs = RuleInputs(self.now, self.rng, 300)
            shown = self.database.write_now(
                lambda c, t=shown.run.turn, s=side, m=inputs: deciding.decide(c, player, run, t, s, m)
            ).desk
            assert shown.last is not None
            self.played[face] = shown.last.verdict.score
            score.calls += 1
            score.right += shown.last.verdict.right
            score.known += told is not None

    def _start(self, connection, player: int, mode: str) -> str:
        deck = decks.find(connection, "citizens")
        assert deck is not None
        return opening.start(
            connection, player, deck, MODES[mode], RuleInputs(self.now, self.rng, 300)
        ).run_id

    def _look(self, connection, player: int, run: str) -> Desk:
        return desk(connection, player, run)


def _side(score: int, anchor: int) -> Side:
    return Side.HIGHER if score > anchor else Side.LOWER


@dataclass
class Year:
    """What a year of dailies and of seasons came to, for each way to use what was met."""

    daily: Score = field(default_factory=Score)
    told: Score = field(default_factory=Score)
    streaks: Score = field(default_factory=Score)
    fresh: Score = field(default_factory=Score)
    turned: Score = field(default_factory=Score)

    def print(self) -> None:
        """The table."""
        print(f"{'':<42}{'calls':>7}{'known':>7}{'right':>10}{'':<10}designed")
        print(self.daily.line("the daily, knowing all before", "none known (4.0 of ten, with 1,000 met)"))
        print(self.streaks.line("streaks, knowing what /daily opened", "none known"))
        print(self.fresh.line("the same, each by a newcomer", "none known"))
        print(self.turned.line("the first streak of a season, knowing all", "none known"))
        print(self.told.line("the daily, told by a cookie of that day", "all known: not stopped"))

    @property
    def is_within(self) -> bool:
        """Whether nothing was known that the design says nobody can know."""
        return not any(score.known for score in (self.daily, self.streaks, self.fresh, self.turned))


def live(world: World, days_in_all: int, month: int, streaks: int) -> Year:
    """Play that year."""
    year, first, second = Year(), world.newcomer(), world.newcomer()
    for day in range(days_in_all):
        if day and day % month == 0:
            turn_now(world.database, "citizens")
            world.play(world.newcomer(), "streak", [world.read, world.played], year.turned)
        world.make_day()
        world.read_daily()
        for _ in range(streaks):
            world.play(first, "streak", [world.read], year.streaks)
        world.play(second, "daily", [world.read, world.played], year.daily)
        world.play(world.newcomer(), "daily", [world.played], year.told)
        if day % 7 == 0:
            world.play(world.newcomer(), "streak", [world.read], year.fresh)
        world.now += DAY - world.now % DAY
    return year


def meet(world: World, counts: list[int], size: int) -> bool:
    """Two cookies in a season: print what the second makes of what the first has met; whether it is within."""
    turn_now(world.database, "citizens")
    world.played.clear()
    print(f"{'files met':>9}{'runs':>7}{'minutes':>9}{'known':>8}{'right':>9}{'streak':>8}   designed")
    first, runs, within = world.newcomer(), 0, True
    for count in counts:
        while len(world.played) < count:
            world.play(first, "streak", [], Score())
            runs += 1
        known, told = dict(world.played), Score()
        for _ in range(TOLD):
            world.play(world.newcomer(), "streak", [known], told)
        world.played = known
        designed = count * RUNS_A_FILE
        within = within and (count < FEW or runs * NOISE >= designed)
        share, streak = 100 * told.known / told.calls, told.right / TOLD
        print(
            f"{count:>9}{runs:>7}{runs / 60:>9.1f}{share:>6.0f} %{told.share:>7.0f} %{streak:>8.1f}"
            f"   {designed:.0f} runs for {100 * count / size:.0f} % of the deck"
        )
    return within


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--month", type=int, default=30, help="days of a season")
    parser.add_argument("--size", type=int, default=3000)
    parser.add_argument("--streaks", type=int, default=4, help="a day")
    parser.add_argument("--met", default="50,300,1000,2640", help="files that a cookie has met")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    database = open_database(Settings(data_dir=folder))
    generate_deck(database, GenerateOptions("citizens", size=options.size, seed=1, publish=True))
    world = World(database, Random(1))
    year = live(world, options.days, options.month, options.streaks)
    print(f"{options.days} days, seasons of {options.month} days, a deck of {options.size}")
    year.print()
    print(
        f"\n{len(world.read)} files read at /daily, {len(world.played)} met by cookies; then, in one season:"
    )
    met = meet(world, [int(count) for count in options.met.split(",")], options.size)
    database.close()
    if not (year.is_within and met):
        sys.exit("A bot does better than the design.")


if __name__ == "__main__":
    main()
