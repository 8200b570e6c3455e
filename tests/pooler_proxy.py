"""A proxy before PostgreSQL that does what poolers do: keep notifications back, and let clients wait."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from sqlalchemy.engine import URL

KEY, NOTIFICATION, READY = b"K", b"A", b"Z"
"""Letters by which the server's messages begin."""


@dataclass
class Client:
    """A client: the number of its session, whether that has begun, and whether it has to wait for ever then."""

    waits: bool
    session: bytes = b""
    begun: bool = False


class PoolerProxy:
    """The proxy: where it is, and how many connections were made to it.

    ``deaf``: what other sessions notify is not handed on, as where connections are lent by transaction.
    ``lends``: whoever comes when so many are there is welcome, and waits for an answer.
    """

    def __init__(self, server: URL, deaf: bool, lends: int) -> None:
        """Before that server."""
        self._host, self._port = str(server.query.get("host") or server.host), server.port or 5432
        self._open: dict[asyncio.StreamWriter, asyncio.Task[None] | None] = {}
        self.url = server.set(host="127.0.0.1", query={"sslmode": "disable", "gssencmode": "disable"})
        self.deaf, self.lends = deaf, lends
        self.connections = 0

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one client."""
        self.connections += 1
        client = Client(waits=len(self._open) >= self.lends)
        self._open[writer] = asyncio.current_task()
        with suppress(OSError, EOFError):
            await self._serve(client, reader, writer)
        await _hang_up(writer)
        del self._open[writer]

    async def _serve(
        self, client: Client, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        if self._host.startswith("/"):
            theirs, ours = await asyncio.open_unix_connection(f"{self._host}/.s.PGSQL.{self._port}")
        else:
            theirs, ours = await asyncio.open_connection(self._host, self._port)
        back = asyncio.create_task(self._answer(client, theirs, writer))
        try:
            while some := await reader.read(65536):
                if not (client.waits and client.begun):
                    ours.write(some)
        finally:
            back.cancel()
            await asyncio.gather(back, return_exceptions=True)
            await _hang_up(ours)

    async def _answer(
        self, client: Client, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """What the server says, message by message: a letter, a length that counts itself, and the rest.

        The rest of a key and of a notification begins with the number of the session whose it is.
        """
        while True:
            head = await reader.readexactly(5)
            rest = await reader.readexactly(int.from_bytes(head[1:]) - 4)
            if head[:1] == KEY:
                client.session = rest[:4]
            client.begun |= head[:1] == READY
            if not (self.deaf and head[:1] == NOTIFICATION and rest[:4] != client.session):
                writer.write(head + rest)

    async def hang_up(self) -> None:
        """On everybody."""
        for writer in self._open:
            writer.close()
        await asyncio.gather(*filter(None, self._open.values()))


async def _hang_up(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()


@asynccontextmanager
async def pooler_proxy(server: URL, deaf: bool = False, lends: int = 10_000) -> AsyncIterator[PoolerProxy]:
    """Such a proxy, for as long as that."""
    proxy = PoolerProxy(server, deaf, lends)
    listener = await asyncio.start_server(proxy.connected, "127.0.0.1", 0)
    proxy.url = proxy.url.set(port=listener.sockets[0].getsockname()[1])
    try:
        yield proxy
    finally:
        listener.close()
        await proxy.hang_up()
