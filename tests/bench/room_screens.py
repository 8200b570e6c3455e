"""Screens of guests in a room, as browsers have them: each with a stream, and a page that it fetches when it is told."""

import asyncio
import random
import time

from live import Live
from posts import Answer, Wire, address_of

FRAGMENT = ("HX-Request: true", "HX-Request-Type: partial", "Accept-Encoding: gzip")
BUSY, RETRY = 503, 2
"""A screen that is told that the server is busy asks again, after so many seconds."""

GONE = 30
"""Seconds after which a screen that is not current never will be."""


class Phone(Wire):
    """A connection that is made again where the server has closed it, as a browser does; all it posts is posted once."""

    async def _ask(self, method: str, path: str, lines: list[str], body: str) -> Answer:
        try:
            return await super()._ask(method, path, lines, body)
        except OSError:
            await self.close()
            return await super()._ask(method, path, lines, body)


class Screen:
    """A guest: a stream, and a connection for pages and calls. ``seq`` is that of the page on the screen."""

    def __init__(self, live: Live, code: str, number: int) -> None:
        """Nobody yet."""
        self.code, self.wire, self.seq = code, Phone(live.port, address=address_of(number)), -1
        self.current: dict[int, float] = {}
        self.busy = 0
        self.arrived = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def enter(self, cookie: str = "") -> None:
        """Come in, or come as the opener with the cookie."""
        self.wire.cookie = cookie
        answer = await self.wire.post(f"/rooms/{self.code}/guests", "", htmx=False)
        self.wire.cookie = self.wire.cookie or answer.cookie
        self._task = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.wire.port)
        head = f"GET /rooms/{self.code}/events HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: player={self.wire.cookie}\r\n\r\n"
        writer.write(head.encode())
        try:
            while line := await reader.readline():
                if line.startswith(b"id: "):
                    await self._look(int(line[4:]))
        finally:
            writer.close()

    async def _look(self, told: int) -> None:
        """Fetch the page, as the browser does when it is told."""
        while (answer := await self.wire.get(f"/rooms/{self.code}?seq={self.seq}", FRAGMENT)).status == BUSY:
            self.busy += 1
            await asyncio.sleep(RETRY)
        assert answer.status in (200, 204), answer.status
        self.seq = told
        self.current[told] = time.perf_counter()
        self.arrived.set()

    async def until(self, seq: int) -> None:
        """Wait until the screen shows a change."""
        while self.seq < seq:
            self.arrived.clear()
            await asyncio.wait_for(self.arrived.wait(), GONE)

    async def call(self, number: int) -> Answer:
        """Call on the file of a round, within a second."""
        await asyncio.sleep(random.random())
        return await self.wire.post(f"/rooms/{self.code}/calls", f"round={number}&guess=higher")

    async def leave(self) -> None:
        """Close everything."""
        if self._task is not None:
            self._task.cancel()
        await self.wire.close()


class Room:
    """A room with its guests; the first of them opened it."""

    def __init__(self, code: str, screens: list[Screen]) -> None:
        """All are in."""
        self.code, self.screens, self.seq = code, screens, 0

    @classmethod
    async def open(cls, live: Live, guests: int, first: int) -> "Room":
        """Open a room of a player's own and fill it, some at a time."""
        opener = Wire(live.port, address=address_of(first))
        answer = await opener.post("/rooms", "deck=citizens&rounds=30", htmx=False)
        code = answer.location.rpartition("/")[2]
        screens = [Screen(live, code, first + number) for number in range(guests)]
        await screens[0].enter(answer.cookie)
        await opener.close()
        for start in range(1, guests, 50):
            await asyncio.gather(*(screen.enter() for screen in screens[start : start + 50]))
        await asyncio.gather(*(screen.until(0) for screen in screens))
        return cls(code, screens)

    async def step(self, to: str) -> list[float]:
        """Take a step; the seconds from it until each screen was current."""
        began = time.perf_counter()
        answer = await self.screens[0].wire.post(
            f"/rooms/{self.code}/steps", f"seq={self.seq}&to={to}", False
        )
        assert answer.status == 303, answer.status
        self.seq += 1
        await asyncio.gather(*(screen.until(self.seq) for screen in self.screens))
        return [screen.current[self.seq] - began for screen in self.screens]

    async def round(self, number: int) -> tuple[list[float], int]:
        """Ask, call, show; how long screens took, and how many calls were refused."""
        took = await self.step("asking")
        answers = await asyncio.gather(*(screen.call(number) for screen in self.screens))
        took += await self.step("shown")
        return took, sum(answer.status != 200 for answer in answers)
