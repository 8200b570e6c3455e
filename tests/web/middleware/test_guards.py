"""What stands before every page: origin, host, size, methods, headers, newcomers."""

import asyncio

import pytest
import uvicorn
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send
from tests.web.browser import HTMX, open_run
from uvicorn.server import ServerState

from asgi_client import AsgiClient
from higherthanthou.app import build_app
from higherthanthou.settings import Settings
from higherthanthou.web.forms.reading import BODY
from higherthanthou.web.http.limits import network_of
from higherthanthou.web.http.protocol import LEAST_TAKEN, BoundedProtocol
from higherthanthou.web.middleware.guards import HEADERS, Guard, address_of
from higherthanthou.web.server import Server
from posts import run

pytestmark = pytest.mark.sqlite

HANGS = 60
"""What has not happened after so many seconds never will."""

PAGES = (
    "/",
    "/decks",
    "/decks/citizens",
    "/leaderboard",
    "/wall",
    "/intake",
    "/me",
    "/me/mirror",
    "/me/privacy",
    "/lesson",
    "/credits",
    "/claims",
    "/lab/citizens",
    "/daily",
    "/healthz",
    "/nowhere",
)


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_the_headers(client: TestClient, path: str) -> None:
    """Errors too; and no policy anywhere has an unsafe- in it."""
    answer = client.get(path)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert "strict-transport-security" not in answer.headers


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "http://testserver"}, 303),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://["}, 403),
        ({"Origin": "http://testserver.evil.example"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://evil.example"}, 303),
    ],
)
def test_an_unsafe_request_must_come_from_our_own_pages(
    client: TestClient, headers: dict[str, str], status: int
) -> None:
    """Sec-Fetch-Site decides where browsers send it; else Origin must name the host."""
    assert client.post("/runs", data={"deck": "citizens"}, headers=headers).status_code == status


def test_the_host_must_be_the_public_one(server: Server) -> None:
    """Where PUBLIC_URL is set, other names are refused; https brings a Secure __Host- cookie and HSTS."""
    settings = Settings(data_dir=server.settings.data_dir, public_url="https://play.example.org")
    app = build_app(Server(settings, server.database, server.secret, server.now, server.rng))
    with AsgiClient(app, base_url="https://play.example.org", follow_redirects=False) as good:
        answer = good.post("/runs", data={"deck": "citizens"})
        assert answer.headers["set-cookie"].startswith("__Host-player=")
        assert "Secure" in answer.headers["set-cookie"]
        assert "strict-transport-security" in answer.headers
        assert good.get("/", headers={"Host": "evil.example"}).status_code == 400
        for probe in ("/healthz", "/readyz"):  # asked by the machine itself, under any name
            assert good.get(probe, headers={"Host": "10.0.0.7:8000"}).status_code == 200


def test_a_body_over_the_limit_is_refused(client: TestClient) -> None:
    """413 as a page of the house, whether the length is announced or not."""
    big = "x" * (64 * 1024 + 1)
    announced = client.post(
        "/runs", content=big, headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    chunked = client.post(
        "/runs", content=(part.encode() for part in (big[:40_000], big[40_000:])),
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )  # fmt: skip
    for answer in (announced, chunked):
        assert answer.status_code == 413
        assert "<html" in answer.text


MB = 1024**2


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/host/decks/import", 25 * MB + BODY),
        ("/host/decks/planes/pictures", 256 * MB + BODY),
        ("/host/decks/planes/profiles/abc/picture", 25 * MB + BODY),
        *((f"/host/decks/planes{end}", BODY) for end in ("", "/settings", "/profiles", "/profiles/abc", "/x/pictures")),
        ("/host/decks/generate", BODY),
        ("/host/imports/abc", BODY),
    ],
)  # fmt: skip
def test_a_body_is_as_long_as_its_path_takes(client: TestClient, path: str, most: int) -> None:
    """A longer one is refused before anything of it is read, one at the bound is not."""
    for length, refused in ((most, False), (most + 1, True)):
        answer = client.post(path, content=b"", headers={"Content-Length": str(length)})
        assert (answer.status_code == 413) == refused


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/"), ("DELETE", "/runs"), ("PUT", "/me"), ("GET", "/runs"), ("GET", "/me/delete"), ("GET", "/me/name"),
     ("PATCH", "/intake"), ("POST", "/leaderboard")],
)  # fmt: skip
def test_wrong_methods_are_405_pages(client: TestClient, method: str, path: str) -> None:
    """With the methods that would do."""
    answer = client.request(method, path)
    assert answer.status_code == 405
    assert "<html" in answer.text
    assert answer.headers["allow"]


@pytest.mark.parametrize("body", [b"\xff\xfe=1", b"deck=%ff%fe", b"&".join(b"a%d=1" % n for n in range(600))])
def test_an_unreadable_form_is_422(client: TestClient, body: bytes) -> None:
    """Bytes that are no text, and more fields than any form has."""
    answer = client.post("/runs", content=body, headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert answer.status_code == 422


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data; boundary=x", ""])
def test_a_form_of_another_kind_is_422(client: TestClient, kind: str) -> None:
    """Only plain forms are read."""
    assert (
        client.post("/runs", content=b'{"deck": "citizens"}', headers={"Content-Type": kind}).status_code
        == 422
    )


def test_an_error_is_a_page_or_a_fragment(client: TestClient) -> None:
    """With the same sentence, and nothing of the machine."""
    page, fragment = client.get("/nowhere"), client.get("/nowhere", headers=HTMX)
    assert page.status_code == fragment.status_code == 404
    assert "<html" in page.text
    assert "<html" not in fragment.text
    assert "no such file" in page.text
    assert "no such file" in fragment.text


def test_a_fault_of_ours_shows_no_traceback(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """500 as a page; the cause goes to the log."""
    monkeypatch.setattr("higherthanthou.web.front.pages.decks.listed", lambda _connection: 1 / 0)
    with AsgiClient(build_app(server), raise_server_exceptions=False) as client:
        answer = client.get("/")
    assert answer.status_code == 500
    assert "<html" in answer.text
    assert "ZeroDivision" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]


def test_newcomers_from_one_address_are_limited(server: Server) -> None:
    """The one too many gets 429 and Retry-After, and no player is made; 0 means no limit."""
    settings = Settings(data_dir=server.settings.data_dir, new_players_per_hour=2)
    app = build_app(Server(settings, server.database, server.secret, server.now, server.rng))
    statuses = []
    for _ in range(3):
        answer = AsgiClient(app, follow_redirects=False).post("/runs", data={"deck": "citizens"})
        statuses.append(answer.status_code)
    assert statuses == [303, 303, 429]
    assert int(answer.headers["retry-after"]) > 0


@pytest.mark.parametrize(
    ("peer", "forwarded", "proxy", "address"),
    [
        ("203.0.113.9", "198.51.100.1", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "10.0.0.1", "203.0.113.9"),
        ("10.0.0.1", "6.6.6.6, 198.51.100.1", "10.0.0.1", "198.51.100.1"),
        ("10.0.0.1", "", "10.0.0.1", "10.0.0.1"),
        ("10.0.0.1", "198.51.100.1:4711", "10.0.0.1", "10.0.0.1"),
        ("::ffff:127.0.0.1", "198.51.100.1", "127.0.0.1", "198.51.100.1"),
        ("127.0.0.1", "198.51.100.1", "::ffff:127.0.0.1", "198.51.100.1"),
        ("::ffff:203.0.113.9", "198.51.100.1", "127.0.0.1", "::ffff:203.0.113.9"),
        ("::1", "2001:DB8:0::7", "0:0::1", "2001:db8::7"),
        ("::1", "::ffff:198.51.100.1", "::1", "198.51.100.1"),
        ("", "198.51.100.1", "127.0.0.1", ""),
        ("a.socket", "198.51.100.1", "127.0.0.1", "a.socket"),
    ],
)
def test_a_forwarded_address_counts_only_from_the_proxy(
    peer: str, forwarded: str, proxy: str, address: str
) -> None:
    """And of a list, only what the proxy itself added."""
    scope = {"type": "http", "client": (peer, 1), "headers": [(b"x-forwarded-for", forwarded.encode())]}
    assert address_of(scope, Settings(trusted_proxy=proxy)) == address


def test_players_behind_a_proxy_that_is_seen_by_ipv6_have_limits_of_their_own(server: Server) -> None:
    """A server bound to :: sees 127.0.0.1 in the clothes of IPv6."""
    settings = Settings(data_dir=server.settings.data_dir, new_players_per_hour=1, trusted_proxy="127.0.0.1")
    app = build_app(Server(settings, server.database, server.secret, server.now, server.rng))
    for last, status in ((1, 303), (2, 303), (2, 429), (3, 303)):
        browser = AsgiClient(app, client=("::ffff:127.0.0.1", 4711), follow_redirects=False)
        forwarded = {"X-Forwarded-For": f"192.0.2.{last}"}
        answer = browser.post("/runs", data={"deck": "citizens"}, headers=forwarded)
        assert answer.status_code == status


def test_newcomers_at_once_are_limited_too(server: Server) -> None:
    """All of them are on the way before the first is there."""
    settings = Settings(data_dir=server.settings.data_dir, new_players_per_hour=2)
    app = build_app(Server(settings, server.database, server.secret, server.now, server.rng))

    async def arrive() -> int:
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": b"deck=citizens"}

        async def send(message: Message) -> None:
            sent.append(message)

        head = [(b"content-type", b"application/x-www-form-urlencoded"), (b"host", b"testserver")]
        scope = {
            "type": "http",
            "method": "POST",
            "path": "/runs",
            "headers": head,
            "client": ("192.0.2.1", 1),
        }
        await app(scope | {"query_string": b"", "root_path": "", "http_version": "1.1"}, receive, send)
        return int(sent[0]["status"])

    async def crowd() -> list[int]:
        return sorted(await asyncio.gather(*(arrive() for _ in range(10))))

    assert run(crowd()) == [303] * 2 + [429] * 8


def test_ipv6_counts_by_its_network() -> None:
    """A /64 is one household; an IPv4 in disguise is itself."""
    assert (
        network_of("2001:db8:1:2:3:4:5:6")
        == network_of("2001:db8:1:2:ffff::1")
        != network_of("2001:db8:1:3::1")
    )
    assert network_of("::ffff:192.0.2.1") == "192.0.2.1"


def test_the_database_away_is_503_and_health_goes_on(client: TestClient, server: Server) -> None:
    """Retry-After, a page, and the process still answers."""
    open_run(client)
    server.database.close()
    answer = client.post("/runs", data={"deck": "citizens"})
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert "<html" in answer.text
    assert client.get("/healthz").text == "ok"


def test_text_is_compressed_and_static_files_are_kept_forever(client: TestClient) -> None:
    """Gzip for pages; a year and immutable for what stands under the fingerprint, and only there."""
    assert client.get("/").headers["content-encoding"] == "gzip"
    path = next(
        part
        for part in client.get("/").text.split('"')
        if part.startswith("/static/") and part.endswith(".css")
    )
    assert client.get(path).headers["cache-control"] == "public, max-age=31536000, immutable"
    old = "/static/000000000000/" + path.split("/", 3)[3]
    assert client.get(old).headers["cache-control"] == "no-cache"
    assert client.get("/static/000000000000/../../pyproject.toml").status_code == 404


def test_of_many_forwarded_lines_the_last_counts() -> None:
    """A proxy adds its own line at the end; what stood before came from the client."""
    lines = [(b"x-forwarded-for", b"6.6.6.6"), (b"x-forwarded-for", b"198.51.100.1")]
    scope = {"type": "http", "client": ("10.0.0.1", 1), "headers": lines}
    assert address_of(scope, Settings(trusted_proxy="10.0.0.1")) == "198.51.100.1"


def test_an_answer_that_fails_before_its_body_is_a_page_of_the_house(server: Server) -> None:
    """A file that cannot be opened any more, say: nothing was sent, so there is still an answer to give."""

    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"x", b"y")]})
        raise OSError(24, "Too many open files")

    client = AsgiClient(Guard(broken, server.settings))
    answer = client.get("/")
    assert answer.status_code == 500
    assert "Our mistake" in answer.text
    assert "x" not in answer.headers
    assert answer.headers["x-request-id"]
    for name, value in HEADERS.items():
        assert answer.headers[name] == value


def test_a_play_that_fails_does_not_count_as_a_newcomer(server: Server) -> None:
    """Only those who were admitted count towards the limit of their address."""
    settings = Settings(data_dir=server.settings.data_dir, new_players_per_hour=1)
    app = build_app(Server(settings, server.database, server.secret, server.now, server.rng))
    for _ in range(3):
        assert AsgiClient(app).post("/runs", data={"deck": "nobody"}).status_code == 404
    assert AsgiClient(app, follow_redirects=False).post("/runs", data={"deck": "citizens"}).status_code == 303


@pytest.mark.parametrize("path", ["/runs/%00", "/portraits/%00", "/decks/a%00b"])
def test_a_nul_is_nowhere(client: TestClient, path: str) -> None:
    """Not in a path, nor in a form: PostgreSQL takes none."""
    assert client.get(path).status_code == 404
    assert client.post("/runs", data={"deck": "a\0b"}).status_code == 422
    assert (
        client.post(
            "/runs", content="deck=%00", headers={"Content-Type": "application/x-www-form-urlencoded"}
        ).status_code
        == 422
    )


@pytest.mark.parametrize(
    "path", ["/", "/leaderboard", "/wall", "/decks/citizens", "/me", "/daily", "/host", "/nowhere"]
)
def test_a_nul_in_a_query_is_refused(client: TestClient, path: str) -> None:
    """Whatever the page makes of its query."""
    assert client.get(f"{path}?deck=%00").status_code == 422
    assert client.get(f"{path}?deck=citizens&x=a%00b", headers=HTMX).status_code == 422


def test_an_answer_to_a_connection_that_we_have_closed_is_no_fault(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever sends rubbish behind a request must not fill the log; any other error of that kind is one."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body"})

    async def receive() -> Message:
        return {"type": "http.request"}

    def sending(sentence: str) -> Send:
        async def send(_: Message) -> None:
            raise RuntimeError(sentence)

        return send

    guard = Guard(app, server.settings)
    scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
    run(guard(scope, receive, sending("unable to perform operation; the handler is closed")))
    assert caplog.records == []
    with pytest.raises(RuntimeError, match="else"):
        run(guard(scope, receive, sending("something else")))


@pytest.mark.parametrize(("taken", "looks"), [(0, 2), (LEAST_TAKEN - 1, 2), (LEAST_TAKEN, 12)])
def test_a_connection_that_takes_next_to_nothing_is_cut(server: Server, taken: int, looks: int) -> None:
    """After a while; one that reads again is left alone, and so is one that goes on taking a little."""

    class Transport(asyncio.Transport):
        """Of a megabyte, so much has been taken at each of the first ten looks."""

        def __init__(self) -> None:
            super().__init__()
            self.aborted, self.looks = asyncio.Event(), 0

        def get_write_buffer_size(self) -> int:
            self.looks += 1
            return 10**6 - taken * min(self.looks, 10)

        def abort(self) -> None:
            self.aborted.set()

        def close(self) -> None:
            return

    async def stall() -> tuple[bool, int]:
        config = uvicorn.Config(build_app(server), http=BoundedProtocol, log_config=None)
        config.load()
        wire, protocol = Transport(), BoundedProtocol(config, ServerState(), {})
        protocol.connection_made(wire)
        protocol.pause_writing()
        protocol.resume_writing()
        await asyncio.sleep(0.03)  # three times as long as it would need to be aborted, which must not happen
        before, wire.looks = wire.aborted.is_set(), 0
        protocol.pause_writing()
        await asyncio.wait_for(wire.aborted.wait(), HANGS)
        protocol.connection_lost(None)
        return before, wire.looks

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("higherthanthou.web.http.protocol.STALLED_SECONDS", 0.01)
        before, looked = run(stall())
    assert not before
    assert looked >= looks if taken == LEAST_TAKEN else looked == looks


@pytest.mark.parametrize("rest", [b"GET / HT", b"x"], ids=["head", "body"])
def test_a_later_head_has_its_clock_too(server: Server, rest: bytes) -> None:
    """One byte of it ends uvicorn's patience between requests, and further ones must not prolong ours."""

    class Transport(asyncio.Transport):
        def __init__(self) -> None:
            super().__init__()
            self.answered, self.closed = asyncio.Event(), asyncio.Event()

        def write(self, data: bytes | bytearray | memoryview) -> None:
            self.answered.set()

        def close(self) -> None:
            self.closed.set()

        def is_closing(self) -> bool:
            return self.closed.is_set()

    async def trickle() -> None:
        app = build_app(server)
        config = uvicorn.Config(app, http=BoundedProtocol, log_config=None, timeout_keep_alive=2 * HANGS)
        config.load()
        wire, protocol = Transport(), BoundedProtocol(config, ServerState(), {})
        protocol.connection_made(wire)
        length = b"Content-Length: 9\r\n" if rest == b"x" else b""
        protocol.data_received(b"POST /healthz HTTP/1.1\r\nHost: testserver\r\n" + length + b"\r\n")
        await asyncio.wait_for(wire.answered.wait(), HANGS)
        protocol.data_received(rest)
        protocol.data_received(b"T")
        await asyncio.wait_for(wire.closed.wait(), HANGS)
        protocol.connection_lost(None)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("higherthanthou.web.http.protocol.HEAD_SECONDS", 0.05)
        run(trickle())
