"""Too much at once: refused at once with Retry-After, probes let in, and room again when the others are done."""

import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send

from higherthanthou.settings import Settings
from higherthanthou.web.middleware.load_shedding import Shed
from posts import run

ROOM = 3


def scope(path: str = "/") -> Scope:
    """A request."""
    return {"type": "http", "method": "GET", "path": path, "headers": []}


def test_as_many_as_there_is_room_for_and_no_more() -> None:
    """Those inside are not disturbed; a failure leaves its place too."""

    async def play() -> None:
        go, inside = asyncio.Event(), 0

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            nonlocal inside
            inside += 1
            if scope["path"] == "/broken":
                raise ValueError("broken")
            await go.wait()
            await send({"type": "http.response.start", "status": 200, "headers": []})

        async def ask(path: str = "/") -> Message:
            sent: list[Message] = []

            async def send(message: Message) -> None:
                sent.append(message)

            async def receive() -> Message:
                return {"type": "http.request"}

            await shed(scope(path), receive, send)
            return sent[0]

        shed = Shed(app, Settings(concurrent_requests=ROOM))
        with pytest.raises(ValueError, match="broken"):
            await ask("/broken")
        waiting = [asyncio.create_task(ask()) for _ in range(ROOM)]
        await asyncio.sleep(0)
        refused = await ask()
        assert refused["status"] == 503
        assert dict(refused["headers"])[b"retry-after"].isdigit()
        probe = asyncio.create_task(ask("/healthz"))
        await asyncio.sleep(0)
        assert inside == 1 + ROOM + 1
        go.set()
        assert [message["status"] for message in await asyncio.gather(*waiting, probe)] == [200] * (ROOM + 1)
        assert (await ask())["status"] == 200

    run(play())
