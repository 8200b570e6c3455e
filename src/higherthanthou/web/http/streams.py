"""Open streams of server-sent events: who listens to which room, and ringing all who do.

A stream has no queue. Of what it was not sent yet only the latest counts, so a slow phone skips.
"""

import asyncio
from collections.abc import Iterable
from random import Random
from time import monotonic
from typing import Any

STREAM = "higherthanthou.stream"
"""The key in the scope of a request whose answer is a stream."""

SILENT = 15.0
"""A stream that has nothing to say for so many seconds sends a comment: proxies cut those that are silent."""

LEAST, MOST = 0.3, 1.5
"""Phones are rung one by one, over so many seconds at least, and at most unless they are too many."""

EACH, AT_WORST = 0.003, 0.0015
"""Seconds from one phone to the next, and if there are too many for that.

Each asks for the page then, which takes a millisecond. So a player who is in no room waits less than twice
as long as without (tests/bench/rooms.py), and a thousand are not refused.
"""

COMMENT = b":\n\n"


def event(name: str, data: str, number: int | None = None) -> bytes:
    """An event as it is sent (html.spec.whatwg.org, server-sent events); ``data`` is one line."""
    line = "" if number is None else f"id: {number}\n"
    return f"event: {name}\n{line}data: {data}\n\n".encode()


class Stream:
    """One open stream. ``first`` if it is rung before others, ``counting`` if it is told how many called.

    ``host`` if it is a screen of the room's host.
    """

    __slots__ = ("_ended", "_pending", "_waiter", "counting", "first", "host", "room_id", "sent_at")

    def __init__(self, room_id: int, first: bool, counting: bool, host: bool) -> None:
        """Nothing is to be sent yet."""
        self.room_id, self.first, self.counting, self.host = room_id, first, counting, host
        self.sent_at = monotonic()
        self._pending: dict[str, bytes] = {}
        self._waiter: asyncio.Future[None] | None = None
        self._ended = False

    def tell(self, name: str, said: bytes) -> None:
        """Have an event sent instead of one with that name that was not sent yet."""
        self._pending[name] = said
        self._wake()

    def end(self) -> None:
        """Let it end, after what is still to be sent."""
        self._ended = True
        self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    async def next(self) -> bytes:
        """What is to be sent next, as soon as there is something; nothing at the end."""
        while not self._pending and not self._ended:
            self._waiter = asyncio.get_running_loop().create_future()
            await self._waiter
            self._waiter = None
        said = b"".join(self._pending.values())
        self._pending.clear()
        self.sent_at = monotonic()
        return said


class Streams:
    """The open streams of this process, by room."""

    def __init__(self) -> None:
        """None is open yet."""
        self._rooms: dict[int, set[Stream]] = {}
        self._rung: dict[int, int] = {}
        self._open = 0
        self._rng = Random()  # which phone is rung when: no secret
        self.delivered = 0
        self.changed: set[int] = set()
        """Rooms of which the counts have changed here, and are to be told to everybody who counts."""
        self.heard: set[int] = set()
        """Rooms of which they have changed in another process."""

    def __len__(self) -> int:
        """How many streams are open."""
        return self._open

    def open(self, stream: Stream) -> None:
        """Add a stream."""
        self._rooms.setdefault(stream.room_id, set()).add(stream)
        self._open += 1

    def close(self, stream: Stream) -> None:
        """Take a stream away."""
        known = self._rooms.get(stream.room_id, set())
        if stream in known:
            known.remove(stream)
            self._open -= 1
        if not known:
            self._rooms.pop(stream.room_id, None)
            self._rung.pop(stream.room_id, None)

    def of(self, room_id: int) -> Iterable[Stream]:
        """The open streams of a room."""
        return self._rooms.get(room_id, ())

    def rooms_of_hosts(self) -> list[int]:
        """The rooms of which a screen of the host is connected here."""
        return [room_id for room_id, all_of in self._rooms.items() if any(one.host for one in all_of)]

    def ring(self, room_id: int, seq: int, over: bool = False) -> None:
        """Tell all screens of a room that it has changed; each change is told once."""
        if room_id not in self._rooms or self._rung.get(room_id, -1) >= seq:
            return
        self._rung[room_id] = seq
        self._spread(room_id, event("room", str(seq), seq), over)

    def ring_all(self) -> None:
        """Tell every screen to look again: what has changed meanwhile was not heard."""
        for room_id in list(self._rooms):
            self._spread(room_id, event("room", ""), False)
        self.heard.update(self._rooms)

    def _spread(self, room_id: int, said: bytes, over: bool) -> None:
        """Tell those at once who come first, and the others one by one."""
        phones = []
        for stream in self._rooms[room_id]:
            if stream.first:
                _tell(stream, said, over)
            else:
                phones.append(stream)
        self._rng.shuffle(phones)
        count, loop = len(phones), asyncio.get_running_loop()
        seconds = max(LEAST, min(EACH * count, MOST), AT_WORST * count)
        for place, phone in enumerate(phones):
            loop.call_later(place * seconds / count, _tell, phone, said, over)

    def tell_counts(self, room_id: int, text: str) -> None:
        """Tell the screens that count how many have called, or are here."""
        said = event("called", text)
        for stream in self.of(room_id):
            if stream.counting:
                stream.tell("called", said)

    def take_delivered(self) -> int:
        """How often something was told to a screen since this was asked last; comments do not count."""
        delivered, self.delivered = self.delivered, 0
        return delivered

    def counted(self, room_id: int) -> bool:
        """Whether any screen of a room counts."""
        return any(stream.counting for stream in self.of(room_id))

    def beat(self) -> None:
        """Have streams send a comment that were silent for long."""
        before = monotonic() - SILENT
        for known in self._rooms.values():
            for stream in known:
                if stream.sent_at <= before:
                    stream.tell("", COMMENT)


def _tell(stream: Stream, said: bytes, over: bool) -> None:
    stream.tell("room", said)
    if over:
        stream.tell("over", event("over", ""))
        stream.end()


def end_stream(scope: Any) -> None:
    """Let the stream end that answers a request, if it is one: its reader has gone, or the server goes."""
    stream = scope.get(STREAM) if scope else None
    if stream is not None:
        stream.end()
