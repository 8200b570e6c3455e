"""The picture of a file: one with its words and the part to keep, or a drawn one."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from anyio import CapacityLimiter
from sqlalchemy.engine import Connection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ...authoring.correcting.merging import alt_of
from ...authoring.deckfile.cells import CellError, cell_text
from ...authoring.pictures.picture import MOST_BYTES, PictureError, recode
from ...authoring.pictures.portrait import describe
from ...game.errors import Refusal
from ...game.profile import Profile
from ...store.hosts import files, pictures
from ...store.hosts.drafts import OwnDeck
from ...store.hosts.files import EditConflict
from ...store.tables import public_id_of
from ...threads import in_thread
from ..forms.multipart import read_upload
from ..forms.reading import read_form
from ..server import server_of
from .deck_pages import change_deck, own_deck
from .file_forms import new_look

AT_ONCE = 2
THIRDS = {"left": 0.0, "top": 0.0, "right": 1.0, "bottom": 1.0}

_slots = CapacityLimiter(AT_ONCE)


async def set_picture(request: Request) -> Response:
    """POST /host/decks/{deck}/profiles/{profile}/picture."""
    _, own = await own_deck(request)
    async with read_upload(request, MOST_BYTES) as (form, sent):
        if sent is None:
            raise Refusal("Choose a picture first.")
        try:
            alt = cell_text(form.get("picture_alt", ""))
            image = await recoded(await sent.file.read(), _focus(form.get("focus", "")))
        except (CellError, PictureError) as error:
            raise HTTPException(422, str(error)) from None
    revision = form.get("revision", "")
    name = new_name(request, revision.encode(), image, alt.encode())
    await _change(request, partial(place, name=name, image=image, alt=alt, revision=revision))
    return RedirectResponse(f"{_there(own, request)}?done=picture", 303)


async def draw_portrait(request: Request) -> Response:
    """POST /host/decks/{deck}/profiles/{profile}/portrait: a drawn one in the place of a picture."""
    form, rng = await read_form(request), server_of(request).rng
    _, own = await own_deck(request)

    def draw(connection: Connection, deck: OwnDeck, person: str) -> None:
        file = files.file(connection, deck, person)
        look = new_look(file.profile.age, rng, files.has_emblems(connection, deck))
        drawn = replace(file.profile, look=look, portrait_alt=describe(look), picture_alt="")
        name = new_name(request, form.get("revision", "").encode())
        if name == file.portrait:
            return
        files.change(connection, deck, person, _revision(form.get("revision", ""), file), drawn, name)

    await _change(request, draw)
    return RedirectResponse(f"{_there(own, request)}?done=portrait", 303)


def new_name(request: Request, *said: bytes) -> str:
    """The name of the picture that a form puts on a file: the same if it is sent twice, and hard to guess."""
    return public_id_of(server_of(request).secret, request.url.path.encode(), *said)


async def recoded(data: bytes, focus: tuple[float, float] = (0.5, 0.5)) -> bytes:
    """The picture drawn anew, in a process of its own; no more than AT_ONCE at a time."""
    return await in_thread(recode, data, focus, limiter=_slots)


async def _change(request: Request, fn: Callable[[Connection, OwnDeck, str], None]) -> None:
    try:
        await change_deck(request, lambda c, deck: fn(c, deck, str(request.path_params["profile"])))
    except EditConflict:
        raise HTTPException(
            409, "Somebody changed this file meanwhile; open it again, and then try it."
        ) from None


def place(
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
