"""What happens beside the pages of rooms: deadlines, counts, the presence of hosts, and other processes."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from sqlalchemy.engine import Connection

from ...game.rooms.course import AFTERWARDS, SECOND, State
from ...store.engine.backend import is_shared, listen_url
from ...store.engine.errors import Missing, StoreError, Unavailable
from ...store.rooms import calls, rooms, stepping
from ...store.rooms.rooms import Room
from ..http.streams import Streams
from ..server import Server

COUNTS_EVERY = 0.5
"""Seconds between two counts that are told: at most two a second."""

BEAT, PRESENT = 5.0, 10.0
"""Seconds between two looks for silent streams, and between two notes that a host is there."""

LEFT_OVER = 3 * SECOND
"""A deadline that passed so long ago was passed while no server ran, in milliseconds."""

Chore = Callable[[Server], Coroutine[Any, Any, None]]

log = logging.getLogger(__name__)


def ring(server: Server, room: Room) -> Room:
    """Tell the screens of this process that a room has changed; return it."""
    server.streams.ring(room.id, room.seq, room.is_over)
    return room


def count(server: Server, room: Room) -> None:
    """Note that somebody came, left or called: who counts hears it within half a second."""
    server.streams.changed.add(room.id)


async def close_due(server: Server) -> None:
    """Every second, show the files whose time is over; after a pause of all servers, ten seconds later."""
    now = server.now()
    late = partial(rooms.postpone, now=now - LEFT_OVER, until=now + AFTERWARDS)
    if await server.database.read(partial(rooms.due, now=now - LEFT_OVER)):
        await server.database.write(late, play=True)
    while True:
        now = server.now()
        for room in await server.database.read(partial(rooms.due, now=now), short=True):
            show = partial(stepping.take_step, room=room, seen=room.seq, to=State.SHOWN, now=now)
            ring(server, await server.database.write(show, play=True))
        await asyncio.sleep(1)


async def tell_counts(server: Server) -> None:
    """Twice a second at most, tell who counts of the rooms in which somebody called."""
    streams = server.streams
    while True:
        await asyncio.sleep(COUNTS_EVERY)
        here, streams.changed = streams.changed, set()
        there, streams.heard = streams.heard, set()
        try:
            if here and is_shared(server.database.url):
                await server.database.write(partial(_tell_others, changed=here), play=True)
            counted = [room_id for room_id in here | there if streams.counted(room_id)]
            for room_id in counted:
                streams.tell_counts(room_id, await server.database.read(partial(_counts, room_id=room_id)))
        except Exception:  # told as soon as that is possible again
            streams.changed |= here
            streams.heard |= there
            raise


def _tell_others(connection: Connection, changed: set[int]) -> None:
    for room_id in changed:
        rooms.tell_called(connection, room_id)


def _counts(connection: Connection, room_id: int) -> str:
    """How many have called, of how many; in the lobby how many are here."""
    room = rooms.by_id(connection, room_id)
    if room is None:
        return ""
    here, awaited, called = calls.counts(connection, room)
    return f"{called} of {awaited}" if room.state is State.ASKING else str(here)


async def note_hosts(server: Server) -> None:
    """Every ten seconds, note of which rooms a screen of the host is connected."""
    while True:
        await asyncio.sleep(PRESENT)
        present = server.streams.rooms_of_hosts()
        if present:
            here = partial(rooms.hosts_are_here, present=present, now=server.now())
            await server.database.write(here, play=True)


async def beat(server: Server) -> None:
    """Keep silent streams open."""
    while True:
        await asyncio.sleep(BEAT)
        server.streams.beat()


async def listen(server: Server) -> None:
    """Hear from other processes on PostgreSQL which rooms have changed."""
    told_at = server.database.url
    heard_at = listen_url(server.settings.listen_url, told_at)
    if heard_at is None:
        return
    from ...store.notifications.listener import Listener  # what it imports is needed by nobody else

    heard = partial(hear, server.streams)
    await Listener(heard_at, rooms.CHANNEL, heard, server.streams.ring_all, told_at).run()


def hear(streams: Streams, notes: list[str]) -> None:
    """Ring the screens of rooms that have changed elsewhere; of several changes the last counts.

    What is no note of ours says nothing: whoever can connect to the database can tell anything.
    """
    latest: dict[int, tuple[int, bool]] = {}
    for room_id, what, number in filter(None, map(rooms.read_note, notes)):
        if what == rooms.CALLED:
            streams.heard.add(room_id)
        else:
            latest[room_id] = max(latest.get(room_id, (0, False)), (number, what == rooms.OVER))
    for room_id, (seq, over) in latest.items():
        streams.ring(room_id, seq, over)


def forever(chore: Chore) -> Chore:
    """The chore, begun again when the database was away or something failed."""

    async def again(server: Server) -> None:
        while True:
            try:
                return await chore(server)
            except (Unavailable, StoreError, Missing):  # a room that is gone is not due again
                await asyncio.sleep(1)
            except Exception:
                log.exception("%s failed, and is begun again in a minute", chore.__name__)
                await asyncio.sleep(60)

    return again


CHORES = tuple(map(forever, (close_due, tell_counts, note_hosts, beat, listen)))
