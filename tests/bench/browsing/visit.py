"""A first visit: the landing page, and every file that a browser fetches for it."""

import asyncio
import re
from typing import NamedTuple
from urllib.parse import urljoin

from .browser import Answer
from .builds import Build

LINKED = re.compile(
    rb'<link[^>]*rel="(?:stylesheet|icon|preload|modulepreload)"[^>]*>|<(?:script|img)[^>]*src="[^"]+"[^>]*>'
)
ADDRESS = re.compile(rb'(?:href|src)="([^"]+)"')
IMPORTED = re.compile(rb'^\s*@?import (?:url\()?"([^"]+)"', re.MULTILINE)
FACE = re.compile(rb'@font-face \{[^}]*?url\("([^"]+)"\)[^}]*?unicode-range: ([^;}]+)')
RANGE = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?")


class Visit(NamedTuple):
    """What it took: requests, bytes of all answers as they were sent, milliseconds of the server's processor."""

    requests: int
    sent: int
    milliseconds: float


async def first_visits(build: Build, count: int) -> Visit:
    """So many visits at once, each with an empty cache; what one of them takes."""
    visits: list[dict[str, Answer]] = []

    async def every() -> None:
        visits.extend(await asyncio.gather(*(_visit(build) for _ in range(count))))

    spent = await build.spent(every())
    sent = sum(len(answer.head + answer.sent) for answer in visits[0].values())
    return Visit(len(visits[0]), sent, spent * 1000 / count)


async def _visit(build: Build) -> dict[str, Answer]:
    """Ask for the landing page and for whatever it names; the answers by their paths."""
    browser, answers = build.browser(), dict[str, Answer]()

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
