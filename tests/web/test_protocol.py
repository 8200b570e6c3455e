"""The head of a request is bounded, whatever it is made of; an ordinary one passes, and pipelined ones too."""

import asyncio
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from higherthanthou.web.protocol import CORKED, Corked
from live import Live
from posts import run

GET = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n"


@pytest.fixture(scope="module")
def live(world_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The small world, served."""
    folder = tmp_path_factory.mktemp("protocol")
    shutil.copy(world_file, folder / "higherthanthou.db")
    with Live(folder) as served:
        yield served


def answer(live: Live, parts: list[bytes]) -> bytes:
    """Send these bytes and read until the server closes or is silent; bounded."""
    got = b""
    with socket.create_connection(("127.0.0.1", live.port), timeout=10) as wire:
        try:
            for part in parts:
                wire.sendall(part)
        except ConnectionError:
            pass
        try:
            while chunk := wire.recv(65536):
                got += chunk
        except ConnectionError:
            pass
    return got


@pytest.mark.parametrize(
    "parts",
    [
        [GET, b"Cookie: " + b"x" * 65536] + [b"x" * 65536] * 64,
        [GET] + [b"X-%d: y\r\n" % n for n in range(20_000)],
        [b"GET /" + b"a" * 500_000],
    ],
    ids=["cookie", "headers", "path"],
)
def test_a_head_without_end_is_cut_off(live: Live, parts: list[bytes]) -> None:
    """431 or a reset, after far less than was sent."""
    got = answer(live, parts)
    assert got == b"" or got.startswith(b"HTTP/1.1 431")
    assert b"200 OK" in answer(live, [GET + b"Connection: close\r\n\r\n"])


def test_a_large_head_within_the_bound_is_read(live: Live) -> None:
    """A cookie of 20 KB is junk, but no crime."""
    assert b"200 OK" in answer(
        live, [GET + b"Cookie: player=" + b"x" * 20_000 + b"\r\nConnection: close\r\n\r\n"]
    )


def test_pipelined_requests_are_all_answered(live: Live) -> None:
    """Many small heads in one packet are not one large head."""
    many = (GET + b"\r\n") * 500 + GET + b"Connection: close\r\n\r\n"
    assert answer(live, [many]).count(b"200 OK") == 501


class Wire:
    """A transport that notes what is sent."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []

    def write(self, data: bytes) -> None:
        """Note it."""
        self.sent.append(data)

    def close(self) -> None:
        """Note that too."""
        self.sent.append(b"closed")


def test_head_and_body_are_sent_in_one_piece() -> None:
    """What is written in one turn of the loop; nothing waits longer, and no more than some bytes."""

    async def talk() -> list[list[bytes]]:
        wire, seen = Wire(), []
        corked = Corked(wire, asyncio.get_running_loop())
        corked.write(b"head ")
        corked.write(b"body")
        assert wire.sent == []
        await asyncio.sleep(0)
        seen.append(wire.sent[:])
        corked.write(b"x" * (CORKED + 1))
        seen.append(wire.sent[1:])
        corked.write(b"farewell")
        corked.close()
        await asyncio.sleep(0)
        seen.append(wire.sent[2:])
        return seen

    assert run(talk()) == [[b"head body"], [b"x" * (CORKED + 1)], [b"farewell", b"closed"]]
