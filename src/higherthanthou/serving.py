"""Starts the game: settings, database, seed decks, uvicorn, logs."""

import asyncio
import fcntl
import gc
import logging
import os
import shlex
import shutil
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from ipaddress import ip_address
from pathlib import Path
from typing import IO

import uvicorn
from starlette.applications import Starlette
from uvicorn.supervisors import Multiprocess

from .app import build_app
from .settings import Settings, data_folder, read_settings, secret_of
from .storage import open_database, open_to_serve
from .store.engine.backend import database_url, is_shared, listen_url
from .store.engine.database import Database
from .store.engine.errors import StoreError
from .store.hosts import hosts
from .web.html.render import keep_compiled
from .web.http.protocol import BoundedProtocol
from .web.middleware.guards import number_request
from .web.middleware.metrics import MULTIPROCESS
from .web.server import Server

CONNECTIONS = 4
"""Connections that may be open for each request allowed at once; more are refused."""

ONE_WORKER = (
    "An SQLite file is written by one process: start with --workers 1, "
    "or name PostgreSQL in HIGHERTHANTHOU_DATABASE_URL."
)
NOT_HTTP = ("Invalid HTTP request received.", "Unsupported upgrade request.", "No supported WebSocket")
"""How uvicorn's warnings begin about requests that are not HTTP; of an upgrade there are two."""

CROWDED, QUIET = "Exceeded concurrency limit", 60.0
"""How its warning of each connection above the limit begins, and for how many seconds one says it for all."""

SWITCH_SECONDS = 0.0005
"""Switch between the writer threads and the event loop more often than Python's default of 5 ms."""


def hold(folder: Path) -> IO[bytes]:
    """Lock the data folder for this server; the lock holds as long as the returned file is open."""
    lock = (folder / "lock").open("wb")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise StoreError(f"Another server is at work on the data folder {folder}.") from None
    return lock


ELSEWHERE: dict[int, str] = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}
"""Addresses in networks of others, which are kept for documentation (RFC 5737 and 3849)."""


def serve(settings: Settings, host: str, port: int, workers: int = 1) -> None:
    """Serve until a signal stops it."""
    folder = data_folder(settings)
    if workers > 1 and not is_shared(database_url(settings.database_url, folder)):
        raise StoreError(ONE_WORKER)
    listener = _listen(host, port)
    lock = hold(folder)
    configure_logs(settings)
    secret = secret_of(settings)
    if settings.listen_url:
        _check_listening(settings)
    database = open_to_serve(settings, workers)
    sys.stdout.write(f"Higher Than Thou is open at {address_of(settings, listener)}\n")
    if database.read_now(hosts.nobody):
        sys.stdout.write(f"To make decks of your own, add a host: {command()} host add NAME\n")
    sys.stdout.flush()
    if workers > 1:
        gc.enable()
        database.close()
        _share_metrics(folder)
        config = _config("higherthanthou.serving:build_worker", settings, workers)
        Multiprocess(config, sockets=[listener]).run()
    else:
        config = _config(_build(settings, database, secret), settings, 1)
        with suppress(KeyboardInterrupt):  # uvicorn raises it again after shutdown
            uvicorn.Server(config).run(sockets=[listener])
    lock.close()


def _check_listening(settings: Settings) -> None:
    """StoreError if what is told at DATABASE_URL is not heard at LISTEN_URL."""
    told_at = database_url(settings.database_url, settings.data_dir)
    heard_at = listen_url(settings.listen_url, told_at)
    if heard_at is not None:
        from .store.notifications.listener import Listener  # what it imports is needed by nobody else

        asyncio.run(Listener(heard_at, "higherthanthou", lambda _: None, lambda: None, told_at).check())


def command() -> str:
    """How to call this command again from the same folder."""
    called = sys.argv[0]
    if Path(called).name == "__main__.py":
        return f"{shlex.quote(sys.executable)} -m higherthanthou"
    name = Path(called).name
    return name if shutil.which(name) == called else shlex.quote(called)


def _share_metrics(folder: Path) -> None:
    """Let the workers add up their metrics, in a folder that is emptied first."""
    shared = folder / "metrics"
    shutil.rmtree(shared, ignore_errors=True)
    shared.mkdir()
    os.environ[MULTIPROCESS] = str(shared)


def build_worker() -> Starlette:
    """The application in a worker process, configured by its environment."""
    settings = read_settings()
    configure_logs(settings)
    return _build(settings, open_database(settings, workers=None), secret_of(settings))


def _build(settings: Settings, database: Database, secret: bytes) -> Starlette:
    sys.setswitchinterval(SWITCH_SECONDS)
    keep_compiled(data_folder(settings) / "templates")
    return build_app(Server(settings, database, secret))


def _config(app: Starlette | str, settings: Settings, workers: int) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        factory=isinstance(app, str),
        workers=workers,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        http=BoundedProtocol,
        loop="uvloop",
        ws="none",
        limit_concurrency=CONNECTIONS * settings.concurrent_requests + settings.streams,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=10,
    )


def address_of(settings: Settings, listener: socket.socket) -> str:
    """Where players find the game; if it listens on every address, the one of this machine in its network."""
    host, port = listener.getsockname()[:2]
    if ip_address(host).is_unspecified:
        host = _of_this_machine(listener.family)
    return settings.public_url or f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _of_this_machine(family: int) -> str:
    """The address that this machine would send from; localhost if it is in no network. Nothing is sent."""
    with socket.socket(family, socket.SOCK_DGRAM) as one, suppress(OSError):
        one.connect((ELSEWHERE[family], 9))
        return str(one.getsockname()[0])
    return "localhost"


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket, opened first so that a port in use is reported before anything else happens."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(512)
    except (OSError, TypeError, UnicodeError) as error:
        listener.close()
        reason = error.strerror if isinstance(error, OSError) else "that is no address"
        raise StoreError(f"Cannot listen on {host!r} port {port}: {reason}.") from None
    return listener


class Bounded(logging.Filter):
    """Drops warnings that anybody can cause, who would fill the disk with logs.

    Those about requests that are not HTTP all, and those about too many connections for a minute after one.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Nothing was said yet."""
        super().__init__()
        self._clock, self._quiet_until = clock, 0.0

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a line is written."""
        said = str(record.msg)
        if said.startswith(CROWDED):
            if self._clock() < self._quiet_until:
                return False
            self._quiet_until = self._clock() + QUIET
        return not said.startswith(NOT_HTTP)


BOUNDED = Bounded()


class LogLines(logging.Formatter):
    """A record as a line for people or as JSON; what that takes to import is imported for the first one."""

    def __init__(self, json: bool) -> None:
        """In which of the two forms."""
        super().__init__()
        self._json = json

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        return self._formatter.format(record)

    @cached_property
    def _formatter(self) -> logging.Formatter:
        import structlog

        plain = structlog.dev.plain_traceback
        last = (
            structlog.processors.JSONRenderer()
            if self._json
            else structlog.dev.ConsoleRenderer(colors=False, exception_formatter=plain)
        )
        return structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[
                number_request,
                structlog.stdlib.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
            ],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )


def configure_logs(settings: Settings) -> None:
    """Log warnings and errors to standard error, as text or as JSON."""
    handler = logging.StreamHandler()
    handler.setFormatter(LogLines(json=settings.log_format == "json"))
    logging.getLogger("uvicorn.error").addFilter(BOUNDED)
    logging.getLogger("python_multipart").setLevel(
        logging.ERROR
    )  # it warns of every form that is cut or broken
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
