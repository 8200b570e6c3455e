"""A rolling upgrade: two servers of one version become two of the next, one by one, while players and a host go on.

    python tests/bench/rolling.py [--old COMMIT] [--seconds 6] [--players 6] [--pause 0] [--drained 1]

Both versions are served over one PostgreSQL; clients take the servers in turn, each request at the next one, as behind a
load balancer that stops sending to a server before that is stopped. The first server of the next version upgrades
the schema while the others serve. Every answer that is not as it should be, every connection that breaks, and every
acknowledged guess that is missing afterwards counts. Without ``--old`` the version is the same.
"""

import argparse
import asyncio
import atexit
import os
import re
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from html import unescape
from itertools import count
from pathlib import Path
from random import Random
from urllib.request import urlopen

import httpx2
import psycopg

sys.path.insert(0, str(Path(__file__).parent.parent))
from browsing.builds import ROOT, extracted
from guess import PASSWORD, free_port

from databases import Postgres, setting
from interpreters import Interpreter, run_python, start_python
from live import GAME
from posts import address_of

HOST = "Anna"
STARTING = 120
NO_CERTIFICATES = False
"""Reading those of all authorities takes a client 20 ms of a processor, and all this is plain HTTP."""

SHEET = "name,score,fact: Wings\n" + "\n".join(f"Plane {n},{n},{n % 3}" for n in range(20))


class Version:
    """Sources, and what serves them."""

    def __init__(self, name: str, sources: Path, folder: Path, url: str) -> None:
        """Nothing is served yet."""
        self.name, self.folder = name, folder
        kept = {key: value for key, value in os.environ.items() if not key.startswith("HIGHERTHANTHOU_")}
        limits = {"RUNS_PER_MINUTE": "0", "NEW_PLAYERS_PER_HOUR": "0", "TRUSTED_PROXY": "127.0.0.1"}
        named = limits | {"DATABASE_URL": url, "SECRET": "the same on all machines, long enough"}
        self.environment = kept | {f"HIGHERTHANTHOU_{key}": value for key, value in named.items()}
        self.environment |= {"PYTHONPATH": str(sources / "src")}

    def run(self, *command: str, said: str = "") -> None:
        """Run a command of this version."""
        run_python([*GAME, *command], *self._at(self.name), said=said.encode())

    def serve(self, name: str) -> "Served":
        """Serve from a data folder of that name."""
        port = free_port()
        process = start_python([*GAME, "serve", "--port", str(port)], *self._at(name))
        atexit.register(process.kill)
        for _ in range(STARTING * 20):
            try:
                with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5):
                    return Served(name, port, process)
            except OSError:
                assert process.poll() is None, f"{name} did not start"
                time.sleep(0.05)
        raise SystemExit(f"{name} did not get ready")

    def _at(self, data: str) -> tuple[dict[str, str], Path]:
        """The environment for a data folder of that name, and the folder."""
        folder = self.folder / data
        folder.mkdir(exist_ok=True)
        return self.environment | {"HIGHERTHANTHOU_DATA_DIR": str(folder)}, folder


class Served:
    """A server."""

    def __init__(self, name: str, port: int, process: Interpreter) -> None:
        """It is ready."""
        self.name, self.port, self.process = name, port, process

    def stop(self) -> None:
        """End it as systemd does."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(STARTING)


class Balancer:
    """Sends each request to the next server, and counts what clients should not see, by phase."""

    def __init__(self, servers: list[Served], pause: float = 0) -> None:
        """Those serve; before each request its client waits for so many seconds."""
        self.servers, self.phase, self.turns, self.pause = servers, "the old version", count(), pause
        self.answers: Counter[str] = Counter()
        self.failures: Counter[tuple[str, str]] = Counter()
        self.slowest: dict[str, float] = {}
        self.ended = False

    async def ask(
        self, client: httpx2.AsyncClient, method: str, path: str, **sent: object
    ) -> httpx2.Response | None:
        """The answer; None if there is none, or one that says that the server could not."""
        await asyncio.sleep(self.pause)
        server = self.servers[next(self.turns) % len(self.servers)]
        phase, began, what = self.phase, time.perf_counter(), f"{method} {re.sub(NAMES, '*', path)}"
        self.answers[phase] += 1
        try:
            answer = await client.request(method, f"http://127.0.0.1:{server.port}{path}", **sent)  # type: ignore[arg-type]  # as its caller has them
        except httpx2.HTTPError as error:
            self.failures[phase, f"{what} at {server.name}: {type(error).__name__}"] += 1
            return None
        finally:
            self.slowest[phase] = max(self.slowest.get(phase, 0), time.perf_counter() - began)
        if answer.status_code >= 400:
            self.failures[phase, f"{what} at {server.name}: {answer.status_code}"] += 1
            return None
        return answer


NAMES = re.compile(r"(?<=/)[\w-]{20,}|planes[\w-]*")
PAGES = (
    "/",
    "/me",
    "/decks",
    "/decks/citizens",
    "/leaderboard",
    "/daily",
    "/wall?deck=citizens",
    "/me/export",
    "/intake",
)
MODES = ("streak", "chain", "year", "streak", "daily", "streak")


async def play(balancer: Balancer, number: int, acknowledged: set[tuple[str, int]]) -> None:
    """Open runs, guess, look around, take another name, and now and then erase oneself."""
    rng, rounds = Random(number), count()
    sent = {"X-Forwarded-For": address_of(number)}
    while not balancer.ended:
        async with httpx2.AsyncClient(headers=sent, timeout=30, verify=NO_CERTIFICATES) as client:
            for _ in range(6):
                if balancer.ended:
                    return
                mode = MODES[next(rounds) % len(MODES)]
                opened = await balancer.ask(client, "POST", "/runs", data={"deck": "citizens", "mode": mode})
                if opened is not None:
                    await judge(balancer, client, opened.headers["location"], mode, rng, acknowledged)
                await balancer.ask(client, "GET", rng.choice(PAGES))
            await balancer.ask(client, "POST", "/me/name", data={"name": f"Heron {rng.randrange(10**6)}"})
            await balancer.ask(client, "POST", "/me/wall", data={"consent": "yes"})
            if rng.random() < 0.3:
                await balancer.ask(client, "POST", "/me/delete")


async def judge(
    balancer: Balancer,
    client: httpx2.AsyncClient,
    path: str,
    mode: str,
    rng: Random,
    acknowledged: set[tuple[str, int]],
) -> None:
    """Play a run for some turns."""
    for turn in range(1, 12):
        form = {"turn": str(turn), "guess": rng.choice(("higher", "lower"))} | (
            {"stake": "10"} if mode == "year" else {}
        )
        answer = await balancer.ask(
            client, "POST", f"{path}/guesses", data=form, headers={"HX-Request": "true"}
        )
        if answer is None:
            continue
        acknowledged.add((path, turn))
        if 'data-testid="result"' in answer.text:
            break
    await balancer.ask(client, "GET", path)


async def keep_decks(balancer: Balancer) -> None:
    """As a host: sign in, import, edit, look, upload, delete."""
    async with httpx2.AsyncClient(
        timeout=60, headers={"X-Forwarded-For": "192.0.2.1"}, verify=NO_CERTIFICATES
    ) as client:
        await balancer.ask(client, "POST", "/host/sign-in", data={"name": HOST, "password": PASSWORD})
        for number in count():
            if balancer.ended:
                return
            for page in ("/host", "/host/decks/import", "/host/operator", "/host/password"):
                await balancer.ask(client, "GET", page)
            files = {"file": (f"planes {number}.csv", SHEET.encode())}
            made = await balancer.ask(
                client, "POST", "/host/decks/import", data={"title": "Planes"}, files=files
            )
            if made is not None:
                deck = made.headers["location"]
                await edit(balancer, client, deck)
                await balancer.ask(client, "POST", f"{deck}/delete")


async def edit(balancer: Balancer, client: httpx2.AsyncClient, deck: str) -> None:
    """Change a file of a deck, and look at its other pages."""
    for _ in range(100):
        page = await balancer.ask(client, "GET", deck)
        found = page and re.search(rf'href="({deck}/profiles/[\w-]+)"', page.text)
        if found:
            break
        await asyncio.sleep(0.1)
    else:
        return
    form = await balancer.ask(client, "GET", found[1])
    if form is not None:
        fields = dict(re.findall(r'<input[^>]* name="(\w+)"[^>]* value="([^"]*)"', form.text))
        fields = {name: unescape(value) for name, value in fields.items()} | {
            "name": "Another plane",
            "score": "7",
        }
        await balancer.ask(client, "POST", found[1], data=fields)
    for page_of in ("check", "players", "statistics", "export.csv", "settings", "reports"):
        await balancer.ask(client, "GET", f"{deck}/{page_of}")


async def roll(balancer: Balancer, new: Version, seconds: float, drained: float) -> None:
    """Put the servers of the new version in the place of the old ones, one by one."""
    await asyncio.sleep(seconds)
    for name in ("new 1", "new 2"):
        balancer.phase = f"{name} starts"
        coming = await asyncio.to_thread(new.serve, name)
        balancer.phase = f"beside {name}"
        await asyncio.sleep(seconds)
        gone, balancer.servers = balancer.servers[0], [*balancer.servers[1:], coming]
        await asyncio.sleep(drained)
        await asyncio.to_thread(gone.stop)
        await asyncio.sleep(seconds)
    balancer.phase = "the new version"
    await asyncio.sleep(seconds)
    balancer.ended = True


async def work(balancer: Balancer, new: Version, options: argparse.Namespace) -> set[tuple[str, int]]:
    """Everybody at once; the guesses that were acknowledged."""
    acknowledged: set[tuple[str, int]] = set()
    everybody = [play(balancer, number, acknowledged) for number in range(options.players)]
    await asyncio.gather(
        *everybody, keep_decks(balancer), roll(balancer, new, options.seconds, options.drained)
    )
    return acknowledged


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--old", default="")
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--players", type=int, default=6)
    parser.add_argument(
        "--pause", type=float, default=0, help="seconds that each client waits before a request"
    )
    parser.add_argument(
        "--drained", type=float, default=1, help="seconds between the last request to a server and its end"
    )
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="rolling-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    postgres = Postgres(durable=True)
    atexit.register(postgres.stop)
    url = setting(postgres.create())
    old = Version("old", extracted(options.old, folder / "sources") if options.old else ROOT, folder, url)
    new = Version("new", ROOT, folder, url)
    old.run("deck", "generate", "--theme", "citizens", "--slug", "citizens", "--size", "400", "--publish")
    old.run("host", "add", HOST, said=f"{PASSWORD}\n{PASSWORD}\n")
    old.run("host", "operator", HOST)
    balancer = Balancer([old.serve("old 1"), old.serve("old 2")], options.pause)
    acknowledged = asyncio.run(work(balancer, new, options))
    with psycopg.connect(url) as database:
        log = {(f"/runs/{run}", turn) for run, turn in database.execute("SELECT run_id, turn FROM guesses")}
        runs = {f"/runs/{row[0]}" for row in database.execute("SELECT id FROM runs")}
    lost = {key for key in acknowledged if key not in log and key[0] in runs}
    print(f"{'':<24}{'requests':>9}{'failed':>8}{'longest':>10}")
    for phase, answers in balancer.answers.items():
        failed = sum(times for (at, _), times in balancer.failures.items() if at == phase)
        print(f"{phase:<24}{answers:>9,}{failed:>8,}{balancer.slowest[phase] * 1000:>7.0f} ms")
    print(f"{len(acknowledged):,} guesses acknowledged, {len(lost)} missing")
    for (phase, what), times in sorted(balancer.failures.items()):
        print(f"  {phase}: {times} times {what}")


if __name__ == "__main__":
    main()
