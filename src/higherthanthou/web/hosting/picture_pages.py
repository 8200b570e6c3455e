"""Pictures of files: one with its words and the part to keep, or many at once, matched by name."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from anyio import CapacityLimiter
from sqlalchemy.engine import Connection
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ...authoring.correcting.merging import alt_of
from ...authoring.deckfile.cells import CellError, cell_text
from ...authoring.pictures.picture import MOST_BYTES, PictureError, recode
from ...authoring.pictures.picture_names import PictureNames, picture_name
from ...authoring.pictures.portrait import describe
from ...game.errors import Refusal
from ...game.profile import Profile
from ...store.engine.errors import Missing
from ...store.hosts import files, pictures
from ...store.hosts.drafts import OwnDeck
from ...store.hosts.files import EditConflict
from ...store.hosts.hosts import Host
from ...store.tables import public_id_of
from ...threads import in_thread
from ..forms.multipart import SentFile, read_upload, read_uploads
from ..forms.reading import read_form
from ..html.render import render
from ..http.idempotency import name_of
from ..server import server_of
from .deck_pages import change_deck, own_deck
from .file_forms import new_look

AT_ONCE = 2
MOST_FILES = 20
THIRDS = {"left": 0.0, "top": 0.0, "right": 1.0, "bottom": 1.0}

_slots = CapacityLimiter(AT_ONCE)


class PictureOutcome(NamedTuple):
    """What became of one file of many: the file it was for, or why it was for none."""

    filename: str
    person: str | None
    name: str
    refused: str


async def set_picture(request: Request) -> Response:
    """POST /host/decks/{deck}/profiles/{profile}/picture."""
    _, own = await own_deck(request)
    async with read_upload(request, MOST_BYTES) as (form, sent):
        if sent is None:
            raise Refusal("Choose a picture first.")
        try:
            alt = cell_text(form.get("picture_alt", ""))
            image = await _recoded(sent.file, _focus(form.get("focus", "")))
        except (CellError, PictureError) as error:
            raise HTTPException(422, str(error)) from None
    revision = form.get("revision", "")
    name = _name(request, revision.encode(), image, alt.encode())
    await _change(request, partial(_place, name=name, image=image, alt=alt, revision=revision))
    return RedirectResponse(f"{_there(own, request)}?done=picture", 303)


async def draw_portrait(request: Request) -> Response:
    """POST /host/decks/{deck}/profiles/{profile}/portrait: a drawn one in the place of a picture."""
    form, rng = await read_form(request), server_of(request).rng
    _, own = await own_deck(request)

    def draw(connection: Connection, deck: OwnDeck, person: str) -> None:
        file = files.file(connection, deck, person)
        look = new_look(file.profile.age, rng, files.has_emblems(connection, deck))
        drawn = replace(file.profile, look=look, portrait_alt=describe(look), picture_alt="")
        name = _name(request, form.get("revision", "").encode())
        if name == file.portrait:
            return
        files.change(connection, deck, person, _revision(form.get("revision", ""), file), drawn, name)

    await _change(request, draw)
    return RedirectResponse(f"{_there(own, request)}?done=portrait", 303)


async def show_pictures(request: Request) -> Response:
    """GET /host/decks/{deck}/pictures."""
    host, own = await own_deck(request)
    return _page(request, host, own, None)


async def add_pictures(request: Request) -> Response:
    """POST /host/decks/{deck}/pictures: each goes to the file that is called like it."""
    host, own = await own_deck(request)
    known = await server_of(request).database.read(partial(pictures.names, deck=own))
    names = PictureNames(known)
    async with read_uploads(request, MOST_BYTES, MOST_FILES) as (form, sent):
        token = name_of(request, host, form)
        outcomes = [await _match(request, one, names, token) for one in sent]
    return _page(request, host, own, outcomes)


def _page(request: Request, host: Host, own: OwnDeck, outcomes: list[PictureOutcome] | None) -> Response:
    """The form for many pictures, and what became of those that were sent, if any were."""
    code = 200 if outcomes is None or any(outcome.person for outcome in outcomes) else 422
    seen = {"host": host, "own": own, "outcomes": outcomes, "most": MOST_FILES}
    return render(request, "hosting/pictures.html", code, **seen)


async def _match(request: Request, sent: SentFile, names: PictureNames, token: str) -> PictureOutcome:
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
        image = await _recoded(sent.file, (0.5, 0.5))
        picture = _name(request, token.encode(), person.encode(), image)
        await change_deck(request, lambda c, deck: _place(c, deck, person, picture, image, None, None))
    except (PictureError, Refusal) as error:
        return PictureOutcome(filename, None, name, str(error))
    except Missing:
        return PictureOutcome(filename, None, name, "That file was removed meanwhile.")
    return PictureOutcome(filename, person, name, "")


def _name(request: Request, *said: bytes) -> str:
    """The name of the picture that a form puts on a file: the same if it is sent twice, and hard to guess."""
    return public_id_of(server_of(request).secret, request.url.path.encode(), *said)


async def _recoded(upload: UploadFile, focus: tuple[float, float]) -> bytes:
    """The picture drawn anew, in a process of its own; no more than AT_ONCE at a time."""
    data = await upload.read()
    return await in_thread(recode, data, focus, limiter=_slots)


async def _change(request: Request, fn: Callable[[Connection, OwnDeck, str], None]) -> None:
    try:
        await change_deck(request, lambda c, deck: fn(c, deck, str(request.path_params["profile"])))
    except EditConflict:
        raise HTTPException(
            409, "Somebody changed this file meanwhile; open it again, and then try it."
        ) from None


def _place(
    connection: Connection,
    deck: OwnDeck,
    person: str,
    name: str,
    image: bytes,
    alt: str | None,
    revision: str | None,
) -> None:
    """Put a picture on a file, under a name that tells whether that was done already.

    Without ``alt`` its words stay; without a revision it may be any.
    """
    file = files.file(connection, deck, person)
    if name == file.portrait:
        return
    now = file.revision if revision is None else _revision(revision, file)
    words = file.profile.picture_alt if alt is None else alt
    shown: Profile = replace(file.profile, look={}, picture_alt=words)
    pictures.add(connection, deck, name, image)
    files.change(connection, deck, person, now, replace(shown, portrait_alt=alt_of(shown)), name)


def _revision(text: str, file: files.DraftFile) -> int:
    """The revision that a form names; EditConflict if it is not the file's."""
    if text != str(file.revision):
        raise EditConflict(file)
    return file.revision


def _focus(words: str) -> tuple[float, float]:
    """The place to keep, from words such as "left top"; the middle if there are none."""
    said = words.split()
    across = next((THIRDS[word] for word in said if word in ("left", "right")), 0.5)
    down = next((THIRDS[word] for word in said if word in ("top", "bottom")), 0.5)
    return across, down


def _there(own: OwnDeck, request: Request) -> str:
    return f"/host/decks/{own.deck.slug}/profiles/{request.path_params['profile']}"
