"""The game that tests serve in a thread; see moved.py."""

import socket
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

import pytest
import uvicorn
from tests.e2e.moved import served_by

from world import Clock


def test_its_address_can_be_called_before_it_has_started(
    tmp_path: Path, wide_world_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A browser that is quicker than the thread must wait, and not be refused."""
    called, run = Event(), uvicorn.Server.run
    (tmp_path / "higherthanthou.db").write_bytes(wide_world_file.read_bytes())

    def late(server: uvicorn.Server, sockets: list[socket.socket]) -> None:
        called.wait(10)
        run(server, sockets)

    monkeypatch.setattr(uvicorn.Server, "run", late)
    with served_by(Clock(), tmp_path) as (url, _):
        try:
            call = socket.create_connection(("127.0.0.1", urlsplit(url).port or 0), 10)
        finally:
            called.set()
        with call:
            call.sendall(b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n")
            assert call.recv(100).startswith(b"HTTP/1.1 200 OK")
