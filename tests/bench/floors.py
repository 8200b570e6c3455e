"""The floors that a guess is measured against: bare Starlette, raw sqlite3, a ready body.

F1 commits each request by itself; F2 lets all that wait share a commit. Both run in WAL with
synchronous=FULL on a scratch file, whatever the release of SQLite.
"""

import asyncio
import sqlite3
import sys

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

BODY = "x" * 3000
SCHEMA = """
CREATE TABLE run (id INTEGER PRIMARY KEY, turn INTEGER);
CREATE TABLE guess (run INTEGER, turn INTEGER, choice TEXT, PRIMARY KEY (run, turn)) WITHOUT ROWID;
"""


def connect(path: str) -> sqlite3.Connection:
    """A durable connection with transactions begun by hand."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=wal")
    connection.execute("PRAGMA synchronous=FULL")
    connection.executescript(SCHEMA)
    connection.executemany("INSERT INTO run VALUES (?, 0)", [(n,) for n in range(1000)])
    return connection


def guess(connection: sqlite3.Connection, run: int) -> None:
    """Select, insert, update."""
    (turn,) = connection.execute("SELECT turn FROM run WHERE id = ?", (run,)).fetchone()
    connection.execute("INSERT INTO guess VALUES (?, ?, 'higher')", (run, turn))
    connection.execute("UPDATE run SET turn = turn + 1 WHERE id = ?", (run,))


def floor_one(path: str) -> Starlette:
    """F1."""
    connection, count = connect(path), iter(range(10**9))

    async def handle(request: Request) -> Response:
        await request.body()
        connection.execute("BEGIN IMMEDIATE")
        guess(connection, next(count) % 1000)
        connection.execute("COMMIT")
        return HTMLResponse(BODY)

    return Starlette(routes=[Route("/{path:path}", handle, methods=["POST"])])


def floor_two(path: str) -> Starlette:
    """F2."""
    connection, count = connect(path), iter(range(10**9))
    waiting: list[asyncio.Future[None]] = []
    busy = False

    async def commit() -> None:
        nonlocal busy
        if busy:
            return
        busy, loop = True, asyncio.get_running_loop()
        while waiting:
            batch, waiting[:] = waiting[:], []
            connection.execute("BEGIN IMMEDIATE")
            for _ in batch:
                guess(connection, next(count) % 1000)
            await loop.run_in_executor(None, connection.execute, "COMMIT")
            for future in batch:
                future.set_result(None)
        busy = False

    tasks: set[asyncio.Task[None]] = set()

    async def handle(request: Request) -> Response:
        await request.body()
        future = asyncio.get_running_loop().create_future()
        waiting.append(future)
        if not busy:
            task = asyncio.create_task(commit())
            tasks.add(task)
            task.add_done_callback(tasks.discard)
        await future
        return HTMLResponse(BODY)

    return Starlette(routes=[Route("/{path:path}", handle, methods=["POST"])])


if __name__ == "__main__":
    kind, database, port = sys.argv[1:]
    app = floor_one(database) if kind == "F1" else floor_two(database)
    uvicorn.run(app, port=int(port), log_level="warning", access_log=False)
