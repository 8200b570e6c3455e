"""A proxy before PostgreSQL that hands on all but what others notify, as a pooler does by transaction."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from sqlalchemy.engine import URL

KEY, NOTIFICATION = b"K", b"A"


class DeafProxy:
    """The proxy: where it is, and how many connections were made to it."""

    def __init__(self, server: URL) -> None:
        """Before that server."""
        self._host, self._port = str(server.query.get("host") or server.host), server.port or 5432
        self._open: set[asyncio.Task[None]] = set()
        self.url = server.set(host="127.0.0.1", query={"sslmode": "disable", "gssencmode": "disable"})
        self.connections = 0

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one client."""
        self.connections += 1
        self._open.add(mine := asyncio.current_task())  # type: ignore[arg-type]  # we are in one
        try:
            with suppress(OSError, EOFError, asyncio.CancelledError):
                await self._serve(reader, writer)
        finally:
            self._open.discard(mine)  # type: ignore[arg-type]
            await _hang_up(writer)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._host.startswith("/"):
            theirs, ours = await asyncio.open_unix_connection(f"{self._host}/.s.PGSQL.{self._port}")
        else:
            theirs, ours = await asyncio.open_connection(self._host, self._port)
        back = asyncio.create_task(_filter(theirs, writer))
        try:
            while some := await reader.read(65536):
                ours.write(some)
        finally:
            back.cancel()
            await asyncio.gather(back, return_exceptions=True)
            await _hang_up(ours)

    async def close(self) -> None:
        """Hang up on everybody."""
        for one in self._open:
            one.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)


async def _filter(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """What the server says, message by message: a letter, a length that counts itself, and the rest.

    The rest of a key and of a notification begins with the number of the session whose it is.
    """
    own = b""
    while True:
        head = await reader.readexactly(5)
        rest = await reader.readexactly(int.from_bytes(head[1:]) - 4)
        if head[:1] == KEY:
            own = rest[:4]
        if head[:1] != NOTIFICATION or rest[:4] == own:
            writer.write(head + rest)


async def _hang_up(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()


@asynccontextmanager
async def deaf_proxy(server: URL) -> AsyncIterator[DeafProxy]:
    """Such a proxy, for as long as that."""
    proxy = DeafProxy(server)
    listener = await asyncio.start_server(proxy.connected, "127.0.0.1", 0)
    proxy.url = proxy.url.set(port=listener.sockets[0].getsockname()[1])
    try:
        yield proxy
    finally:
        listener.close()
        await proxy.close()
