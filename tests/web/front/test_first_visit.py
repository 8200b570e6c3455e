"""What a first visit takes: the landing page and all that it names, as it is sent."""

import asyncio
import re

import pytest
from starlette.testclient import TestClient
from tests.bench.browsing.browser import Answer
from tests.bench.browsing.visit import _named, sent_for, visit

from higherthanthou.web.html.static_files import static

pytestmark = pytest.mark.sqlite

MOST_BYTES, MOST_REQUESTS = 80_000, 8

FIRST_FLIGHT = 10 * 1460
"""What a server sends before it waits for an answer, in bytes: the initial window of RFC 6928."""


class Through:
    """A browser in short that asks through a test client."""

    def __init__(self, client: TestClient) -> None:
        """Take what the client serves."""
        self.client = client

    async def page(self, path: str) -> Answer:
        """Ask, and keep what comes as it comes."""
        with self.client.stream("GET", path, headers={"Accept-Encoding": "gzip"}) as answer:
            sent = b"".join(answer.iter_raw())
        lines = [b"HTTP/1.1 %d OK" % answer.status_code]
        lines += [b"%b: %b" % header for header in answer.headers.raw]
        return Answer(answer.status_code, b"\r\n".join(lines), sent)

    file = page

    def close(self) -> None:
        """Nothing stays open."""


def test_it_is_small(client: TestClient) -> None:
    """In so few requests and bytes; heads count as well."""
    answers = asyncio.run(visit(Through(client)))
    assert {answer.status for answer in answers.values()} == {200}
    fonts = [sent_for({path: answer}) for path, answer in answers.items() if path.endswith(".woff2")]
    assert len(fonts) == 3  # those of the letters that every page has
    [sheet] = [sent_for({path: answer}) for path, answer in answers.items() if path.endswith(".css")]
    assert max(sheet, *fonts) <= FIRST_FLIGHT
    assert len(answers) <= MOST_REQUESTS
    assert sent_for(answers) <= MOST_BYTES


def test_fonts_that_the_letters_of_a_page_need_are_counted(client: TestClient) -> None:
    """Those that the sheet names, besides those that the page names."""
    sheet = client.get(static("css/players.css")).content
    assert len(_named(sheet, b"Higher or lower")) == 3
    assert len(_named(sheet, "Zoë Šimková".encode())) == 9


def test_the_sheet_has_the_connection_of_the_page(client: TestClient) -> None:
    """What a page names first needs no new connection: that is the sheet, without which nothing is drawn.

    Fonts come next; the module, which nothing waits for, comes after all of them.
    """
    head = client.get("/").text.partition("</head>")[0]
    links = re.findall(r'<(?:link rel="(?:stylesheet|preload)"|script)[^>]*>', head)
    assert [re.sub(r".*\.(css|woff2|js).*", r"\1", link) for link in links] == [
        "css",
        "woff2",
        "woff2",
        "woff2",
        "js",
        "js",
    ]
    assert 'fetchpriority="low"' in links[-1]
