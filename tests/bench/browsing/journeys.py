"""Whole journeys of players of several skills: rounds of each in turn, of each build in turn, and what they say."""

import gc
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median, quantiles

from .builds import ROOT, Build, extracted
from .kinds import measure_kinds
from .player import Round, play_round
from .visit import Visit, first_visits

SKILLS = {"coin flip": 0.5, "75 % right": 0.75, "90 % right": 0.9}
VISITS = 10


@dataclass
class Found:
    """What was measured of a build."""

    rounds: dict[str, list[Round]] = field(default_factory=lambda: {name: [] for name in SKILLS})
    kinds: list[dict[str, float]] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)


def start(folder: Path, size: int, against: str, cores: set[int], url: str = "") -> list[Build]:
    """Serve this checkout with a copy of the database in that folder, and perhaps another commit beside it.

    ``url`` is of an empty database, on which it is served with the same people once more.
    """
    here = _copy(folder, "here")
    builds = [Build("this", ROOT, here, size, cores)]
    if against:
        other = folder / "other"
        other.mkdir()
        builds.insert(0, Build(against, extracted(against, folder / "sources"), other, size, cores))
    if url:
        builds.append(Build("postgresql", ROOT, _copy(folder, "far"), size, cores, url))
    return builds


def _copy(folder: Path, name: str) -> Path:
    """A folder with a copy of the database."""
    made = folder / name
    made.mkdir()
    for part in folder.glob("higherthanthou.db*"):  # what is committed may still be in the log beside it
        shutil.copy(part, made)
    return made


async def measure(
    builds: list[Build], rounds: int, seconds: float, connections: int, count: int
) -> dict[str, Found]:
    """Everything of every build, alternating; ``count`` requests of each kind."""
    found, rng = {build.name: Found() for build in builds}, Random(1)
    each = int(seconds * 4) + 1
    gc.disable()
    for _ in range(rounds):  # first, while few portraits have been drawn
        for build in builds:
            build.wait_until_quiet()
            found[build.name].kinds.append(await measure_kinds(build, -(-count // rounds)))
            found[build.name].visits.append(await first_visits(build, VISITS))
    for _ in range(rounds):
        for skill in SKILLS:
            for build in builds:
                build.wait_until_quiet()
                made = await build.players(each * connections, SKILLS[skill], rng)
                done = Round()
                done.cpu = await build.spent(
                    play_round([made[number::connections] for number in range(connections)], seconds, done)
                )
                found[build.name].rounds[skill].append(done)
                for player in made:
                    player.browser.close()
                gc.collect()
    gc.enable()
    return found


def report(found: dict[str, Found], floors: dict[str, float]) -> None:
    """The tables: ``floors`` are the guesses a second of F1 and F2."""
    print("\nwhole runs with compression, portraits, opening and the desk; limits on; per guess:")
    print("player      build       per second  of F1  of F2   CPU us  p50 ms  p99 ms   guesses a run")
    for skill in SKILLS:
        for name, one in found.items():
            print(f"{skill:<11} {name:<10} {_line(one.rounds[skill], floors)}")
    if len(found) == 2:
        before, after = found.values()
        for skill in SKILLS:
            cpu, rate = (
                _ratio(before.rounds[skill], after.rounds[skill], of) for of in (_microseconds, _rate)
            )
            print(f"{skill}: {cpu:.2f} of the CPU, {rate:.2f} times the guesses a second")
    print("\nCPU us by kind of request, as browsers ask      " + "".join(f"{name:>12}" for name in found))
    for kind in next(iter(found.values())).kinds[0]:
        spent = (median(kinds[kind] for kinds in one.kinds) for one in found.values())
        print(f"{kind:<48}" + "".join(f"{each:12.0f}" for each in spent))
    print("\nfirst visit    requests   KB sent   CPU ms")
    for name, one in found.items():
        requests, sent, _ = one.visits[0]
        spent = median(visit.milliseconds for visit in one.visits)
        print(f"{name:<14} {requests:8} {sent / 1000:9.1f} {spent:8.1f}")


def _rate(done: Round) -> float:
    return len(done.milliseconds) / done.seconds


def _microseconds(done: Round) -> float:
    return done.cpu * 1e6 / len(done.milliseconds)


def _ratio(before: list[Round], after: list[Round], of) -> float:
    """The median of the ratios of rounds that followed each other."""
    return median(of(second) / of(first) for first, second in zip(before, after, strict=True))


def _line(rounds: list[Round], floors: dict[str, float]) -> str:
    rate, cpu = median(map(_rate, rounds)), median(map(_microseconds, rounds))
    cuts = [quantiles(done.milliseconds, n=100) for done in rounds]
    middle, tail = (median(cut[place] for cut in cuts) for place in (49, 98))
    long = median(len(done.milliseconds) / max(done.runs, 1) for done in rounds)
    return (
        f"{rate:11.0f} {rate / floors['F1']:6.2f} {rate / floors['F2']:6.2f} {cpu:8.0f} {middle:7.1f} "
        f"{tail:7.1f} {long:10.1f}"
    )
