"""A hundred thousand files by the web: wall time and memory of each step, and what a bystander notices of it.

    python tests/bench/hosting.py [--size 100000] [--idle 5] [--hostile N] [--pause 0.01]

The server is a process of its own on a loopback port. A bystander asks for the front page ten times a second;
every hostile deck file and picture of the tests is uploaded while the bystander looks on. Memory is the greatest
resident size of the server, and of the processes in which it reads files, since the step began.
"""

import argparse
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import httpx2 as httpx

sys.path.extend([str(Path(__file__).parent.parent), str(Path(__file__).parent.parent.parent)])
from guess import PASSWORD, prepare
from tests.authoring.hostile_decks import HOSTILE as DECKS
from tests.authoring.hostile_pictures import HOSTILE as PICTURES

from live import Live

LONGEST = 600
EVERY = 0.1
HEADER = [
    "name",
    "score",
    "age",
    "occupation",
    "place",
    *(f"fact: Trait {n}" for n in range(7)),
    "withheld: Last",
]


class Bystander:
    """Somebody who looks at the front page all the time, and notes how long it takes."""

    def __init__(self, live: Live) -> None:
        """Begin to look."""
        self.url, self.ended = f"{live.url}/", Event()
        self.took: list[float] = []
        self.thread = Thread(target=self._look, daemon=True)
        self.thread.start()

    def _look(self) -> None:
        with httpx.Client(timeout=30) as client:
            while not self.ended.wait(EVERY):
                began = time.perf_counter()
                assert client.get(self.url).status_code == 200
                self.took.append(time.perf_counter() - began)

    def told(self) -> str:
        """The median and the worst since the last time."""
        took, self.took = self.took, []
        return f"{statistics.median(took) * 1000:6.0f} {max(took) * 1000:6.0f}" if took else "     -      -"


class Memory:
    """The greatest resident sizes of the server and of its children, in MiB."""

    def __init__(self, pid: int, pause: float) -> None:
        """Begin to look, so many seconds apart."""
        self.pid, self.pause, self.ended = pid, pause, Event()
        self.server = self.child = 0.0
        self.thread = Thread(target=self._look, daemon=True)
        self.thread.start()

    def _look(self) -> None:
        while not self.ended.wait(self.pause):
            self.server = max(self.server, resident(self.pid))
            for child in children(self.pid):
                self.child = max(self.child, resident(child))

    def told(self) -> str:
        """Both since the last time."""
        said = f"{self.server:6.0f} {self.child:6.0f}"
        self.server = self.child = 0.0
        return said


def resident(pid: int) -> float:
    """MiB that a process has in memory; 0 if it is gone."""
    try:
        found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    found: list[int] = []
    for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, tasks.read_text().split())
        except OSError:
            continue
    return found


def sheet(size: int) -> bytes:
    """A spreadsheet of so many rows."""
    rows = (
        f"Person {n},{350 + n * 7919 % 601},{18 + n % 70},folder,Hall {n % 50},"
        + ",".join(f"fact {(n * 31 + k) % 97} of {k}" for k in range(7))
        + f",glue {n % 9}"
        for n in range(size)
    )
    return "\n".join([",".join(HEADER), *rows]).encode()


def wait_for(client: httpx.Client, url: str) -> None:
    """Wait until a deck is made."""
    for _ in range(LONGEST * 4):
        if client.get(url).status_code == 200:
            return
        time.sleep(0.25)
    raise SystemExit(f"{url} is not made after {LONGEST} seconds")


def steps(client: httpx.Client, live: Live, size: int, idle: float) -> list[tuple[str, Callable[[], object]]]:
    """What is measured, in its order."""
    made, filed = f"{live.url}/host/decks/made", f"{live.url}/host/decks/filed"
    spreadsheet = sheet(size)

    def post(path: str, **fields: str) -> httpx.Response:
        answer = client.post(f"{live.url}{path}", data=fields)
        assert answer.status_code == 303, answer.text
        return answer

    def generate() -> None:
        post(
            "/host/decks/generate",
            title="made",
            theme="citizens",
            size=str(size),
            locale="",
            model="",
            seed="",
        )
        wait_for(client, made)

    def upload() -> None:
        answer = client.post(
            f"{live.url}/host/decks/import",
            data={"title": "filed"},
            files={"file": ("deck.csv", spreadsheet)},
        )
        assert answer.status_code == 303, answer.text
        wait_for(client, filed)

    def play() -> None:
        with httpx.Client(timeout=30) as visitor:
            run = visitor.post(f"{live.url}/runs", data={"deck": "made", "mode": "streak"}).headers[
                "location"
            ]
            assert visitor.get(live.url + run).status_code == 200

    return [
        (f"nothing, {idle:g} s", lambda: time.sleep(idle)),
        ("generate", generate),
        (f"import, {len(spreadsheet) / 1e6:.0f} MB of CSV", upload),
        ("first page of its files", lambda: client.get(filed)),
        ("search in it", lambda: client.get(filed, params={"words": "person 99"})),
        ("check what was generated", lambda: client.get(f"{made}/check")),
        ("check what was imported", lambda: client.get(f"{filed}/check")),
        ("publish", lambda: post("/host/decks/made/publish")),
        ("first file on a desk", play),
        ("export as CSV", lambda: client.get(f"{made}/export.csv")),
        ("export as JSON", lambda: client.get(f"{made}/export.json")),
    ]


def torture(client: httpx.Client, live: Live, most: int | None) -> tuple[int, float]:
    """Upload whatever is hostile; return how many there were, and the longest that one took."""
    person = re.search(r"/profiles/([\w-]+)", client.get(f"{live.url}/host/decks/made").text)
    assert person
    at = f"{live.url}/host/decks/made/profiles/{person[1]}/picture"
    worst, count = 0.0, 0
    decks = [("/host/decks/import", "file", one[0], one[1]) for one in DECKS if len(one[1]) < 25 * 1024**2]
    pictures = [("picture", "picture", one.name, one.data) for one in PICTURES]
    for path, field, name, data in [*decks[:most], *pictures[:most]]:
        url = at if path == "picture" else live.url + path
        began = time.perf_counter()
        answer = client.post(url, data={"revision": "0"}, files={field: (name, data)})
        worst = max(worst, time.perf_counter() - began)
        assert answer.status_code < 500, (name, answer.status_code)
        count += 1
    return count, worst


def prepared(folder: Path) -> Live:
    """The game with a host, and one small deck, which takes less time to make than those that are shipped."""
    prepare(folder, 100, host="bench")
    return Live(folder)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--idle", type=float, default=5)
    parser.add_argument("--hostile", type=int, help="of each kind; all of them if not given")
    parser.add_argument("--pause", type=float, default=0.01, help="seconds between two looks at memory")
    options = parser.parse_args()
    size = options.size
    with tempfile.TemporaryDirectory() as folder, prepared(Path(folder)) as live:
        memory, bystander = Memory(live.process.pid, options.pause), Bystander(live)
        with httpx.Client(timeout=LONGEST) as client:
            client.post(f"{live.url}/host/sign-in", data={"name": "bench", "password": PASSWORD})
            print(f"{size} files, {os.cpu_count()} cores")
            print(f"{'':<28}{'seconds':>8}   MiB: server, child   bystander ms: median, worst")
            for name, step in steps(client, live, size, options.idle):
                began = time.perf_counter()
                step()
                took = time.perf_counter() - began
                print(f"{name:<28}{took:>8.2f}   {memory.told()}        {bystander.told()}", flush=True)
            count, worst = torture(client, live, options.hostile)
            print(f"{count} hostile uploads{'':<9}{worst:>8.2f}   {memory.told()}        {bystander.told()}")
        memory.ended.set()
        bystander.ended.set()


if __name__ == "__main__":
    main()
