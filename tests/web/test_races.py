"""Simultaneous guesses, a double Play, and a kill -9: one decision each, and nothing acknowledged is lost."""

import asyncio
import statistics
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from databases import Worlds, setting
from ledger import Ledger
from live import Live, LiveFork
from posts import Wire, at_once, open_run, run

TURNS = 30
AT_ONCE = 50
KILLS = 4


LIMITS = {"RUNS_PER_MINUTE": "0", "NEW_PLAYERS_PER_HOUR": "0"}


@pytest.fixture
def live(worlds: Worlds, backend: str, tmp_path: Path) -> Iterator[Live]:
    """The small world, served."""
    yield from _served(worlds, backend, False, tmp_path)


@pytest.fixture
def wide_live(worlds: Worlds, backend: str, tmp_path: Path) -> Iterator[Live]:
    """A deck for every mode, served."""
    yield from _served(worlds, backend, True, tmp_path)


def _served(worlds: Worlds, backend: str, wide: bool, folder: Path) -> Iterator[Live]:
    url = worlds.copy(backend, wide, folder)
    with LiveFork(folder, DATABASE_URL=setting(url), **LIMITS) as served:
        yield served
    worlds.drop(url)


def test_fifty_guesses_at_once_are_one_decision(live: Live) -> None:
    """Thirty turns, fifty simultaneous guesses of both kinds on each: one row, one answer to all."""

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
    assert live.sql("SELECT count(*) FROM guesses") == [(TURNS,)]
    assert live.sql("SELECT count(*) FROM (SELECT 1 FROM guesses GROUP BY run_id, turn) AS turns") == [
        (TURNS,)
    ]


def set_value(live: Live, run: str, value: int) -> None:
    """Put a year where its lifelines are open."""
    live.sql(f"UPDATE runs SET value = {value} WHERE id = '{run.rpartition('/')[2]}'")


@pytest.mark.parametrize("lifeline", ["swap", "uncover"])
def test_fifty_lifelines_at_once_are_one(wide_live: Live, lifeline: str) -> None:
    """One row, one file on the desk, the same answer to all; ten runs of each kind."""

    async def play() -> int:
        done = 0
        for _ in range(10):
            run, cookie = await open_run(wide_live.port, "", "citizens", "year")
            set_value(wide_live, run, 720)
            wires = [Wire(wide_live.port, cookie) for _ in range(AT_ONCE)]
            bodies = [f"turn=1&kind={lifeline}"] * AT_ONCE
            answers = await at_once(wires, f"{run}/lifelines", bodies)
            assert {answer.status for answer in answers} == {200}
            assert len({answer.body for answer in answers}) == 1
            await asyncio.gather(*(wire.close() for wire in wires))
            done += 1
        return done

    assert run(play()) == 10
    assert wide_live.sql("SELECT count(*), count(DISTINCT run_id) FROM lifelines") == [(10, 10)]
    met = 2 if lifeline == "swap" else 1
    assert wide_live.sql("SELECT count(*) FROM sightings") == [(10 * met,)]


def test_a_swap_and_a_guess_at_once_judge_the_file_that_was_seen_or_none(wide_live: Live) -> None:
    """Whichever comes first: the log holds the file whose number was sent, or nothing."""

    async def play() -> None:
        for _ in range(20):
            run, cookie = await open_run(wide_live.port, "", "citizens", "year")
            set_value(wide_live, run, 720)
            query = f"SELECT p.file_number, p.id FROM runs r JOIN profiles p ON p.id = r.profile_id WHERE r.id = '{run.rpartition('/')[2]}'"
            [(number, profile)] = wide_live.sql(query)
            wires = [Wire(wide_live.port, cookie) for _ in range(8)]
            guess, swap = f"turn=1&guess=higher&stake=10&file={number}", "turn=1&kind=swap"
            posts = [
                wire.post(f"{run}/{'lifelines' if n % 2 else 'guesses'}", swap if n % 2 else guess)
                for n, wire in enumerate(wires)
            ]
            answers = await asyncio.gather(*posts)
            assert {answer.status for answer in answers} == {200}
            logged = wide_live.sql(
                f"SELECT profile_id FROM guesses WHERE run_id = '{run.rpartition('/')[2]}'"
            )
            assert logged in ([], [(profile,)])
            await asyncio.gather(*(wire.close() for wire in wires))

    run(play())


def test_fifty_likes_and_passes_at_once_are_one_decision(wide_live: Live) -> None:
    """Three nights: one row a turn, as many likes spent as logged."""

    async def play() -> None:
        rng = Random(5)
        for _ in range(3):
            run, cookie = await open_run(wide_live.port, "", "matches", "match")
            wires = [Wire(wide_live.port, cookie) for _ in range(AT_ONCE)]
            for turn in range(1, 9):
                likes = ("pass",) if turn > 4 else ("like", "pass")
                bodies = [f"turn={turn}&guess=higher&like={rng.choice(likes)}" for _ in wires]
                answers = await at_once(wires, f"{run}/guesses", bodies)
                assert {answer.status for answer in answers} == {200}
                assert len({answer.body for answer in answers}) == 1
            await asyncio.gather(*(wire.close() for wire in wires))

    run(play())
    assert wide_live.sql("SELECT count(*), sum(stake) FROM guesses") == [
        (24, wide_live.sql("SELECT count(*) FROM lifelines")[0][0])
    ]


def test_fifty_stars_at_once_are_one_rating(wide_live: Live) -> None:
    """Twenty files: one row each, the same answer to all, and the sums are those of the rows."""

    async def play() -> None:
        rng, rated = Random(6), 0
        run, cookie = await open_run(wide_live.port, "", "rated", "year")
        wires = [Wire(wide_live.port, cookie) for _ in range(AT_ONCE)]
        for turn in range(1, 13):
            await wires[0].post(f"{run}/guesses", f"turn={turn}&guess=higher&stake=10")
            bodies = [f"turn={turn}&stars={rng.randint(1, 5)}" for _ in wires]
            answers = await at_once(wires, f"{run}/stars", bodies)
            assert {answer.status for answer in answers} == {200}
            assert len({answer.body for answer in answers}) == 1
            rated += 1
        await asyncio.gather(*(wire.close() for wire in wires))
        assert rated == 12

    run(play())
    assert wide_live.sql("SELECT count(*) FROM ratings") == [(12,)]
    summed = "SELECT profile_id, sum(weight), sum(weight * stars) FROM ratings GROUP BY profile_id ORDER BY 1"
    kept = "SELECT profile_id, weight, stars FROM rated ORDER BY 1"
    assert wide_live.sql(summed) == wide_live.sql(kept)


def test_the_daily_pressed_many_times_at_once_is_one_go(wide_live: Live) -> None:
    """Thirty posts of each of three players: one run and one entry each, one draw for all."""

    async def press() -> None:
        for _ in range(3):
            _, cookie = await open_run(wide_live.port)
            wires = [Wire(wide_live.port, cookie) for _ in range(30)]
            body = "deck=citizens&mode=daily"
            answers = await asyncio.gather(*(wire.post("/runs", body, htmx=False) for wire in wires))
            await asyncio.gather(*(wire.close() for wire in wires))
            assert len({answer.location for answer in answers}) == 1

    run(press())
    ten = (
        "SELECT count(*), count(DISTINCT profile_id) FROM day_files "
        "JOIN decks ON decks.id = day_files.deck_id WHERE slug = 'citizens'"
    )
    assert wide_live.sql("SELECT count(*) FROM runs WHERE mode = 'daily'") == [(3,)]
    assert wide_live.sql("SELECT count(*) FROM day_entries") == [(3,)]
    assert wide_live.sql(ten) == [(10, 10)]


def test_play_pressed_many_times_at_once_opens_one_run(live: Live) -> None:
    """Thirty simultaneous posts of the same player get the same run."""

    async def press() -> set[str]:
        _, cookie = await open_run(live.port)
        wires = [Wire(live.port, cookie) for _ in range(30)]
        answers = await asyncio.gather(*(wire.post("/runs", "deck=citizens", htmx=False) for wire in wires))
        await asyncio.gather(*(wire.close() for wire in wires))
        return {answer.location for answer in answers}

    assert len(run(press())) == 1
    assert live.sql("SELECT count(*) FROM runs") == [(1,)]


def test_a_challenge_is_made_once_and_taken_up_once(live: Live) -> None:
    """Twenty simultaneous posts each: of its maker one address, of somebody else one attempt."""

    async def press() -> tuple[set[str], set[str]]:
        run_path, maker = await open_run(live.port)
        wire = Wire(live.port, maker)
        for turn in range(1, 20):  # a side often enough misses
            await wire.post(f"{run_path}/guesses", f"turn={turn}&guess=higher")
        made = await _twenty(live, maker, f"{run_path}/challenge")
        wire.cookie = ""
        friend = await wire.post("/me/replays", "consent=no", htmx=False)
        await wire.close()
        begun = await _twenty(live, friend.cookie, f"{next(iter(made))}/runs")
        return made, begun

    made, begun = run(press())
    assert [len(made), len(begun)] == [1, 1]
    assert live.sql("SELECT count(*) FROM challenges") == [(1,)]
    assert live.sql("SELECT count(*) FROM challenge_attempts") == [(1,)]
    assert live.sql("SELECT count(*) FROM runs WHERE mode = 'same-streak'") == [(1,)]


async def _twenty(live: Live, cookie: str, path: str) -> set[str]:
    """Where twenty posts at once lead to; all of them are answered."""
    wires = [Wire(live.port, cookie) for _ in range(20)]
    answers = await asyncio.gather(*(wire.post(path, "", htmx=False) for wire in wires))
    await asyncio.gather(*(wire.close() for wire in wires))
    assert {answer.status for answer in answers} == {303}, answers
    return {answer.location for answer in answers}


def test_kill_nine_loses_no_acknowledged_guess(live: Live) -> None:
    """Kills under load: every guess that was answered is in the log once, and no turn is half done.

    Coming back costs the server next to nothing more than any start does: no more than three times the time on a
    processor, whatever others have of the machine. tests/bench/faults.py kills more often.
    """
    first, again = live.cpu_seconds(), list[float]()
    ledger = Ledger(live)
    for _ in range(KILLS):
        ledger.kill_and_start()
        again.append(live.cpu_seconds())
    assert statistics.median(again) < 3 * first
    assert len(ledger.acknowledged) >= KILLS * 20
    assert (ledger.lost(), ledger.changed(), ledger.half_done()) == ([], [], 0)
    if not live.environment["HIGHERTHANTHOU_DATABASE_URL"].startswith("postgresql"):
        assert live.sql("PRAGMA integrity_check") == [("ok",)]
