"""Streams through reverse proxies, set up as docs/self-hosting.md says; where one is not installed, its test is skipped."""

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from event_stream import EventStream
from live import Live, LiveFork

GUIDE = Path(__file__).parents[3] / "docs" / "self-hosting.md"
NGINX = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; events {{}}
http {{
    access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s; gzip on;
    server {{ listen 127.0.0.1:{port}; {block} }}
}}
"""
STARTS = 30
"""Seconds that a proxy may take to start."""


def block(language: str) -> str:
    """The block of the guide in a language."""
    [found] = re.findall(rf"^```{language}\n(.*?)^```", GUIDE.read_text(encoding="utf-8"), re.S | re.M)
    return str(found)


def nginx(folder: Path, port: int) -> list[str]:
    """Its block in a server, with the usual compression."""
    config = folder / "nginx.conf"
    config.write_text(NGINX.format(folder=folder, port=port, block=block("nginx")))
    return ["nginx", "-c", str(config), "-e", str(folder / "error.log")]


def haproxy(folder: Path, port: int) -> list[str]:
    """HAProxy with that block, without TLS."""
    config = folder / "haproxy.cfg"
    config.write_text(re.sub(r"bind .*", f"bind 127.0.0.1:{port}", block("haproxy")))
    return ["haproxy", "-db", "-f", str(config)]


def caddy(folder: Path, port: int) -> list[str]:
    """Caddy with that block, without TLS."""
    config = folder / "Caddyfile"
    site = block("caddy").replace("play.example.org", f"http://127.0.0.1:{port}")
    config.write_text("{\n admin off\n}\n" + site)
    return ["caddy", "run", "--config", str(config), "--adapter", "caddyfile"]


@pytest.fixture
def live(world_file: Path, tmp_path: Path) -> Iterator[Live]:
    """The small world, served."""
    folder = tmp_path / "game"
    folder.mkdir()
    shutil.copy(world_file, folder / "higherthanthou.db")
    with LiveFork(folder) as served:
        yield served


@pytest.fixture(params=[nginx, haproxy, caddy], ids=lambda proxy: proxy.__name__)
def port(request: pytest.FixtureRequest, live: Live, tmp_path: Path) -> Iterator[int]:
    """The port of a proxy in front of the game."""
    if shutil.which(request.param.__name__) is None:
        pytest.skip(f"{request.param.__name__} is not installed")
    with socket.create_server(("127.0.0.1", 0)) as free:
        number = free.getsockname()[1]
    command = request.param(tmp_path, number)
    for config in tmp_path.glob("*"):
        if config.is_file():
            config.write_text(config.read_text().replace("127.0.0.1:8000", f"127.0.0.1:{live.port}"))
    home = {"HOME": str(tmp_path), "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
    proxy = subprocess.Popen(command, env=home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        assert answers(number)
        yield number
    finally:
        proxy.terminate()
        proxy.wait(STARTS)


def answers(port: int) -> bool:
    """Whether somebody answers there in time."""
    deadline = time.monotonic() + STARTS
    while time.monotonic() < deadline:
        try:
            return httpx2.get(f"http://127.0.0.1:{port}/healthz").status_code == 200
        except httpx2.TransportError:
            time.sleep(0.05)
    return False


def test_a_step_comes_through_while_the_stream_is_open(port: int) -> None:
    """For browsers, which ask for compression with everything."""
    with httpx2.Client(base_url=f"http://127.0.0.1:{port}") as opener:
        room = opener.post("/rooms", data={"deck": "citizens", "rounds": "3"}).headers["location"]
        opener.post(f"{room}/guests")
        with EventStream(port, f"{room}/events", "Accept-Encoding: gzip, deflate, br\r\n") as stream:
            assert stream.next() == {"event": "room", "id": "0", "data": "0"}
            for seq, to in enumerate(("asking", "shown"), 1):
                opener.post(f"{room}/steps", data={"seq": str(seq - 1), "to": to})
                assert stream.next() == {"event": "room", "id": str(seq), "data": str(seq)}


def test_an_event_does_not_wait_at_the_proxy(port: int) -> None:
    """The soonest of six: HAProxy by itself keeps each for 200 ms, in case more is to be sent."""
    with httpx2.Client(base_url=f"http://127.0.0.1:{port}") as opener:
        room = opener.post("/rooms", data={"deck": "citizens", "rounds": "3"}).headers["location"]
        opener.post(f"{room}/guests")
        took = []
        with EventStream(port, f"{room}/events?screen=wall") as stream:
            stream.next()
            for seq, to in enumerate(("asking", "shown") * 3, 1):
                opener.post(f"{room}/steps", data={"seq": str(seq - 1), "to": to})
                taken = time.monotonic()
                while (said := stream.next()) is not None and said.get("data") != str(seq):
                    pass
                took.append(time.monotonic() - taken)
    assert min(took) < 0.15, took
