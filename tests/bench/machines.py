"""Two game servers behind HAProxy on one PostgreSQL: what gets lost, and how long nobody is answered.

    python tests/bench/machines.py [--seconds 10] [--players 8] [--only NAME]

Each part has a primary and a standby of its own, on loopback, from Debian's packages (PostgreSQL from the wheel of
the tests where there is no package), and ends within two minutes. In a failover the primary is killed with all
its processes, and the standby promoted a second later. Players send again what was refused; every acknowledged
guess is looked up in the end. Nothing may be lost, but by a failover to an asynchronous standby that is a second
behind.
"""

import argparse
import asyncio
import contextlib
import os
import secrets
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg

sys.path.insert(0, str(Path(__file__).parent.parent))
from sqlalchemy.engine import URL

from clusters import Node, debians, together, wheels
from databases import setting
from higherthanthou.store.engine.database import Database
from higherthanthou.store.engine.errors import StoreError
from higherthanthou.store.notifications.start_check import check_sessions
from ledger import Ledger
from live import Live
from poolers import PROGRAM as PGBOUNCER
from poolers import PgBouncer, free_port
from posts import Wire, run
from world import make_deck, make_people, put_deck

HAPROXY = shutil.which("haproxy", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
MISSING = "This needs {}, from Debian's package of that name."
DURABLE = ("shared_buffers=64MB",)
NOTICE = 1.0
"""Seconds until somebody promotes the standby."""

PATIENCE = 20
"""A player who has no answer after so many seconds connects again."""

CONFIGURATION = """
global
    maxconn 1000
defaults
    mode http
    option redispatch
    retries 2
    timeout connect 2s
    timeout client 30s
    timeout server 30s
    default-server check inter 500ms fall 2 rise 1
listen game
    bind 127.0.0.1:{port}
    balance roundrobin
    option httpchk GET /readyz
"""


class Site:
    """Two servers and the proxy before them; ``port`` is the proxy's."""

    def __init__(self, folder: Path, url: URL, primary: Callable[[], Node]) -> None:
        """Serve that database. ``primary`` is where it is at the moment."""
        self._folder, self._primary = folder, primary
        same = {"DATABASE_URL": setting(url), "SECRET": secrets.token_hex(32), "RUNS_PER_MINUTE": "0"}
        self._servers: list[Live] = []
        for name in ("one", "two"):
            (folder / name).mkdir(parents=True)
            self._servers.append(Live(folder / name, **same))
        self.port = free_port()
        self._proxy = self._balance()

    def _balance(self) -> "subprocess.Popen[bytes]":
        lines = [f"    server s{server.port} 127.0.0.1:{server.port}\n" for server in self._servers]
        path = self._folder / "haproxy.cfg"
        path.write_text(CONFIGURATION.format(port=self.port) + "".join(lines))
        process = subprocess.Popen([str(HAPROXY), "-q", "-db", "-f", path], stderr=subprocess.DEVNULL)
        for _ in range(500):
            if run(self._answers()):
                return process
            time.sleep(0.02)
        process.kill()
        raise SystemExit("HAProxy did not start")

    async def _answers(self) -> bool:
        wire = Wire(self.port)
        try:
            return (await wire.get("/readyz")).status == 200
        except OSError:
            return False
        finally:
            await wire.close()

    def sql(self, statement: str) -> list[tuple]:
        """The rows that a statement finds at the primary."""
        with psycopg.connect(setting(self._primary().url)) as server:
            return server.execute(statement).fetchall()

    def close(self) -> None:
        """Stop them all."""
        self._proxy.terminate()
        self._proxy.wait()
        for server in self._servers:
            server.stop()


class Play:
    """Players who guess until they are stopped, and what they saw."""

    def __init__(self, site: Site, players: int) -> None:
        """So many."""
        self.ledger = Ledger(site, players=players)  # type: ignore[arg-type]  # it wants a port and SQL
        self.errors: Counter[str] = Counter()
        self.times: list[float] = []

    async def under_load(self, seconds: float, fault: Callable[[], None] | None) -> None:
        """Load for so long before and after a fault, and each time for twenty answers at least."""
        stop = asyncio.Event()
        players = [asyncio.create_task(self._play(cookie, stop)) for cookie in self.ledger.cookies]
        await self._wait(seconds)
        if fault is not None:
            await asyncio.to_thread(fault)
        await self._wait(seconds)
        stop.set()
        await asyncio.gather(*players)

    async def _wait(self, seconds: float) -> None:
        enough = len(self.times) + 20
        await asyncio.sleep(seconds)
        async with asyncio.timeout(60):
            while len(self.times) < enough:
                await asyncio.sleep(0.01)

    async def _play(self, cookie: str, stop: asyncio.Event) -> None:
        wire = Wire(self.ledger.live.port, cookie)
        path, turn, guess = "", 0, ""
        while not stop.is_set():
            if not path:
                page, form = "/runs", "deck=citizens&mode=streak"
            else:
                page, form = f"{path}/guesses", f"turn={turn}&guess={guess}"
            try:
                async with asyncio.timeout(PATIENCE):
                    answer = await wire.post(page, form, htmx=bool(path))
            except (OSError, EOFError):  # of which a timeout is one
                self.errors["cut off"] += 1
                await wire.close()
                continue
            if path and answer.status == 200:
                self.times.append(time.monotonic())
                self.ledger.acknowledged.setdefault((path, turn), guess)
                turn += 1
                path = "" if b'data-testid="result"' in answer.body else path
            elif not path and answer.status == 303:
                path, turn = answer.location, 1
            else:
                self.errors[str(answer.status)] += 1
                path = path if answer.status >= 500 else ""  # 404: lost with the primary
                await asyncio.sleep(0.05)
                continue
            guess = self.ledger.rng.choice(("higher", "lower"))
        await wire.close()

    def tell(self, name: str, may_lose: bool) -> None:
        """A line of the table."""
        lost, half = len(self.ledger.lost()), self.ledger.half_done()
        gaps = [after - before for before, after in zip(self.times, self.times[1:], strict=False)]
        rate = len(self.times) / (self.times[-1] - self.times[0] - max(gaps))
        seen = ", ".join(f"{count} x {what}" for what, count in sorted(self.errors.items())) or "none"
        print(
            f"{name:<34} {len(self.ledger.acknowledged):6} {lost:5} {half:5} {rate:7.0f} {max(gaps):7.2f}  {seen}",
            flush=True,
        )
        assert may_lose or lost == half == 0, name
        assert statistics.median(gaps) < 1


@contextlib.contextmanager
def nodes(synchronous: bool = True) -> Iterator[tuple[Node, Node, Path]]:
    """A primary with the small world, its standby, and a folder for what is served from it."""
    programs = debians() or wheels()
    folder = Path(tempfile.mkdtemp(prefix="machines-"))
    primary, standby = (Node(name, programs, DURABLE) for name in ("primary", "standby"))
    try:
        primary.begin()
        database = Database(primary.url)
        database.upgrade()
        put_deck(database, make_deck(), make_people())
        database.close()
        standby.follow(primary)
        if not synchronous:
            primary.execute("ALTER SYSTEM RESET synchronous_standby_names")
            primary.execute("SELECT pg_reload_conf()")
        yield primary, standby, folder
    finally:
        primary.remove()
        standby.remove()
        shutil.rmtree(folder, ignore_errors=True)


def steady(name: str, options: argparse.Namespace, **pooler: object) -> None:
    """Nothing breaks; ``pooler`` has the settings of a PgBouncer in between."""
    with nodes() as (primary, _, folder), contextlib.ExitStack() as stack:
        url = primary.url
        if pooler:
            url = stack.enter_context(PgBouncer(url, debians_user(), **pooler)).url
        site = Site(folder, url, lambda: primary)
        stack.callback(site.close)
        play = Play(site, options.players)
        run(play.under_load(options.seconds, None))
        play.tell(name, may_lose=False)


def debians_user() -> str | None:
    """Who runs PgBouncer where we are root, which it does not want to be."""
    return (debians() or wheels()).user


def refused(name: str, **pooler: object) -> None:
    """What a start says that is refused."""
    with nodes() as (primary, _, _), PgBouncer(primary.url, debians_user(), **pooler) as bouncer:
        try:
            check_sessions(bouncer.url, 1)
        except StoreError as said:
            print(f"{name:<34} does not start: {said}", flush=True)
        else:
            raise SystemExit(f"{name}: it was not refused")


def failover(name: str, options: argparse.Namespace, synchronous: bool) -> None:
    """The primary is killed, and the standby promoted."""
    with nodes(synchronous) as (primary, standby, folder), contextlib.ExitStack() as stack:
        now = [primary]
        site = Site(folder, together(primary, standby), lambda: now[0])
        stack.callback(site.close)

        def promote() -> None:
            if synchronous:
                primary.kill()
            else:
                with standby.behind():
                    time.sleep(1)
                    primary.kill()
            time.sleep(NOTICE)
            standby.promote()
            now[0] = standby

        play = Play(site, options.players)
        run(play.under_load(options.seconds, promote))
        play.tell(name, may_lose=not synchronous)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=10, help="of load, before and after what happens")
    parser.add_argument("--players", type=int, default=8)
    parts: dict[str, Callable[[argparse.Namespace], None]] = {
        "direct": lambda options: steady("direct", options),
        "session": lambda options: steady(
            "PgBouncer, session", options, pool_mode="session", default_pool_size=24
        ),
        "transaction": lambda _: refused("PgBouncer, transaction", pool_mode="transaction"),
        "narrow": lambda _: refused("PgBouncer, session, pool of 5", default_pool_size=5),
        "failover": lambda options: failover("failover, synchronous", options, synchronous=True),
        "asynchronous": lambda options: failover("failover, asynchronous", options, synchronous=False),
    }
    parser.add_argument("--only", choices=parts)
    options = parser.parse_args()
    for program, path in (("haproxy", HAPROXY), ("pgbouncer", PGBOUNCER.exists())):
        if not path:
            parser.error(MISSING.format(program))
    os.environ.pop("HIGHERTHANTHOU_DATABASE_URL", None)
    heads = ("part", "acked", "lost", "half", "a second", "gap s", "errors that players saw")
    print("{:<34} {:>6} {:>5} {:>5} {:>7} {:>7}  {}".format(*heads))
    for name, part in parts.items():
        if options.only in (None, name):
            part(options)


if __name__ == "__main__":
    main()
