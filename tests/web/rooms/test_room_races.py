"""Real concurrent requests on a room: joins, calls and steps, each counted once, on both databases."""

import asyncio
from random import Random

import pytest

from live import Live
from posts import Answer, Wire, run

GUESTS = 40
ROUNDS = 4


async def opened(live: Live) -> tuple[Wire, str]:
    """A room, and the wire of its opener."""
    wire = Wire(live.port)
    answer = await wire.post("/rooms", f"deck=citizens&rounds={ROUNDS}&reasons=yes", htmx=False)
    assert answer.status == 303
    wire.cookie = answer.cookie
    return wire, answer.location


async def close(*wires: Wire) -> None:
    """Hang up."""
    await asyncio.gather(*(wire.close() for wire in wires))


def test_joins_at_once_have_numbers_without_gaps(live: Live) -> None:
    """Forty newcomers, and one of them ten times: as many guests as players, numbered from the opener on."""

    async def join() -> None:
        opener, path = await opened(live)
        wires = [Wire(live.port) for _ in range(GUESTS)]
        answers = await asyncio.gather(*(wire.post(f"{path}/guests", "", htmx=False) for wire in wires))
        assert {answer.status for answer in answers} == {303}
        again = [Wire(live.port, answers[0].cookie) for _ in range(10)]
        answers = await asyncio.gather(*(wire.post(f"{path}/guests", "", htmx=False) for wire in again))
        assert {answer.status for answer in answers} == {303}
        await close(opener, *wires, *again)

    run(join())
    numbers = [row[0] for row in live.sql("SELECT number FROM room_guests ORDER BY number")]
    assert numbers == list(range(1, GUESTS + 2))
    assert live.sql("SELECT guests FROM rooms") == [(GUESTS + 1,)]


def test_a_class_that_joins_at_once_is_let_in_however_slow_the_database_is(live: Live) -> None:
    """Joins that are run at the same time would have each other run again, until the last ones are refused."""
    if "postgresql" not in live.environment["HIGHERTHANTHOU_DATABASE_URL"]:
        pytest.skip("one thread does all writes on SQLite")
    live.sql(
        "CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN PERFORM pg_sleep(0.12); RETURN NEW; END';"
        "CREATE TRIGGER dawdle BEFORE INSERT ON room_guests FOR EACH ROW EXECUTE FUNCTION dawdle()"
    )

    async def join() -> None:
        opener, path = await opened(live)
        wires = [Wire(live.port) for _ in range(GUESTS)]
        answers = await asyncio.gather(*(wire.post(f"{path}/guests", "", htmx=False) for wire in wires))
        assert {answer.status for answer in answers} == {303}
        await close(opener, *wires)

    run(join())


def test_calls_at_once_are_one_of_each_guest_and_none_comes_after_the_close(live: Live) -> None:
    """Guests call and change their calls while two remotes take the same steps: one step, one call each."""

    async def play() -> None:
        rng = Random(11)
        opener, path = await opened(live)
        remote = Wire(live.port, opener.cookie)
        wires = [Wire(live.port) for _ in range(GUESTS)]
        for wire in wires:
            wire.cookie = (await wire.post(f"{path}/guests", "", htmx=False)).cookie
        seq = 0
        for number in range(1, ROUNDS + 1):
            for to in ("asking", "shown"):
                posts = [
                    one.post(f"{path}/steps", f"seq={seq}&to={to}", htmx=False) for one in (opener, remote)
                ]
                calls = [
                    wire.post(
                        f"{path}/calls", f"round={number}&guess={rng.choice(('higher', 'lower'))}", htmx=False
                    )
                    for wire in wires
                ]
                mixed = [*posts, *calls]
                rng.shuffle(mixed)
                answers: list[Answer] = await asyncio.gather(*mixed)
                # a call may be there before its file is asked: that one is refused
                assert {answer.status for answer in answers} <= ({303, 422} if to == "asking" else {303})
                seq += 1
                assert live.sql("SELECT seq, round FROM rooms") == [(seq, number)]
            stored = _calls(live, number)
            late = [wire.post(f"{path}/calls", f"round={number}&guess=higher", htmx=False) for wire in wires]
            assert {answer.status for answer in await asyncio.gather(*late)} == {303}
            assert _calls(live, number) == stored
        await close(opener, remote, *wires)

    run(play())
    twice = "SELECT count(*) FROM (SELECT 1 FROM room_calls GROUP BY round, player_id HAVING count(*) > 1) AS more"
    assert live.sql(twice) == [(0,)]
    unasked = (
        "SELECT count(*) FROM room_calls c JOIN room_rounds r ON r.room_id = c.room_id AND r.round = c.round "
        "WHERE r.asked_at IS NULL"
    )
    assert live.sql(unasked) == [(0,)]
    assert live.sql("SELECT count(*) FROM room_calls")[0][0] > 0


def _calls(live: Live, number: int) -> list[tuple[object, ...]]:
    return live.sql(f"SELECT player_id, guess, called_at FROM room_calls WHERE round = {number} ORDER BY 1")


def test_one_ticket_at_many_phones_at_once_seats_one_of_them(live: Live) -> None:
    """Whichever comes last has the place; there is one guest with that number, and no other is made."""

    async def take() -> None:
        opener, path = await opened(live)
        [(number, secret)] = live.sql("SELECT number, secret FROM room_guests")
        wires = [Wire(live.port) for _ in range(20)]
        body = f"ticket={number}-{secret}"
        answers = await asyncio.gather(*(wire.post(f"{path}/guests", body, htmx=False) for wire in wires))
        assert {answer.status for answer in answers} <= {303, 429}
        await close(opener, *wires)

    run(take())
    [(guest, opener)] = live.sql("SELECT g.player_id, r.opener_id FROM room_guests g, rooms r")
    assert guest == opener
