"""A browser in short: one keep-alive connection with a cookie, the headers of a browser, and compressed answers."""

import asyncio
import re
import zlib
from typing import NamedTuple

HEADERS = (
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36\r\n"
    "Accept-Encoding: gzip, deflate, br, zstd\r\nAccept-Language: en-US,en;q=0.9\r\nSec-Fetch-Site: same-origin\r\n"
)
PAGE = "Accept: text/html,application/xhtml+xml,*/*;q=0.8\r\nUpgrade-Insecure-Requests: 1\r\nSec-Fetch-Mode: navigate\r\n"
PART = "Accept: text/html\r\nHX-Request: true\r\nHX-Request-Type: partial\r\nHX-Target: section#table\r\nSec-Fetch-Mode: cors\r\n"
FILE = "Accept: image/avif,image/webp,*/*;q=0.8\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image\r\n"

LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")
LOCATION = re.compile(rb"(?i)\r\nlocation: *([^\r]+)")
COOKIE = re.compile(rb"(?i)\r\nset-cookie: *player=([^;\r]+)")
PACKED = re.compile(rb"(?i)\r\ncontent-encoding: *gzip")


class Answer(NamedTuple):
    """What came: the status, where to go on, and the body as it came over the wire, compressed or not."""

    status: int
    head: bytes
    sent: bytes

    @property
    def location(self) -> str:
        """Where a redirection leads."""
        found = LOCATION.search(self.head)
        return found[1].decode() if found else ""

    @property
    def body(self) -> bytes:
        """The body as a page reads it."""
        return zlib.decompress(self.sent, 31) if PACKED.search(self.head) else self.sent


class Failed(Exception):
    """A server answered what it should not have."""


class Browser(asyncio.Protocol):
    """One connection; ``address`` is whose requests it hands on, as a proxy would, ``cookie`` whose they are."""

    def __init__(self, port: int, address: str = "") -> None:
        """Connect at the first request."""
        self.port, self.address, self.cookie = port, address, ""
        self.transport: asyncio.WriteTransport | None = None
        self.waits: asyncio.Future[Answer] | None = None
        self.data = b""

    async def page(self, path: str) -> Answer:
        """Ask for a page."""
        return await self.ask("GET", path, PAGE)

    async def file(self, path: str) -> Answer:
        """Ask for what a page shows."""
        return await self.ask("GET", path, FILE)

    async def send(self, path: str, form: str) -> Answer:
        """Send a form, as a browser does that follows the answer to the next page."""
        return await self.ask("POST", path, PAGE, form)

    async def part(self, path: str, form: str) -> Answer:
        """Send a form as htmx does, for a part of the page."""
        return await self.ask("POST", path, PART, form)

    async def ask(self, method: str, path: str, kind: str, form: str | None = None) -> Answer:
        """Send a request and wait for the whole answer; an error in it is raised."""
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{HEADERS}{kind}"
        if self.cookie:
            head += f"Cookie: player={self.cookie}\r\n"
        if self.address:
            head += f"X-Forwarded-For: {self.address}\r\n"
        if form is not None:
            head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(form)}\r\n"
        loop = asyncio.get_running_loop()
        if self.transport is None:
            await loop.create_connection(lambda: self, "127.0.0.1", self.port)
        self.waits = loop.create_future()
        assert self.transport is not None
        self.transport.write(f"{head}\r\n{form or ''}".encode())
        answer = await self.waits
        if answer.status >= 400:
            raise Failed(f"{method} {path} was answered {answer.status}")
        if found := COOKIE.search(answer.head):
            self.cookie = found[1].decode()
        return answer

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep what is written to."""
        assert isinstance(transport, asyncio.WriteTransport) or hasattr(transport, "write")
        self.transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        """Hand the answer over when it is whole."""
        self.data += data
        head, end, body = self.data.partition(b"\r\n\r\n")
        if not end or self.waits is None:
            return
        found = LENGTH.search(head)
        if len(body) >= (int(found[1]) if found else 0):
            waits, self.waits, self.data = self.waits, None, b""
            waits.set_result(Answer(int(head[9:12]), head, body))

    def connection_lost(self, error: Exception | None) -> None:
        """Connect anew for the next; whoever waits must not wait forever."""
        self.transport = None
        if self.waits is not None:
            self.waits.set_exception(Failed("the server hung up"))
            self.waits = None

    def close(self) -> None:
        """Hang up."""
        if self.transport is not None:
            self.transport.close()
