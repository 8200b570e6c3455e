"""A first visit: the landing page, and every file that a browser fetches for it."""

import asyncio
import re
from typing import NamedTuple, Protocol
from urllib.parse import urljoin

from .browser import Answer
from .builds import Build

LINKED = re.compile(
    rb'<link[^>]*rel="(?:stylesheet|icon|preload|modulepreload)"[^>]*>|<(?:script|img)[^>]*src="[^"]+"[^>]*>'
)
ADDRESS = re.compile(rb'(?:href|src)="([^"]+)"')
IMPORTED = re.compile(rb'^\s*@?import (?:url\()?"([^"]+)"', re.MULTILINE)
FACE = re.compile(rb'@font-face ?\{[^}]*?url\("([^"]+)"\)[^}]*?unicode-range: ([^;}]+)')
RANGE = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?")


class Asks(Protocol):
    """Whatever asks as a browser does."""

    async def page(self, path: str) -> Answer:
        """Ask for a page."""

    async def file(self, path: str) -> Answer:
        """Ask for what a page shows."""

    def close(self) -> None:
        """Hang up."""


class Visit(NamedTuple):
    """What it took: requests, bytes of all answers as they were sent, milliseconds of the server's processor."""

    requests: int
    sent: int
    milliseconds: float


async def first_visits(build: Build, count: int) -> Visit:
    """So many visits at once, each with an empty cache; what one of them takes."""
    visits: list[dict[str, Answer]] = []

    async def every() -> None:
        visits.extend(await asyncio.gather(*(visit(build.browser()) for _ in range(count))))

    spent = await build.spent(every())
    return Visit(len(visits[0]), sent_for(visits[0]), spent * 1000 / count)


def sent_for(answers: dict[str, Answer]) -> int:
    """The bytes of all answers, heads included, as they were sent."""
    return sum(len(answer.head + answer.sent) for answer in answers.values())


async def visit(browser: Asks) -> dict[str, Answer]:
    """Ask for the landing page and for whatever it names; the answers by their paths."""
    answers = dict[str, Answer]()

    async def fetch(path: str) -> bytes:
        if path not in answers:
            answers[path] = await browser.file(path) if path != "/" else await browser.page(path)
        return answers[path].body

    page = await fetch("/")
    for address in [ADDRESS.search(element[0]) for element in LINKED.finditer(page)]:
        assert address
        path = address[1].decode()
        for further in _named(await fetch(path), page):
            await fetch(urljoin(path, further))
    browser.close()
    return answers


def _named(body: bytes, page: bytes) -> list[str]:
    """What a style sheet or a module names: others of its kind, and those fonts that the page has letters of."""
    letters = set(map(ord, page.decode()))
    fonts = [
        address.decode()
        for address, ranges in FACE.findall(body)
        if any(_covers(letters, *found) for found in RANGE.findall(ranges.decode()))
    ]
    return [address.decode() for address in IMPORTED.findall(body)] + fonts


def _covers(letters: set[int], low: str, high: str) -> bool:
    return any(int(low, 16) <= letter <= int(high or low, 16) for letter in letters)
