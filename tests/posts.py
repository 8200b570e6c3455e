"""Raw form posts over keep-alive connections, many at once: what a browser cannot be made to do."""

import asyncio
import re
from collections.abc import Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine on an event loop of its own, in a thread: the browser tests keep one in this thread."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


@dataclass(frozen=True)
class Answer:
    """A status, the headers that matter, and the body."""

    status: int
    location: str
    cookie: str
    body: bytes
    retry_after: str = ""


class Wire:
    """One connection to a served game."""

    def __init__(self, port: int, cookie: str = "", address: str = "") -> None:
        """Connect at the first post. ``address`` is whose posts it hands on, as a proxy would."""
        self.port, self.cookie, self.address = port, cookie, address
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(self, path: str, body: str, htmx: bool = True) -> Answer:
        """Send a form and read the whole answer; OSError if the wire breaks."""
        lines = ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        if htmx:
            lines += ["HX-Request: true", "HX-Request-Type: partial"]
        return await self._ask("POST", path, lines, body)

    async def get(self, path: str, lines: Iterable[str] = ()) -> Answer:
        """Ask for a page and read the whole answer; OSError if the wire breaks."""
        return await self._ask("GET", path, [*lines], "")

    async def _ask(self, method: str, path: str, lines: list[str], body: str) -> Answer:
        if self.streams is None:
            self.streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.streams
        head = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *lines]
        if self.cookie:
            head.append(f"Cookie: player={self.cookie}")
        if self.address:
            head.append(f"X-Forwarded-For: {self.address}")
        writer.write(("\r\n".join(head) + "\r\n\r\n" + body).encode())
        try:
            told = (await reader.readuntil(b"\r\n\r\n")).decode()
            length = re.search(r"(?i)content-length: (\d+)", told)
            content = await reader.readexactly(int(length[1]) if length else 0)
        except asyncio.IncompleteReadError as error:
            raise ConnectionError("the wire broke") from error
        return Answer(
            int(told.split()[1]),
            _header(told, "location"),
            _cookie(told),
            content,
            _header(told, "retry-after"),
        )

    async def close(self) -> None:
        """Hang up."""
        if self.streams is not None:
            writer, self.streams = self.streams[1], None
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()


def _header(head: str, name: str) -> str:
    found = re.search(rf"(?im)^{name}: (.*?)\r?$", head)
    return found[1] if found else ""


def _cookie(head: str) -> str:
    return _header(head, "set-cookie").partition("player=")[2].partition(";")[0]


def address_of(number: int) -> str:
    """An address of one's own for each of many players."""
    return f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"


async def open_run(
    port: int, cookie: str = "", deck: str = "citizens", mode: str = "streak", address: str = ""
) -> tuple[str, str]:
    """Open a run; return its path and the player's cookie."""
    wire = Wire(port, cookie, address)
    try:
        answer = await wire.post("/runs", f"deck={deck}&mode={mode}", htmx=False)
    finally:
        await wire.close()
    assert answer.status == 303, answer
    return answer.location, cookie or answer.cookie


async def at_once(wires: Iterable[Wire], path: str, bodies: Iterable[str]) -> list[Answer]:
    """Send one form on each wire, all together."""
    return list(
        await asyncio.gather(*(wire.post(path, body) for wire, body in zip(wires, bodies, strict=True)))
    )
