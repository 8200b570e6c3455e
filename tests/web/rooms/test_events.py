"""The stream of a room, on a live server: what it tells, when it ends, and that it slows nobody."""

import time
from collections.abc import Iterator

import httpx2
import pytest

from event_stream import EventStream
from higherthanthou.clock import milliseconds
from higherthanthou.game.deal import Side
from higherthanthou.game.rooms.course import State
from higherthanthou.game.rooms.terms import Terms
from higherthanthou.store.decks import decks
from higherthanthou.store.engine.database import Database
from higherthanthou.store.rooms import rooms
from live import Live, comes
from rooms_world import RoomWorld

FEW = {"STREAMS": "3", "CONCURRENT_REQUESTS": "2", "METRICS_TOKEN": "t" * 32}


@pytest.fixture
def limits() -> dict[str, str]:
    """Room for three streams and two requests at a time."""
    return FEW


@pytest.fixture
def world(live: Live) -> Iterator[RoomWorld]:
    """A room in its database, to which acts of another process are done; each file is asked for a second."""
    from higherthanthou.store.engine.backend import database_url

    database = Database(database_url(live.environment["HIGHERTHANTHOU_DATABASE_URL"], live.folder))
    deck = database.read_now(lambda connection: decks.find(connection, "citizens"))
    assert deck is not None
    made = RoomWorld(database, deck, Terms(rounds=3, seconds=1))
    made.now = milliseconds()
    yield made
    database.close()


def events(live: Live, world: RoomWorld, screen: str = "phone") -> EventStream:
    """The stream of that room."""
    return EventStream(live.port, f"/rooms/{world.code}/events?screen={screen}")


def test_a_screen_is_told_at_once_and_when_the_time_is_over(live: Live, world: RoomWorld) -> None:
    """The server itself shows a file whose time is over; proxies are asked to hold nothing back."""
    with events(live, world) as stream:
        assert stream.status == 200
        for header in ("text/event-stream", "no-store, no-transform", "x-accel-buffering: no"):
            assert header in stream.head
        assert "content-encoding" not in stream.head
        assert stream.next() == {"event": "room", "id": "0", "data": "0"}
        world.step(State.ASKING)
        assert _told(stream, "2") == {"event": "room", "id": "2", "data": "2"}
    assert world.room.state is State.SHOWN


def test_nothing_is_compressed_for_who_would_take_it(live: Live, world: RoomWorld) -> None:
    """A browser asks for gzip with everything."""
    path = f"/rooms/{world.code}/events"
    with EventStream(live.port, path, "Accept-Encoding: gzip\r\n") as stream:
        assert "content-encoding" not in stream.head
        assert stream.next() == {"event": "room", "id": "0", "data": "0"}


def test_more_than_there_is_room_for_are_refused_and_nobody_else_is(live: Live, world: RoomWorld) -> None:
    """Streams have a number of their own: with more of them open than requests, pages are served."""
    open_streams = [events(live, world) for _ in range(3)]
    assert [stream.status for stream in open_streams] == [200] * 3
    with events(live, world) as refused:
        assert refused.status == 503
        assert "retry-after" in refused.head
    assert httpx2.get(f"{live.url}/").status_code == 200
    for stream in open_streams:
        stream.close()
    assert comes(lambda: _streams(live) == 0)
    with events(live, world) as stream:
        assert stream.status == 200


def test_asking_for_the_head_alone_opens_no_stream(live: Live, world: RoomWorld) -> None:
    """The connection is free for the next request."""
    with httpx2.Client(base_url=live.url) as client:
        head = client.head(f"/rooms/{world.code}/events")
        assert (head.status_code, head.headers["content-type"]) == (200, "text/event-stream; charset=utf-8")
        assert client.get("/healthz").status_code == 200
        assert _streams(live) == 0


def test_a_server_that_stops_tells_its_streams_first(live: Live, world: RoomWorld) -> None:
    """They end as they should, and the server need not wait for them."""
    with events(live, world) as stream:
        stream.next()
        began = time.monotonic()
        live.stop()
        assert _told(stream, "nothing more") is None
    assert time.monotonic() - began < 5


def test_a_room_that_is_over_or_was_never_there(live: Live, world: RoomWorld) -> None:
    """Never an answer that makes a browser ask again at once."""
    with EventStream(live.port, "/rooms/ABCDEF/events") as stream:
        assert stream.status == 404
    with EventStream(live.port, "/rooms/nonsense/events") as stream:
        assert stream.status == 404
    world.step(State.OVER)
    with events(live, world) as stream:
        assert stream.status == 410


def test_another_process_is_heard(live: Live, world: RoomWorld) -> None:
    """On PostgreSQL: a step, the end of a room, and that somebody has called, for those who count."""
    if "postgresql" not in live.environment["HIGHERTHANTHOU_DATABASE_URL"]:
        pytest.skip("an SQLite file has one process")
    guest = world.guest()
    with events(live, world) as phone, events(live, world, "wall") as wall:
        # The last statement of the listener's proof that it hears: from then on it does.
        listening = (
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query ILIKE 'UNLISTEN%'"
        )
        assert comes(lambda: bool(live.sql(listening)))
        world.step(State.ASKING)
        assert _told(phone, "1") == _told(wall, "1") == {"event": "room", "id": "1", "data": "1"}
        world.call(guest, Side.HIGHER)
        world.do(lambda c: rooms.tell_called(c, world.room.id))
        assert _told(wall, "1 of 1") == {"event": "called", "data": "1 of 1"}
        world.step(State.OVER)
        last = None
        while (said := phone.next()) is not None:
            last = said
        assert last is not None
        assert last["event"] == "over"


def _told(stream: EventStream, data: str) -> dict[str, str] | None:
    """The first event with that data; None if the stream ends before."""
    while (said := stream.next()) is not None and said.get("data") != data:
        pass
    return said


def _streams(live: Live) -> float:
    """How many streams the server says that it has open."""
    told = httpx2.get(f"{live.url}/metrics", headers={"Authorization": f"Bearer {FEW['METRICS_TOKEN']}"}).text
    [line] = [line for line in told.splitlines() if line.startswith("higherthanthou_streams_open")]
    return float(line.split()[-1])
