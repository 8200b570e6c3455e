"""Compression: what is worth it, for those who take it, and nothing else."""

import zlib
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from higherthanthou.web.http import packing
from higherthanthou.web.http.packing import takes_gzip
from higherthanthou.web.middleware.compression import LEAST, Compress
from posts import run

TEXT = [(b"content-type", b"text/html; charset=utf-8")]
LONG = b"Higher than thou. " * 100


def answered(
    headers: list[tuple[bytes, bytes]], *pieces: bytes, accepts: bytes = b"gzip", status: int = 200
) -> list[Message]:
    """What is sent for an answer of these pieces."""
    sent: list[Message] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        told = list(headers)
        if len(pieces) == 1:
            told.append((b"content-length", b"%d" % len(pieces[0])))
        await send({"type": "http.response.start", "status": status, "headers": told})
        for number, piece in enumerate(pieces, 1):
            await send({"type": "http.response.body", "body": piece, "more_body": number < len(pieces)})

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.disconnect"}

    run(Compress(app)({"type": "http", "headers": [(b"accept-encoding", accepts)]}, receive, send))
    return sent


def test_a_whole_text_is_compressed() -> None:
    """The head says so, with the length of what is sent, and that it depends on what is accepted."""
    start, body = answered([*TEXT, (b"vary", b"HX-Request")], LONG)
    headers = dict(start["headers"])
    assert zlib.decompress(body["body"], 31) == LONG
    assert headers[b"content-encoding"] == b"gzip"
    assert headers[b"content-length"] == b"%d" % len(body["body"])
    assert headers[b"vary"] == b"HX-Request, Accept-Encoding"
    assert len(start["headers"]) == len(headers)


def test_what_comes_in_pieces_can_be_read_as_it_comes() -> None:
    """No length is promised, and each piece is whole before the next is made."""
    start, *bodies = answered(TEXT, b"first, ", LONG, b"")
    assert b"content-length" not in dict(start["headers"])
    stream = zlib.decompressobj(31)
    assert [stream.decompress(body["body"]) for body in bodies] == [b"first, ", LONG, b""]
    assert stream.eof


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        (TEXT, b"x" * (LEAST - 1), 200),
        ([(b"content-type", b"image/webp")], LONG, 200),
        ([(b"content-type", b"font/woff2")], LONG, 200),
        ([(b"content-type", b"text/event-stream")], LONG, 200),
        ([*TEXT, (b"content-encoding", b"br")], LONG, 200),
        (TEXT, LONG, 206),
        ([], LONG, 200),
        ([], b"", 304),
    ],
)
def test_what_is_not_worth_it_is_sent_as_it_is(
    headers: list[tuple[bytes, bytes]], body: bytes, status: int
) -> None:
    """Too small, no text, compressed already, a part, or what is to be read as it happens."""
    start, sent = answered(headers, body, status=status)
    assert sent["body"] == body
    assert start["headers"] == [*headers, (b"content-length", b"%d" % len(body))]


@pytest.mark.parametrize(
    ("accepts", "takes"),
    [
        (b"gzip", True),
        (b"gzip, deflate, br, zstd", True),
        (b"deflate,GZIP;q=0.5", True),
        (b"br;q=1.0, gzip; q=0.8", True),
        (b"", False),
        (b"identity", False),
        (b"br", False),
        (b"xgzip", False),
        (b"gzip;q=0", False),
        (b"gzip; q=0.0, br", False),
        (b"gzip;\tq=0", False),
        (b"br,\tgzip\t;q=1", True),
    ],
)
def test_who_takes_gzip(accepts: bytes, takes: bool) -> None:
    """Whoever names it and does not rule it out."""
    assert takes_gzip(accepts) == takes
    assert (len(dict(answered(TEXT, LONG, accepts=accepts)[0]["headers"])) > 2) == takes


def test_without_igzip_zlib_does_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no wheel of it for every machine."""
    monkeypatch.setattr(packing, "zlib", zlib)
    monkeypatch.setattr(packing, "LEVEL", 5)
    assert packing.unpack(packing.pack(LONG)) == LONG
    test_what_comes_in_pieces_can_be_read_as_it_comes()
