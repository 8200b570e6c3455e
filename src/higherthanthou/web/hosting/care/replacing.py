"""Replacing the data of a deck: a corrected sheet, a page of what it changes, and the draft of it."""

from collections.abc import Mapping
from contextlib import closing
from functools import partial
from typing import Any, BinaryIO

from anyio import CapacityLimiter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ....authoring.correcting.merging import NAME
from ....authoring.correcting.sheet_roles import ChosenColumns
from ....authoring.deckfile import MOST_BYTES
from ....authoring.import_options import ImportOptions
from ....game.deck_about import label_of
from ....game.errors import Refusal
from ....making.replacing import Difference, compare
from ....making.replacing import replace as replace_data
from ....making.sheet_reading import BadSheet, SheetPlan, UnknownColumn, plan_sheet, read_sheet
from ....store.engine.errors import Missing
from ....store.hosts import replacing
from ....store.hosts.drafts import OTHER_TAB, OwnDeck
from ....store.hosts.hosts import Host
from ....store.hosts.uploads import CORRECTION
from ....threads import in_thread
from ...forms.multipart import read_upload
from ...forms.reading import read_form
from ...html.render import render
from ...http.idempotency import name_of
from ...server import Server, server_of
from ..confirmations import confirmation_of
from ..deck_pages import own_deck
from ..uploads import file_of, find_upload, forget_upload, keep_upload

AT_ONCE = 2
LISTED = 20
"""So many cells that cannot be filed are listed."""

GONE = "That sheet is gone: it was put in already, or an hour is over. Choose it again."

_slots = CapacityLimiter(AT_ONCE)


async def show_replace(request: Request) -> Response:
    """GET /host/decks/{deck}/replace."""
    return _form(request, *await own_deck(request))


async def take_sheet(request: Request) -> Response:
    """POST /host/decks/{deck}/replace: keep the sheet, and show what it would change."""
    server, (host, own) = server_of(request), await own_deck(request)
    async with read_upload(request, MOST_BYTES) as (form, sent):
        if sent is None:
            return _form(request, host, own, "Choose a file first.")
        data, filename = await sent.file.read(), sent.name
    name = await in_thread(name_of, request, host, form, filename.encode(), data)
    try:
        replacing.refuse_unless_replaceable(own)
        await keep_upload(server, host, name, filename, data, ImportOptions(False), CORRECTION)
    except Refusal as refusal:
        return _form(request, host, own, str(refusal))
    return RedirectResponse(f"/host/decks/{own.deck.slug}/replace/{name}", 303)


async def show_difference(request: Request) -> Response:
    """GET /host/decks/{deck}/replace/{upload}: what the sheet would change; nothing is stored."""
    host, own = await own_deck(request)
    return await _difference(request, host, own, request.query_params)


async def replace(request: Request) -> Response:
    """POST /host/decks/{deck}/replace/{upload}: put the sheet into the draft, whole or not at all."""
    server, form = server_of(request), await read_form(request)
    host, own = await own_deck(request)
    name = request.path_params["upload"]
    async with server.name_locks.of(name):
        try:
            upload = await find_upload(server, host, name, CORRECTION)
        except Missing:
            return _form(request, host, own, GONE)
        if form.get("revision") != str(own.revision):
            return await _difference(request, host, own, form, OTHER_TAB)
        try:
            async with file_of(server, upload) as file:
                await in_thread(_put, server, own, file, form, limiter=_slots)
        except Refusal as refusal:
            return await _difference(request, *await own_deck(request), form, str(refusal))
        await forget_upload(server, upload)
    return RedirectResponse(f"/host/decks/{own.deck.slug}/replace?done=replaced", 303)


def _chosen(form: Mapping[str, str]) -> ChosenColumns:
    return ChosenColumns(form.get("name", ""), form.get("score", ""))


def _put(server: Server, own: OwnDeck, file: BinaryIO, form: Mapping[str, str]) -> None:
    plan = plan_sheet(file, own, _chosen(form))
    columns, people = read_sheet(file, plan, own)
    with closing(people):
        replace_data(server.database, own, people, columns, form.get("key") or NAME, server.now)


def _compared(
    server: Server, own: OwnDeck, file: BinaryIO, form: Mapping[str, str]
) -> tuple[SheetPlan, Difference]:
    plan = plan_sheet(file, own, _chosen(form))
    columns, people = read_sheet(file, plan, own)
    with closing(people):
        return plan, compare(server.database, own, people, columns, form.get("key") or NAME)


async def _difference(
    request: Request, host: Host, own: OwnDeck, form: Mapping[str, str], error: str = ""
) -> Response:
    """The page of what a sheet would change, or why it cannot."""
    server, name = server_of(request), request.path_params["upload"]
    upload = await find_upload(server, host, name, CORRECTION)
    shown: dict[str, Any] = {"plan": None, "found": None, "titles": (), "bad": None}
    try:
        async with file_of(server, upload) as file:
            compared = partial(_compared, server, own, file, form)
            shown["plan"], shown["found"] = await in_thread(compared, limiter=_slots)
        shown["titles"] = shown["plan"].titles
    except UnknownColumn as unknown:
        shown["titles"], error = unknown.titles, error or str(unknown)
    except BadSheet as bad:
        shown["bad"], error = bad.rows, error or str(bad)
    except Refusal as refusal:
        error = error or str(refusal)
    keys = dict.fromkeys(map(label_of, own.labels))
    typed = {"name": form.get("name", ""), "score": form.get("score", ""), "key": form.get("key") or NAME}
    about = {"upload": upload, "keys": tuple(keys), "typed": typed, "error": error, "listed": LISTED}
    code = 422 if error else 200
    return render(request, "hosting/care/difference.html", code, host=host, own=own, **shown, **about)


def _form(request: Request, host: Host, own: OwnDeck, error: str = "") -> Response:
    """The form for the sheet, and what was done if the URL says so."""
    try:
        replacing.refuse_unless_replaceable(own)
        refused = ""
    except Refusal as refusal:
        refused = str(refusal)
    seen = {"host": host, "own": own, "error": error, "refused": refused, "done": confirmation_of(request)}
    return render(request, "hosting/care/replace.html", 422 if error else 200, **seen)
