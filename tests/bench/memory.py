"""What memory is worth: a bot that reads everything and knows nothing else, through a year of dailies.

    python tests/bench/memory.py [--days 365] [--size 1000] [--streaks 4]

Each day it reads the ten files that /daily has opened, plays some streaks with one cookie, and with a second one the
daily of that day; each week two newcomers play a streak. A file that it knows it calls by its score, any other by a coin.
The daily shall be right half of the time whatever was learned, and streaks by what was read at /daily.

The last row is what nothing stops: a newcomer who knows what another cookie has met. So does one who plays the daily of
the same day with a second cookie; that is not measured.
"""

import argparse
import atexit
import shutil
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
Face = tuple[str, int | None, str, str]
"""What tells a file: name, age, occupation and place."""


@dataclass
class Score:
    """Calls, those that were right, and those that were known."""

    calls: int = 0
    right: int = 0
    known: int = 0

    def line(self, name: str) -> str:
        """A line of the table, with twice the standard error of a fair coin."""
        share, error = 100 * self.right / max(1, self.calls), 100 / max(1, self.calls) ** 0.5
        return f"{name:<34}{self.calls:>8}{self.known:>8}{share:>9.1f} % +- {error:.1f}"


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


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--size", type=int, default=1000)
    parser.add_argument("--streaks", type=int, default=4, help="a day")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    database = open_database(Settings(data_dir=folder))
    generate_deck(database, GenerateOptions("citizens", size=options.size, seed=1, publish=True))
    world = World(database, Random(1))
    first, second = world.newcomer(), world.newcomer()
    daily, streaks, fresh, all_known = Score(), Score(), Score(), Score()
    for day in range(options.days):
        world.make_day()
        world.read_daily()
        for _ in range(options.streaks):
            world.play(first, "streak", [world.read], streaks)
        world.play(second, "daily", [world.read, world.played], daily)
        if day % 7 == 0:
            world.play(world.newcomer(), "streak", [world.read], fresh)
            world.play(world.newcomer(), "streak", [world.read, world.played], all_known)
        world.now += DAY - world.now % DAY
    print(f"{options.days} days, a deck of {options.size}; {len(world.read)} files read at /daily")
    print(f"{'':<34}{'calls':>8}{'known':>8}{'right':>9}")
    print(daily.line("the daily, knowing everything"))
    print(streaks.line("streaks, knowing what /daily opens"))
    print(fresh.line("the same, each by a newcomer"))
    print(all_known.line("a newcomer who knows all streaks"))
    database.close()


if __name__ == "__main__":
    main()
