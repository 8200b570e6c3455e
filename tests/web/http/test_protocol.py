"""The head of a request is bounded, whatever it is made of; an ordinary one passes, and pipelined ones too."""

import asyncio
import logging
import shutil
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser
from starlette.types import Message
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from higherthanthou.serving import Bounded, configure_logs
from higherthanthou.settings import Settings
from higherthanthou.web.http.headers import HEADERS
from higherthanthou.web.http.single_write import OnePiece
from live import Live, LiveFork
from posts import run

GET = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n"


@pytest.fixture(scope="module")
def live(world_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The small world, served."""
    folder = tmp_path_factory.mktemp("protocol")
    shutil.copy(world_file, folder / "higherthanthou.db")
    with LiveFork(folder) as served:
        yield served


def answer(live: Live, parts: list[bytes]) -> bytes:
    """Send these bytes and read until the server closes or is silent; bounded."""
    got = b""
    with socket.create_connection(("127.0.0.1", live.port), timeout=60) as wire:
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


def head_of(size: int, end: bytes = b"Connection: close\r\n\r\n") -> bytes:
    """A head that is as long as that, but for the first line."""
    field = b"Host: 127.0.0.1\r\nX: "
    return (
        GET.partition(b"\r\n")[0]
        + b"\r\n"
        + field
        + b"x" * (size - len(field + b"\r\n" + end))
        + b"\r\n"
        + end
    )


@pytest.mark.parametrize("packet", [10**6, 40_000, 7_000], ids=["at once", "in two", "in many"])
@pytest.mark.parametrize(("size", "status"), [(31 * 1024, b"200"), (33 * 1024, b"431"), (60_000, b"431")])
def test_a_head_has_at_most_so_many_bytes(live: Live, size: int, status: bytes, packet: int) -> None:
    """However it arrives: the parser takes a quarter of a megabyte at a time."""
    head = head_of(size)
    got = answer(live, [head[start : start + packet] for start in range(0, size, packet)])
    assert got.startswith(b"HTTP/1.1 " + status) or (status == b"431" and got == b"")


def test_a_large_head_behind_another_request_is_refused(live: Live) -> None:
    """Those before it are answered, and nothing behind it is."""
    got = answer(live, [(GET + b"\r\n") * 3 + head_of(60_000) + (GET + b"\r\n") * 3])
    assert got.count(b"200 OK") == 3


CLOSE = b"Connection: close\r\n\r\n"
BLANKS = [
    GET + b"X:" + b" " * 60_000 + b"y\r\n" + CLOSE,
    b"\r\n" * 30_000 + GET + CLOSE,
    GET + b"X: y" + b" " * 60_000 + b"\r\n" + CLOSE,
]


@pytest.mark.parametrize("packet", [10**6, 40_000, 7_000], ids=["at once", "in two", "in many"])
@pytest.mark.parametrize("head", BLANKS, ids=["before a value", "before the first line", "behind a value"])
def test_blanks_count_as_the_rest_of_a_head_does(live: Live, head: bytes, packet: int) -> None:
    """Also those that the parser drops; a few of them do no harm."""
    got = answer(live, [head[start : start + packet] for start in range(0, len(head), packet)])
    assert got == b"" or got.startswith(b"HTTP/1.1 431")
    few = head.replace(b" " * 60_000, b" " * 9000).replace(b"\r\n" * 30_000, b"\r\n" * 4000)
    assert b"200 OK" in answer(live, [few])


@pytest.mark.parametrize("body", [b"", b"x" * 20_000], ids=["no body", "body"])
def test_heads_of_one_connection_are_counted_one_by_one(live: Live, body: bytes) -> None:
    """Each is within the bound, all of them are not; and of a body nothing counts."""
    post = b"POST /nowhere HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: %d\r\n" % len(body)
    one = post + b"X: " + b"x" * 14_000 + b"\r\n\r\n" + body
    assert answer(live, [one * 5 + GET + CLOSE]).count(b"HTTP/1.1 404") == 5


UNTAKEN = [GET + b"X: " + b"x" * 60_000 + b"\r\n\r\n", GET + b"X: " + b"x" * 60_000, b"no HTTP\r\n\r\n"]


@pytest.mark.parametrize("bad", UNTAKEN, ids=["whole", "without end", "no HTTP"])
def test_what_is_refused_is_no_answer_to_what_came_before(live: Live, bad: bytes) -> None:
    """Who asked before is answered, then the connection is closed; a refusal comes behind the answers, if at all."""
    for before in (1, 3):
        got = answer(live, [(GET + b"\r\n") * before + bad])
        said = [part[:3] for part in got.split(b"HTTP/1.1 ")[1:]]
        assert said[:before] == [b"200"] * before
        assert said[before:] in ([], [b"431"], [b"400"])


CHUNKED = b"POST /nowhere HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n"
CHUNK = b"10000\r\n" + b"x" * 65536 + b"\r\n"


def is_taken(wire: socket.socket, data: bytes, times: int) -> bool:
    """Whether the server takes all of this; false once it hangs up."""
    try:
        for _ in range(times):
            wire.sendall(data)
    except ConnectionError:
        return False
    return True


def test_a_body_that_nobody_reads_is_not_taken_for_long(live: Live) -> None:
    """The answer comes before its end; then little more than a megabyte is taken, and what the system keeps."""
    with socket.create_connection(("127.0.0.1", live.port), timeout=60) as wire:
        wire.sendall(CHUNKED + CHUNK)
        assert wire.recv(65536).startswith(b"HTTP/1.1 404")
        assert not is_taken(wire, CHUNK, 1024)


def test_a_connection_is_used_again_behind_a_short_body_that_nobody_reads(live: Live) -> None:
    """And in the fields behind a body there is room for some, but not for many."""
    again = GET + b"Connection: close\r\n\r\n"
    got = answer(live, [CHUNKED, CHUNK, CHUNK, b"0\r\nX: y\r\n\r\n", again])
    assert got.startswith(b"HTTP/1.1 404")
    assert b"200 OK" in got
    got = answer(live, [CHUNKED, CHUNK, b"0\r\n", *[b"X: " + b"y" * 8000 + b"\r\n"] * 200, b"\r\n", again])
    assert b"200 OK" not in got


def test_fields_without_end_behind_a_body_are_cut_off(live: Live) -> None:
    """While somebody waits for the body, too."""
    with socket.create_connection(("127.0.0.1", live.port), timeout=60) as wire:
        wire.sendall(CHUNKED.replace(b"/nowhere", b"/runs") + b"4\r\ndeck\r\n0\r\nX: y\r\n")
        assert not is_taken(wire, b"X: " + b"y" * 8000 + b"\r\n", 10_000)


@pytest.mark.parametrize("apart", [False, True], ids=["at once", "later"])
def test_fields_behind_a_body_are_no_headers(live: Live, apart: bool) -> None:
    """Or whoever sends them chose a Host, an address or a cookie after the fact."""
    head = b"POST /me/name HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n"
    parts = [head + b"Connection: close\r\n\r\n", b"6\r\nname=x\r\n0\r\n", FORM + b"\r\n"]
    got = answer(live, parts if apart else [b"".join(parts)])
    assert b"That form did not arrive as a form." in got
    assert b"200 OK" in answer(
        live, [CHUNKED + b"0\r\n" + FORM + b"\r\n" + GET + b"Connection: close\r\n\r\n"]
    )


FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"


def test_fields_behind_a_body_are_bounded_in_one_packet(live: Live) -> None:
    """As they are in many."""
    again = GET + b"Connection: close\r\n\r\n"
    fields = [b"X: " + b"y" * 8000 + b"\r\n"] * 20
    got = answer(live, [CHUNKED + b"0\r\n" + b"".join(fields) + b"\r\n" + again])
    assert b"200 OK" not in got
    assert b"HTTP/1.1 431" in got or got == b""


def test_what_is_no_http_is_answered_in_our_own_words(live: Live) -> None:
    """With the headers that every answer has."""
    got = answer(live, [b"hello\r\n\r\n"])
    head, _, body = got.lower().partition(b"\r\n\r\n")
    assert head.startswith(b"http/1.1 400 bad request")
    for name, value in HEADERS.items():
        assert f"{name}: {value}".lower().encode() in head
    assert b"content-length: %d" % len(body) in head
    assert body == b"that request is not one this office understands."


class Asked:
    """A connection on which another protocol was asked for, as uvicorn warns of it."""

    logger = logging.getLogger("uvicorn.error")

    def _should_upgrade_to_ws(self) -> bool:
        return False


def test_too_many_connections_are_a_line_a_minute() -> None:
    """Each of them is a warning of uvicorn's, and anybody can open thousands in a second."""
    at = [100.0]
    bounded = Bounded(lambda: at[0])

    def written(said: str) -> bool:
        return bounded.filter(logging.LogRecord("uvicorn.error", logging.WARNING, "", 0, said, (), None))

    assert [written("Exceeded concurrency limit.") for _ in range(3)] == [True, False, False]
    assert written("another thing")
    at[0] += 61
    assert [written("Exceeded concurrency limit.") for _ in range(2)] == [True, False]


def test_what_is_no_http_fills_no_log(capfd: pytest.CaptureFixture[str]) -> None:
    """Anybody can send it, as often as they like; other warnings are told."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    try:
        configure_logs(Settings())
        for said in ("Invalid HTTP request received.", "another thing"):
            logging.getLogger("uvicorn.error").warning(said)
        with suppress(MultipartParseError):
            MultipartParser(b"x").write(b"no boundary at all")
        HttpToolsProtocol._unsupported_upgrade_warning(Asked())  # type: ignore[arg-type]  # all that it needs
    finally:
        root.handlers[:] = before
        root.setLevel(level)
    told = capfd.readouterr().err
    assert "another thing" in told
    assert "Invalid HTTP" not in told
    assert "upgrade" not in told
    assert "WebSocket" not in told
    assert "boundary" not in told


def test_pipelined_requests_are_all_answered(live: Live) -> None:
    """Many small heads in one packet are not one large head."""
    many = (GET + b"\r\n") * 2000 + GET + b"Connection: close\r\n\r\n"
    assert answer(live, [many]).count(b"200 OK") == 2001


def pieces(live: Live, request: bytes) -> list[bytes]:
    """What the server sends for a request, as it arrives; it closes the connection at the end."""
    got = []
    with socket.create_connection(("127.0.0.1", live.port), timeout=60) as wire:
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
