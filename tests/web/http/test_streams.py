"""Ringing the screens of a room: who is first, and over how long the others are rung."""

import asyncio

from higherthanthou.web.http.streams import AT_WORST, LEAST, Stream, Streams
from posts import run

LATE = 1.0
"""Seconds that a busy machine may take beyond what was asked."""


async def rung(phones: int) -> tuple[list[float], float]:
    """When each phone was told of a change, and the wall, in seconds after it."""
    streams, loop, room = Streams(), asyncio.get_running_loop(), 7
    known = [Stream(room, False, False, False) for _ in range(phones)]
    wall = Stream(room, True, True, False)
    for stream in [*known, wall]:
        streams.open(stream)
    began = loop.time()

    async def told(stream: Stream) -> float:
        await stream.next()
        return loop.time() - began

    streams.ring(room, 1)
    times = await asyncio.gather(told(wall), *map(told, known))
    return times[1:], times[0]


def test_a_wall_is_told_before_phones_and_a_thousand_of_these_over_longer() -> None:
    """A hundred within a third of a second; of a thousand no more at once than a server can answer."""
    few, wall = run(rung(100))
    assert wall <= min(few)
    assert max(few) < LEAST + LATE
    many, wall = run(rung(1000))
    assert wall <= min(many)
    assert max(many) > AT_WORST * 1000 * 0.8
    assert sorted(many)[500] > AT_WORST * 1000 * 0.3
