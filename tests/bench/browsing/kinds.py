"""What each kind of request costs: microseconds of the server's processor, asked for as browsers do."""

import asyncio
from collections.abc import Awaitable, Callable
from random import Random

from .builds import Build
from .player import FILE, OPEN, TURN, Player, side_of

STREAK = 8
"""So many hits in a row are measured, of a run that would go on."""

CONNECTIONS = 8


class _Desk:
    """A run under way, and what is on its desk."""

    def __init__(self, player: Player) -> None:
        self.player = player
        self.run, self.body = "", b""

    async def open_run(self) -> None:
        """POST /runs."""
        self.run = (await self.player.browser.send("/runs", OPEN)).location

    async def show(self) -> None:
        """The page of the run."""
        self.body = (await self.player.browser.page(self.run)).body

    async def guess(self, right: bool) -> None:
        """Call the file on the desk."""
        turn = TURN.search(self.body)
        assert turn, "the run is over"
        answer = await self.player.guess(
            self.run, turn[1].decode(), side_of(self.body, self.player.key, right)
        )
        self.body = answer.body

    async def portrait(self) -> None:
        """Its portrait."""
        found = FILE.search(self.body)
        assert found, "there is no file on the desk"
        await self.player.browser.file(found[1].decode())


async def measure_kinds(build: Build, count: int) -> dict[str, float]:
    """Microseconds of each kind of request, made so often; a newcomer's comes first, whom the rest need."""
    found: dict[str, float] = {}

    async def each(name: str, work: Callable[[_Desk], Awaitable[object]], times: int = 1) -> None:
        async def some(number: int) -> None:
            for desk in desks[number::CONNECTIONS]:
                for _ in range(times):
                    await work(desk)

        spent = await build.spent(_all(some(number) for number in range(CONNECTIONS)))
        found[name] = spent * 1e6 / len(desks) / times

    desks = [_Desk(Player(build.browser(), build.key, 1, Random(1))) for _ in range(count)]
    await each("POST /runs, newcomer", _Desk.open_run)
    await each("POST /runs, known player", _Desk.open_run)
    await each("desk", _Desk.show)
    await each("portrait, first", _Desk.portrait)
    await each("portrait, again", _Desk.portrait)
    await each("guess that hits", lambda desk: desk.guess(True), STREAK)
    await each("guess that misses, with the result", lambda desk: desk.guess(False))
    await each("result", _Desk.show)
    await each("POST /runs, next run", _Desk.open_run)
    for path in (
        "/",
        "/leaderboard",
        "/me",
        "/daily",
        "/intake",
        "/decks",
        "/decks/citizens",
        "/wall",
        "/healthz",
    ):
        await each(path, lambda desk, path=path: desk.player.browser.page(path))
    for desk in desks:
        desk.player.browser.close()
    return found


async def _all(works: object) -> None:
    await asyncio.gather(*works)  # type: ignore[misc]
