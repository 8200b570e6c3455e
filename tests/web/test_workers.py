"""Several processes on PostgreSQL: one game, and numbers that are those of all of them."""

import asyncio
from pathlib import Path

import psutil
import pytest

from databases import Worlds, setting
from live import Live
from posts import Wire, open_run, run

TOKEN = "a-token-that-is-long-enough-to-be-kept"
PLAYERS, AT_ONCE = 6, 20


def test_two_workers_are_one_game(worlds: Worlds, tmp_path: Path) -> None:
    """Twenty simultaneous guesses on each turn, spread over both: one decision, the same answer to all."""
    url = worlds.copy("postgresql", False, tmp_path)
    limits = {"RUNS_PER_MINUTE": "0", "NEW_PLAYERS_PER_HOUR": "0"}
    with Live(tmp_path, workers=2, DATABASE_URL=setting(url), METRICS_TOKEN=TOKEN, **limits) as live:
        decided = run(play(live))
        assert live.sql("SELECT count(*) FROM guesses") == [(decided,)]
        assert len(psutil.Process(live.process.pid).children()) >= 2
        assert run(counted(live)) >= decided * AT_ONCE
    worlds.drop(url)


async def play(live: Live) -> int:
    """Return how many turns were decided."""
    decided = 0
    for _ in range(PLAYERS):
        path, cookie = await patiently(live)
        wires = [Wire(live.port, cookie) for _ in range(AT_ONCE)]
        for turn in (1, 2, 3):
            answers = await asyncio.gather(
                *(wire.post(f"{path}/guesses", f"turn={turn}&guess=higher") for wire in wires)
            )
            assert {answer.status for answer in answers} == {200}
            assert len({answer.body for answer in answers}) == 1
            decided += 1
            if b'data-testid="result"' in answers[0].body:
                break
        await asyncio.gather(*(wire.close() for wire in wires))
    return decided


async def patiently(live: Live) -> tuple[str, str]:
    """Open a run; the workers may still be on their way."""
    for _ in range(1000):
        try:
            return await open_run(live.port)
        except OSError:
            await asyncio.sleep(0.1)
    pytest.fail("no worker came")


async def counted(live: Live) -> int:
    """How many posts /metrics has counted."""
    wire = Wire(live.port)
    answer = await wire.get("/metrics", [f"Authorization: Bearer {TOKEN}"])
    await wire.close()
    posts = [
        line
        for line in answer.body.decode().splitlines()
        if line.startswith('higherthanthou_request_seconds_count{method="POST"')
    ]
    return int(float(posts[0].rpartition(" ")[2]))
