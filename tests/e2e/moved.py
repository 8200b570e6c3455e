"""The game served in a thread of the tests, on a world of their own and by a clock that they move."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from threading import Thread

import uvicorn

from higherthanthou.app import build_app
from higherthanthou.settings import Settings
from higherthanthou.store.engine.backend import database_url
from higherthanthou.store.engine.database import Database
from higherthanthou.web.server import Server
from world import Clock


@contextmanager
def served_by(clock: Clock, folder: Path) -> Iterator[tuple[str, Server]]:
    """Serve the database of a folder; yields the address and the server.

    It can be called at once: who connects before it has started waits.
    """
    settings = Settings(data_dir=folder, runs_per_minute=0, new_players_per_hour=0, reading_ms=1)
    database = Database(database_url("", folder))
    server = Server(settings, database, b"a secret for the tests, long enough", clock, Random(11))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        running = uvicorn.Server(uvicorn.Config(build_app(server), log_level="error"))
        thread = Thread(target=running.run, args=([listener],))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}", server
        finally:
            running.should_exit = True
            thread.join()
