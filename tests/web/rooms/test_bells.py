"""Notes of rooms from other processes, and what is none."""

import asyncio

import pytest

from higherthanthou.web.http.streams import Stream, Streams
from higherthanthou.web.rooms.bells import hear

JUNK = (
    "", " ", "1", "1 step", "1 step 2 3", "x step 2", "1 jump 2", "1 step x", "-1 step 2", "1 step -2",
    "\N{ARABIC-INDIC DIGIT ONE} step 2", "9" * 5000 + " step 1", "1 step " + "9" * 5000, "1 called", "1\tstep\t2",
)  # fmt: skip


@pytest.mark.parametrize("place", [0, 1, 2])
def test_what_is_no_note_takes_no_other_one_along(place: int) -> None:
    """Whoever can connect to the database can tell anything on the channel; rooms are rung all the same."""

    async def told() -> bytes:
        streams, stream = Streams(), Stream(7, True, True, False)
        streams.open(stream)
        notes = ["7 step 3", "8 called 0"]
        hear(streams, [*notes[:place], *JUNK, *notes[place:]])
        assert streams.heard == {8}
        return await asyncio.wait_for(stream.next(), 10)

    assert asyncio.run(told()) == b"event: room\nid: 3\ndata: 3\n\n"
