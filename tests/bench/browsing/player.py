"""A player at a desk: opens runs, looks at every file and its portrait, and is right as often as its skill says."""

import asyncio
import re
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from .browser import Answer, Browser

DECK = "citizens"
OPEN = f"deck={DECK}&mode=streak"
RUNS_EACH = 15
"""So many runs a player opens in a round at most: a quarter of what the server allows in a minute."""

TURN = re.compile(rb'name="turn" value="(\d+)"')
OWN = re.compile(rb'data-testid="own-score">(\d+)')
FILE = re.compile(rb'<img class="portrait" src="(/portraits/([^"]+))"')

Key = dict[bytes, int]
"""The score of each file by the name of its portrait."""


def read_key(database: Path) -> Key:
    """What a player must know to be right: the scores, from the database of a server."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return {
            name.encode(): score for name, score in connection.execute("SELECT portrait, score FROM profiles")
        }


@dataclass
class Round:
    """What came of a round: how long each guess took, and how many of them closed a run."""

    milliseconds: list[float] = field(default_factory=list)
    runs: int = 0
    seconds: float = 0
    cpu: float = 0
    """Seconds of the server's processes."""


class Player:
    """One browser and the player whose cookie it has."""

    def __init__(self, browser: Browser, key: Key, skill: float, rng: Random) -> None:
        """``skill`` is the share of files that it calls right; None of them can be seen on the file."""
        self.browser, self.key, self.skill, self.rng = browser, key, skill, rng

    async def open_run(self) -> tuple[str, Answer]:
        """Open a run and look at its desk; the run's path and the page."""
        opened = await self.browser.send("/runs", OPEN)
        return opened.location, await self.browser.page(opened.location)

    async def play(self, done: Round, until: float) -> None:
        """Play one run to its end, or until that time, but make one guess at least."""
        run, answer = await self.open_run()
        body = answer.body
        while turn := TURN.search(body):
            await self.look(body)
            began = time.perf_counter()
            answer = await self.guess(run, turn[1].decode(), self.call(body))
            done.milliseconds.append((time.perf_counter() - began) * 1000)
            body = answer.body
            if time.perf_counter() > until:
                return
        done.runs += 1

    async def look(self, body: bytes) -> None:
        """Fetch the portrait of the file on the desk."""
        found = FILE.search(body)
        assert found, "there is no file on the desk"
        await self.browser.file(found[1].decode())

    async def guess(self, run: str, turn: str, side: str) -> Answer:
        """Judge the file on the desk."""
        return await self.browser.part(f"{run}/guesses", f"turn={turn}&guess={side}")

    def call(self, body: bytes) -> str:
        """What it calls: the truth, or else its opposite."""
        return side_of(body, self.key, self.rng.random() < self.skill)


def side_of(body: bytes, key: Key, right: bool) -> str:
    """The side that is right, or wrong, for the file on this desk; on a tie both are right."""
    file, own = FILE.search(body), OWN.search(body)
    assert file, "there is no file on the desk"
    assert own, "there is no score on the desk"
    return "higher" if (key[file[2]] > int(own[1])) == right else "lower"


async def play_round(players: list[list[Player]], seconds: float, done: Round) -> None:
    """Let the players of each connection take turns, a run each, for so many seconds."""
    began = time.perf_counter()
    until = began + seconds

    async def take_turns(mine: list[Player]) -> None:
        number = 0
        while not number or time.perf_counter() < until:
            await mine[number % len(mine)].play(done, until)
            number += 1
            if number > RUNS_EACH * len(mine):
                raise SystemExit("the players of a round were too few for the limits of the server")

    await asyncio.gather(*map(take_turns, players))
    done.seconds = time.perf_counter() - began
