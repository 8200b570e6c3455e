"""The head of a request is bounded, whatever it is made of; an ordinary one passes, and pipelined ones too."""

import asyncio
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.types import Message

from higherthanthou.web.one_piece import OnePiece
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


def pieces(live: Live, request: bytes) -> list[bytes]:
    """What the server sends for a request, as it arrives; it closes the connection at the end."""
    got = []
    with socket.create_connection(("127.0.0.1", live.port), timeout=10) as wire:
        wire.sendall(request)
        while chunk := wire.recv(1 << 20):
            got.append(chunk)
            wire.shutdown(socket.SHUT_WR)
    return got


@pytest.mark.parametrize("path", [b"/healthz", b"/nowhere"], ids=["page", "error"])
def test_head_and_body_are_sent_in_one_piece(live: Live, path: bytes) -> None:
    """The first piece is whole, and says of the body what is true."""
    first = pieces(live, b"GET " + path + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")[0]
    head, _, body = first.partition(b"\r\n\r\n")
    assert body
    assert head.count(b"content-length: ") == head.count(b"date: ") == 1
    assert b"content-length: %d" % len(body) in head
    assert b"content-security-policy: default-src" in head


def test_asking_for_the_head_gives_no_body(live: Live) -> None:
    """Nor does it keep the connection from being used again."""
    head = b"HEAD" + GET[3:] + b"\r\n"
    got = answer(live, [head + head + GET + b"Connection: close\r\n\r\n"])
    assert got.count(b"200 OK") == 3
    assert got.endswith(b"ok")
    assert got.count(b"\r\n\r\nok") == 1


class Cycle:
    """What OnePiece needs to know of uvicorn's, and what it does to it."""

    def __init__(self, method: str = "POST") -> None:
        self.scope, self.default_headers = {"method": method}, [(b"date", b"today")]
        self.disconnected = self.response_started = self.response_complete = False
        self.keep_alive, self.flow, self.message_event = True, self, asyncio.Event()
        self.write_paused, self.transport, self.waiting_for_100_continue = False, self, True
        self.sent: list[bytes] = []
        self.plain: list[Message] = []

    def write(self, data: bytes) -> None:
        """Note what is sent."""
        self.sent.append(data)

    def on_response(self) -> None:
        """It is over."""
        self.sent.append(b"over")

    async def send(self, message: Message) -> None:
        """Note what is left to uvicorn."""
        self.plain.append(message)


def start(*headers: tuple[bytes, bytes]) -> Message:
    """The begin of an answer."""
    return {"type": "http.response.start", "status": 200, "headers": [*headers]}


LENGTH = (b"content-length", b"2")
OK: Message = {"type": "http.response.body", "body": b"ok"}


def test_what_is_plain_is_written_at_once() -> None:
    """And the request is over for uvicorn."""
    cycle: Any = Cycle()
    send = OnePiece(cycle, cycle.send)
    run(send(start(LENGTH, (b"x", b"y"))))
    assert cycle.sent == []
    run(send(OK))
    assert cycle.sent == [b"HTTP/1.1 200 OK\r\ndate: today\r\nx: y\r\ncontent-length: 2\r\n\r\nok", b"over"]
    assert cycle.response_complete
    assert not cycle.waiting_for_100_continue
    assert cycle.message_event.is_set()
    assert cycle.plain == []


@pytest.mark.parametrize(
    ("head", "body", "change"),
    [
        (start(), OK, {}),
        (start((b"content-length", b"3")), OK, {}),
        (start(LENGTH, LENGTH), OK, {}),
        (start(LENGTH, (b"connection", b"close")), OK, {}),
        (start(LENGTH, (b"Transfer-Encoding", b"chunked")), OK, {}),
        (start(LENGTH, (b"set-cookie", b"player=x")), OK, {}),
        (start(LENGTH, (b"x", b"y\r\nz: injected")), OK, {}),
        (start(LENGTH, (b"x:", b"y")), OK, {}),
        (start(LENGTH), OK | {"more_body": True}, {}),
        (start(LENGTH), OK, {"keep_alive": False}),
        (start(LENGTH), OK, {"write_paused": True}),
        (start(LENGTH), OK, {"disconnected": True}),
        (start(LENGTH), OK, {"scope": {"method": "HEAD"}}),
        (start((b"content-length", b"0")) | {"status": 304}, {"type": "http.response.body"}, {}),
    ],
)
def test_all_else_is_left_to_uvicorn(head: Message, body: Message, change: dict[str, Any]) -> None:
    """In the order in which it came."""
    cycle: Any = Cycle()
    vars(cycle).update(change)
    send = OnePiece(cycle, cycle.send)
    run(send(head))
    run(send(body))
    assert (cycle.plain, cycle.sent) == ([head, body], [])
