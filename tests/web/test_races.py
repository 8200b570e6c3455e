"""Simultaneous guesses, a double Play, and a kill -9: one decision each, and nothing acknowledged is lost."""

import asyncio
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from live import Live
from posts import Wire, at_once, open_run, run

TURNS = 100
AT_ONCE = 50
KILLS = 20
PLAYERS = 8
LOAD_SECONDS = 30
BACK_SECONDS = 5


@pytest.fixture
def live(world_file: Path, tmp_path: Path) -> Iterator[Live]:
    """The small world, served."""
    shutil.copy(world_file, tmp_path / "higherthanthou.db")
    with Live(tmp_path, RUNS_PER_MINUTE="0", NEW_PLAYERS_PER_HOUR="0") as served:
        yield served


def rows(folder: Path, query: str) -> list[tuple]:
    """What the database says, read by somebody else."""
    connection = sqlite3.connect(folder / "higherthanthou.db", timeout=10)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_fifty_guesses_at_once_are_one_decision(live: Live) -> None:
    """A hundred turns, fifty simultaneous guesses of both kinds on each: one row, one answer to all."""

    async def play() -> int:
        rng, decided = Random(3), 0
        run, cookie = await open_run(live.port)
        wires = [Wire(live.port, cookie) for _ in range(AT_ONCE)]
        turn = 1
        while decided < TURNS:
            bodies = [f"turn={turn}&guess={rng.choice(('higher', 'lower'))}" for _ in wires]
            answers = await at_once(wires, f"{run}/guesses", bodies)
            assert {answer.status for answer in answers} == {200}
            assert len({answer.body for answer in answers}) == 1
            decided, turn = decided + 1, turn + 1
            if b'data-testid="result"' in answers[0].body:
                run, turn = (await open_run(live.port, cookie))[0], 1
        await asyncio.gather(*(wire.close() for wire in wires))
        return decided

    assert run(play()) == TURNS
    assert rows(live.folder, "SELECT count(*) FROM guesses") == [(TURNS,)]
    assert rows(live.folder, "SELECT count(*) FROM (SELECT 1 FROM guesses GROUP BY run_id, turn)") == [
        (TURNS,)
    ]


def test_play_pressed_many_times_at_once_opens_one_run(live: Live) -> None:
    """Thirty simultaneous posts of the same player get the same run."""

    async def press() -> set[str]:
        _, cookie = await open_run(live.port)
        wires = [Wire(live.port, cookie) for _ in range(30)]
        answers = await asyncio.gather(*(wire.post("/runs", "deck=citizens", htmx=False) for wire in wires))
        await asyncio.gather(*(wire.close() for wire in wires))
        return {answer.location for answer in answers}

    assert len(run(press())) == 1
    assert rows(live.folder, "SELECT count(*) FROM runs") == [(1,)]


def test_kill_nine_loses_no_acknowledged_guess(live: Live) -> None:
    """Twenty kills under load: every guess that was answered is in the log once, and no turn is half done.

    And each time the server is back within five seconds.
    """
    acknowledged: dict[tuple[str, int], bytes] = {}

    async def play(cookie: str, rng: Random) -> None:
        wire = Wire(live.port, cookie)
        try:
            while True:
                run, _ = await open_run(live.port, cookie)
                for turn in range(1, 1000):
                    guess = rng.choice(("higher", "lower"))
                    answer = await wire.post(f"{run}/guesses", f"turn={turn}&guess={guess}")
                    assert answer.status == 200
                    acknowledged[run, turn] = guess.encode()
                    if b'data-testid="result"' in answer.body:
                        break
        except OSError:
            return
        finally:
            await wire.close()

    async def kill_under_load(cookies: list[str], rng: Random) -> None:
        players = [asyncio.create_task(play(cookie, rng)) for cookie in cookies]
        enough = len(acknowledged) + rng.randrange(20, 60)
        async with asyncio.timeout(LOAD_SECONDS):
            while len(acknowledged) < enough and not all(player.done() for player in players):
                await asyncio.sleep(0)
        live.kill()
        await asyncio.gather(*players)

    rng = Random(9)

    async def newcomers() -> list[str]:
        return [(await open_run(live.port))[1] for _ in range(PLAYERS)]

    cookies = run(newcomers())
    for _ in range(KILLS):
        run(kill_under_load(cookies, rng))
        assert live.start() < BACK_SECONDS
    check_log(live, acknowledged)


def check_log(live: Live, acknowledged: dict[tuple[str, int], bytes]) -> None:
    """Every acknowledged guess stands in the log as it was made, and every run is as far as its log."""
    log = {
        (f"/runs/{run}", turn): guess
        for run, turn, guess in rows(live.folder, "SELECT run_id, turn, guess FROM guesses")
    }
    assert len(acknowledged) >= KILLS * 20
    for key, guess in acknowledged.items():
        assert log[key].encode() == guess
    half = """
        SELECT count(*) FROM runs r WHERE turn - open != (SELECT count(*) FROM guesses g WHERE g.run_id = r.id)
    """
    assert rows(live.folder, half) == [(0,)]
    assert rows(live.folder, "PRAGMA integrity_check") == [("ok",)]
