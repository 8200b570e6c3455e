"""Desks per second of the real ``GET /runs/{run}``, as a ratio of the same page rendered without a database.

    python tests/bench/desk.py [--rounds 5] [--seconds 2] [--connections 16]

One server on one core, the load on the other, rounds of each in turn. The other server lays one desk when it
starts and renders it by the same template for everybody who asks, with nothing before it and nothing behind.
"""

import argparse
import asyncio
import atexit
import shutil
import signal
import statistics
import sys
import tempfile
from functools import partial
from pathlib import Path

import guess
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from higherthanthou.clock import milliseconds
from higherthanthou.settings import Settings
from higherthanthou.storage import open_database
from higherthanthou.store.runs.desks import desk
from higherthanthou.web.html.render import render
from higherthanthou.web.play.table import table_view
from interpreters import Interpreter, start_python

PORT = guess.free_port()


def bare(folder: Path, run_id: str) -> Starlette:
    """The page of one run, as it is when this starts."""
    settings = Settings(data_dir=folder)
    database = open_database(settings)
    player = database.read_now(
        lambda c: c.exec_driver_sql("SELECT player_id FROM runs WHERE id = ?", (run_id,)).scalar_one()
    )
    shown = database.read_now(partial(desk, player_id=player, run_id=run_id))
    database.close()

    async def handle(request: Request) -> Response:
        return render(request, "play/desk.html", **table_view(shown, settings, milliseconds())._asdict())

    return Starlette(routes=[Route("/{path:path}", handle)])


def serve(folder: Path, run_id: str) -> Interpreter:
    """The other server, on the first core."""
    guess.PORTS["page"] = PORT
    process = start_python([__file__, "--serve", str(folder), run_id, str(PORT)], cores=guess.FIRST)
    guess.wait_for("page", process)
    return process


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--size", type=int, default=2000)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    guess.prepare(folder, options.size)
    game = guess.serve("game", folder)
    opened = asyncio.run(guess.open_runs(options.connections * 4))
    judged = guess.plan(iter(opened), 4, options.connections, 6)  # so that there is a receipt and a list
    guess.measure("game", judged, 60)
    page = serve(folder, opened[0][0].rpartition("/")[2])
    gets = [
        [[path, cookie, None] for path, cookie in opened[n :: options.connections]]
        * int(2500 * options.seconds + 1)
        for n in range(options.connections)
    ]
    rates: dict[str, list[float]] = {"page": [], "game": []}
    try:
        for _ in range(options.rounds):
            for kind, found in rates.items():
                done = guess.measure(kind, gets, options.seconds)
                assert done["failed"] == 0
                found.append(done["count"] / done["seconds"])
    finally:
        for process in (game, page):
            process.send_signal(signal.SIGTERM)
            process.wait(15)
    middle = {kind: statistics.median(found) for kind, found in rates.items()}
    ratios = [ours / theirs for ours, theirs in zip(rates["game"], rates["page"], strict=True)]
    print(f"page without a database {middle['page']:.0f} a second, desk {middle['game']:.0f}")
    print("ratios:", ", ".join(f"{ratio:.2f}" for ratio in ratios), f"median {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        uvicorn.run(
            bare(Path(sys.argv[2]), sys.argv[3]), port=int(sys.argv[4]), log_level="warning", access_log=False
        )
    else:
        main()
