"""Many pictures at once, in a ZIP or not: each goes to the file that is called like it, or is told why not.

The answer to many is sent while they are worked on, a line for each: nobody waits in front of nothing.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from functools import partial
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from ....authoring.pictures.archive import MOST_ENTRIES, TOO_LARGE, ArchiveError, is_archive, pictures_in
from ....authoring.pictures.picture import MOST_BYTES, PictureError
from ....authoring.pictures.picture_names import PictureNames, picture_name
from ....game.errors import Refusal
from ....store.engine.errors import Missing, Unavailable
from ....store.hosts import pictures
from ....store.hosts.drafts import OwnDeck
from ....store.hosts.hosts import Host
from ....threads import in_thread
from ...forms.multipart import TOGETHER, SentFile, read_uploads
from ...html.render import render, templates
from ...http.idempotency import name_of
from ...server import server_of
from ..deck_pages import change_deck, own_deck
from ..picture_pages import new_name, place, recoded

MOST_FILES = 1000
FEW = 20
"""So many are answered at once, with a status; of more the answer begins before the first is looked at."""

OUTCOMES, TOTAL = "<!-- outcomes -->", "<!-- total -->"
"""Where in the page the lines of outcomes stand, and what they come to."""

BUSY = "The office is busy; send it again in a moment."


class SentPicture(NamedTuple):
    """A picture that was sent, by itself or in a ZIP: its bytes, or why there are none."""

    name: str
    data: bytes
    refused: str


class PictureOutcome(NamedTuple):
    """What became of one picture of many: the file it was for, or why it was for none."""

    filename: str
    person: str | None
    name: str
    refused: str


async def show_pictures(request: Request) -> Response:
    """GET /host/decks/{deck}/pictures."""
    host, own = await own_deck(request)
    return _page(request, host, own, None)


async def add_pictures(request: Request) -> Response:
    """POST /host/decks/{deck}/pictures: each goes to the file that is called like it."""
    host, own = await own_deck(request)
    names = PictureNames(await server_of(request).database.read(partial(pictures.names, deck=own)))
    async with AsyncExitStack() as sent_files:
        form, sent = await sent_files.enter_async_context(read_uploads(request, TOGETHER, MOST_FILES))
        worked_on = _outcomes(request, names, sent, name_of(request, host, form))
        first = [outcome async for outcome in _some(worked_on)]
        if len(first) < FEW:
            return _page(request, host, own, first)
        kept = sent_files.pop_all()
    page = _page(request, host, own, [], more=True)
    answer = StreamingResponse(_told(own, bytes(page.body).decode(), first, worked_on, kept))
    answer.raw_headers = [header for header in page.raw_headers if header[0] != b"content-length"]
    return answer


async def _some(outcomes: AsyncIterator[PictureOutcome]) -> AsyncIterator[PictureOutcome]:
    """The first FEW; what follows is left for later."""
    for _ in range(FEW):
        try:
            yield await anext(outcomes)
        except StopAsyncIteration:
            return


async def _told(
    own: OwnDeck,
    page: str,
    first: list[PictureOutcome],
    others: AsyncIterator[PictureOutcome],
    sent_files: AsyncExitStack,
) -> AsyncIterator[str]:
    """The page in pieces: its head, a line for each outcome as it comes, and what it comes to."""
    line = templates.get_template("hosting/care/_outcome.html")
    head, _, foot = page.partition(OUTCOMES)
    async with sent_files:
        yield head
        for outcome in first:
            yield line.render(outcome=outcome, own=own)
        async for outcome in others:
            first.append(outcome)
            yield line.render(outcome=outcome, own=own)
    used = sum(outcome.person is not None for outcome in first)
    yield foot.replace(TOTAL, f"{used:,} of {len(first):,} pictures are on their files.")


async def _outcomes(
    request: Request, names: PictureNames, sent: list[SentFile], token: str
) -> AsyncIterator[PictureOutcome]:
    """What becomes of each picture, one after the other."""
    for file in sent:
        async for picture in _pictures(file):
            yield await _match(request, picture, names, token)


async def _pictures(sent: SentFile) -> AsyncIterator[SentPicture]:
    """A picture, or those in a ZIP."""
    head = b"" if sent.refused else await sent.file.read(4)
    if not is_archive(head):
        too_large = not sent.refused and (sent.file.size or 0) > MOST_BYTES
        data = b"" if sent.refused or too_large else head + await sent.file.read()
        yield SentPicture(sent.name, data, sent.refused or (TOO_LARGE if too_large else ""))
        return
    entries = pictures_in(sent.file.file)
    try:
        while (entry := await in_thread(next, entries, None)) is not None:
            yield SentPicture(*entry)
    except ArchiveError as error:
        yield SentPicture(sent.name, b"", str(error))


async def _match(request: Request, sent: SentPicture, names: PictureNames, token: str) -> PictureOutcome:
    """Give a picture to the one file that has its name."""
    filename = picture_name(sent.name)
    if sent.refused:
        return PictureOutcome(filename, None, "", sent.refused)
    found = names.files_of(sent.name)
    if len(found) != 1:
        why = "Several files are called so." if found else "No file is called so."
        return PictureOutcome(filename, None, "", why)
    person, name = found[0]
    try:
        image = await recoded(sent.data)
        picture = new_name(request, token.encode(), person.encode(), image)
        await change_deck(request, lambda c, deck: place(c, deck, person, picture, image, None, None))
    except (PictureError, Refusal) as error:
        return PictureOutcome(filename, None, name, str(error))
    except Missing:
        return PictureOutcome(filename, None, name, "That file was removed meanwhile.")
    except Unavailable:
        return PictureOutcome(filename, None, name, BUSY)
    return PictureOutcome(filename, person, name, "")


def _page(
    request: Request, host: Host, own: OwnDeck, outcomes: list[PictureOutcome] | None, more: bool = False
) -> Response:
    """The form for many pictures, and what became of those that were sent, if any; with room for ``more``."""
    refused = outcomes is not None and not more and not any(outcome.person for outcome in outcomes)
    seen = {"host": host, "own": own, "outcomes": outcomes, "most": MOST_FILES, "more": more}
    limits = {"megabytes": TOGETHER // 1024**2, "entries": MOST_ENTRIES}
    return render(request, "hosting/pictures.html", 422 if refused else 200, **seen, **limits)
