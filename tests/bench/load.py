"""A load of requests over a number of keep-alive connections, on a core of its own: counts, latencies, failures.

Reads a JSON plan from standard input: ``{"port", "seconds", "connections": [[[path, cookie, body], ...], ...]}``;
each connection works through its list once, or sends one if the time is over by then; without a body the page is asked for. Prints
``{"count", "failed", "milliseconds": [...]}``.
"""

import asyncio
import json
import sys
import time

import uvloop


def request(path: str, cookie: str, body: str | None) -> bytes:
    """The bytes of a form post as htmx sends it, or of asking for a page; without asking for compression."""
    if body is None:
        return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: player={cookie}\r\n\r\n".encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nHX-Request: true\r\nHX-Request-Type: partial\r\n"
        f"Cookie: player={cookie}\r\nSec-Fetch-Site: same-origin\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return (head + body).encode()


class Connection(asyncio.Protocol):
    """One keep-alive connection: send, read the whole answer, send the next."""

    def __init__(self, posts: list[bytes], until: float, done: "asyncio.Future[None]") -> None:
        """Prepare to send these until then."""
        self.posts, self.until, self.done = posts, until, done
        self.sent = self.failed = self.missing = 0
        self.times: list[float] = []
        self.head = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send the first."""
        self.transport = transport
        self.send()

    def send(self) -> None:
        """Send the next, or stop."""
        self.began = time.perf_counter()
        if (self.sent and self.began > self.until) or self.sent >= len(self.posts):
            self.transport.close()
            if not self.done.done():
                self.done.set_result(None)
            return
        self.transport.write(self.posts[self.sent])
        self.sent += 1

    def data_received(self, data: bytes) -> None:
        """Count the answer down; at its end note the time."""
        if self.missing:
            self.missing -= len(data)
        else:
            self.head += data
            head, end, rest = self.head.partition(b"\r\n\r\n")
            if not end:
                return
            length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
            self.missing = int(length.split(b":")[1]) - len(rest)
            self.failed += not head.startswith(b"HTTP/1.1 200")
            self.head = b""
        if self.missing == 0:
            self.times.append((time.perf_counter() - self.began) * 1000)
            self.send()

    def connection_lost(self, error: Exception | None) -> None:
        """Whoever waits for us must not wait forever."""
        if not self.done.done():
            self.failed += 1
            self.done.set_result(None)


async def main() -> None:
    """Run the plan."""
    plan = json.load(sys.stdin)
    loop = asyncio.get_running_loop()
    until = time.perf_counter() + plan["seconds"]
    connections, waits = [], []
    for posts in plan["connections"]:
        wait = loop.create_future()
        ready = [request(*post) for post in posts]
        _, connection = await loop.create_connection(
            lambda r=ready, w=wait: Connection(r, until, w), "127.0.0.1", plan["port"]
        )
        connections.append(connection)
        waits.append(wait)
    began = time.perf_counter()
    await asyncio.gather(*waits)
    times = [t for c in connections for t in c.times]
    taken = time.perf_counter() - began
    print(json.dumps({
        "count": len(times), "seconds": taken, "failed": sum(c.failed for c in connections), "milliseconds": times,
    }))  # fmt: skip


if __name__ == "__main__":
    uvloop.run(main())
