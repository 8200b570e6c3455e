"""PgBouncer before a PostgreSQL, as Debian configures it but for where things are."""

import os
import pwd
import re
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Self

import psycopg
import pytest
from sqlalchemy.engine import URL

PROGRAM, PACKAGED = Path("/usr/sbin/pgbouncer"), Path("/etc/pgbouncer/pgbouncer.ini")
PASSWORD = "herons"
LATE = 30

needs_pgbouncer = pytest.mark.skipif(
    not (PROGRAM.exists() and PACKAGED.exists()), reason="Debian's package pgbouncer is not installed"
)


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class PgBouncer:
    """The pooler, as a process; ``url`` is the database of a URL through it."""

    def __init__(self, server: URL, user: str | None = None, **settings: object) -> None:
        """Before that server, run by that user, with these settings besides those of the package."""
        self._folder = Path(tempfile.mkdtemp(prefix="pooler-"))
        self._user = user if os.getuid() == 0 else None
        port = free_port()
        self.url = server.set(host="127.0.0.1", port=port, password=PASSWORD, query={})
        self._configure(server, settings | {"listen_port": port})
        self._process = self._start(port)

    def _configure(self, server: URL, settings: dict[str, object]) -> None:
        host, port = server.query.get("host") or server.host, server.port or 5432
        ours = {
            "logfile": self._folder / "log", "pidfile": self._folder / "pid", "unix_socket_dir": self._folder,
            "auth_file": self._folder / "users", "listen_addr": "127.0.0.1", **settings,
        }  # fmt: skip
        packaged = PACKAGED.read_text(encoding="utf-8")
        for name in ours:
            packaged = re.sub(rf"(?m)^{name} *=.*\n", "", packaged)
        packaged = packaged.replace("[databases]\n", f"[databases]\n* = host={host} port={port}\n", 1)
        lines = "".join(f"{name} = {value}\n" for name, value in ours.items())
        packaged = packaged.replace("[pgbouncer]\n", f"[pgbouncer]\n{lines}", 1)
        (self._folder / "pgbouncer.ini").write_text(packaged, encoding="utf-8")
        (self._folder / "users").write_text(f'"{server.username}" "{PASSWORD}"\n', encoding="utf-8")
        if self._user:
            shutil.chown(self._folder, self._user)
            self._folder.chmod(0o700)

    def _start(self, port: int) -> "subprocess.Popen[bytes]":
        group = pwd.getpwnam(self._user).pw_gid if self._user else None
        process = subprocess.Popen(
            [PROGRAM, "-q", self._folder / "pgbouncer.ini"], user=self._user, group=group,
            extra_groups=[] if self._user else None,
        )  # fmt: skip
        late = time.monotonic() + LATE
        while process.poll() is None and time.monotonic() < late:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return process
            except OSError:
                time.sleep(0.02)
        process.kill()
        raise RuntimeError("PgBouncer did not start")

    def __enter__(self) -> Self:
        """Return itself, to be used in a with statement."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        self._process.terminate()
        self._process.wait(LATE)
        shutil.rmtree(self._folder, ignore_errors=True)


def shown(url: URL, setting: str) -> str:
    """A setting of a session there."""
    with psycopg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False)) as session:
        row = session.execute(f"SHOW {setting}").fetchone()
        assert row is not None
        return str(row[0])
