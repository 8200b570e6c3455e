"""The head of a request is bounded, whatever it is made of; an ordinary one passes, and pipelined ones too."""

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from live import Live

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
