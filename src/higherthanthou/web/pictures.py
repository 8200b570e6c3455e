"""Pictures of files: one with its words and the part to keep, or many at once, matched by their names."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import PurePath
from typing import NamedTuple

from anyio import CapacityLimiter, to_thread
from sqlalchemy.engine import Connection
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ..authoring.deckfile.cells import CellError, cell_text
from ..authoring.picture import MOST_BYTES, PictureError, recode
from ..authoring.portrait import describe
from ..game.alias import alias_key
from ..game.errors import Refusal
from ..game.profile import Profile
from ..store import files, pictures
from ..store.drafts import Own
from ..store.files import Stale
from ..store.tables import new_public_id
from .drafts import change_deck, own_deck
from .file_forms import alt_of, new_look
from .forms import read_form, read_upload
from .render import render
from .server import server_of

AT_ONCE = 2
MOST_FILES = 20
THIRDS = {"left": 0.0, "top": 0.0, "right": 1.0, "bottom": 1.0}

_slots = CapacityLimiter(AT_ONCE)


class Outcome(NamedTuple):
    """What became of one file of many: the file it was for, or why it was for none."""

    filename: str
    person: str | None
    name: str
    refused: str


async def set_picture(request: Request) -> Response:
    """POST /host/decks/{deck}/profiles/{profile}/picture."""
    _, own = await own_deck(request)
    async with read_upload(request, MOST_BYTES, 1) as (form, chosen):
        if not chosen:
            raise Refusal("Choose a picture first.")
        try:
            alt = cell_text(form.get("picture_alt", ""))
            image = await _recoded(chosen[0], _focus(form.get("focus", "")))
        except (CellError, PictureError) as error:
            raise HTTPException(422, str(error)) from None
    await _change(request, partial(_place, image=image, alt=alt, revision=form.get("revision", "")))
    return RedirectResponse(_there(own, request), 303)


async def draw_portrait(request: Request) -> Response:
    """POST /host/decks/{deck}/profiles/{profile}/portrait: a drawn one in the place of a picture."""
    form, rng = await read_form(request), server_of(request).rng
    _, own = await own_deck(request)

    def draw(connection: Connection, deck: Own, person: str) -> None:
        file = files.file(connection, deck, person)
        look = new_look(file.profile.age, rng, files.has_emblems(connection, deck))
        drawn = replace(file.profile, look=look, portrait_alt=describe(look), picture_alt="")
        name = new_public_id()
        files.change(connection, deck, person, _revision(form.get("revision", ""), file), drawn, name)

    await _change(request, draw)
    return RedirectResponse(_there(own, request), 303)


async def show_pictures(request: Request) -> Response:
    """GET /host/decks/{deck}/pictures."""
    host, own = await own_deck(request)
    return render(request, "hosts/pictures.html", host=host, own=own, outcomes=None, most=MOST_FILES)


async def add_pictures(request: Request) -> Response:
    """POST /host/decks/{deck}/pictures: each goes to the file that is called like it."""
    host, own = await own_deck(request)
    known = await server_of(request).database.read(partial(pictures.names, deck=own))
    persons: dict[str, list[tuple[str, str]]] = {}
    for person, name in known:
        persons.setdefault(alias_key(name), []).append((person, name))
    async with read_upload(request, MOST_BYTES, MOST_FILES) as (_, chosen):
        outcomes = [await _match(request, upload, persons) for upload in chosen]
    code = 200 if any(outcome.person for outcome in outcomes) else 422
    return render(
        request, "hosts/pictures.html", code, host=host, own=own, outcomes=outcomes, most=MOST_FILES
    )


async def _match(request: Request, upload: UploadFile, persons: dict[str, list[tuple[str, str]]]) -> Outcome:
    """Give a picture to the one file that has its name."""
    filename = PurePath((upload.filename or "").replace("\\", "/")).name[:200]
    found = persons.get(alias_key(PurePath(filename).stem), [])
    if len(found) != 1:
        why = "Several files are called so." if found else "No file is called so."
        return Outcome(filename, None, "", why)
    person, name = found[0]
    try:
        image = await _recoded(upload, (0.5, 0.5))
        await change_deck(request, lambda c, deck: _place(c, deck, person, image, None, None))
    except (PictureError, Refusal) as error:
        return Outcome(filename, None, name, str(error))
    return Outcome(filename, person, name, "")


async def _recoded(upload: UploadFile, focus: tuple[float, float]) -> bytes:
    """The picture drawn anew, in a process of its own; no more than AT_ONCE at a time."""
    data = await upload.read()
    return await to_thread.run_sync(recode, data, focus, limiter=_slots)


async def _change(request: Request, fn: Callable[[Connection, Own, str], None]) -> None:
    try:
        await change_deck(request, lambda c, deck: fn(c, deck, str(request.path_params["profile"])))
    except Stale:
        raise HTTPException(
            409, "Somebody changed this file meanwhile; open it again, and then try it."
        ) from None


def _place(
    connection: Connection, deck: Own, person: str, image: bytes, alt: str | None, revision: str | None
) -> None:
    """Put a picture on a file. Without ``alt`` its words stay; without a revision it may be any."""
    file = files.file(connection, deck, person)
    now = file.revision if revision is None else _revision(revision, file)
    kept = file.profile.picture_alt if alt is None else alt
    shown: Profile = replace(file.profile, look={}, picture_alt=kept)
    name = pictures.add(connection, deck, image)
    files.change(connection, deck, person, now, replace(shown, portrait_alt=alt_of(shown)), name)


def _revision(text: str, file: files.File) -> int:
    """The revision that a form names; Stale if it is not the file's."""
    if text != str(file.revision):
        raise Stale(file)
    return file.revision


def _focus(words: str) -> tuple[float, float]:
    """The place to keep, from words such as "left top"; the middle if there are none."""
    said = words.split()
    across = next((THIRDS[word] for word in said if word in ("left", "right")), 0.5)
    down = next((THIRDS[word] for word in said if word in ("top", "bottom")), 0.5)
    return across, down


def _there(own: Own, request: Request) -> str:
    return f"/host/decks/{own.deck.slug}/profiles/{request.path_params['profile']}"
