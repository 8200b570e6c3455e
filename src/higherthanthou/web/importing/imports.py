"""The pages of an import: the upload, the screen on which its columns are mapped, the rows refused."""

from collections.abc import Awaitable
from dataclasses import replace
from pathlib import PurePath

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ...authoring.deckfile import MOST_BYTES, is_own_deck
from ...authoring.deckfile.deck_stream import StreamHeader
from ...authoring.deckfile.parsed_deck import FEWEST_PROFILES
from ...authoring.import_options import BAD_ROWS, COLUMNS, ColumnPreview, ImportOptions, RefusedRows
from ...game.errors import Refusal
from ...making.fill_jobs import BROKEN, Busy
from ...making.importing import bad_rows_of, read_in_child
from ...store.engine.errors import Missing
from ...store.hosts.hosts import Host
from ...threads import in_thread
from ..forms.multipart import read_upload
from ..forms.reading import read_form
from ..hosting.exports import csv_file
from ..hosting.new_decks import begin_deck, redirect_if_made, redirect_to_deck
from ..hosting.uploads import (
    Upload,
    describe_upload,
    file_of,
    find_upload,
    forget_upload,
    keep_upload,
    waiting,
)
from ..html.render import is_fragment, render
from ..http.idempotency import name_of
from ..server import Server, server_of
from ..sessions.host_cookies import host_of
from .import_form import FIELDS_OF_DECK, form_of, options_of, roles_of, typed_of
from .import_screen import screen_of

SHOW = "show"
"""The button that only shows what the choices come to."""

SKIP_BAD, SHEET = "skip_bad", "sheet"
"""Fields that leave bad rows out, and that choose another sheet than ``of_sheet``, which the page shows."""
PASTED, LONGEST_PASTED = "Pasted table", 1024**2
"""What a table is called that was pasted into the form, and how many bytes it may have."""


async def show_import(request: Request) -> Response:
    """GET /host/decks/import."""
    return await _form(request, await host_of(request), {})


async def take_upload(request: Request) -> Response:
    """POST /host/decks/import: a deck if every column is called as the format calls it, else ask."""
    server, host = server_of(request), await host_of(request)
    async with read_upload(request, MOST_BYTES, LONGEST_PASTED) as (form, sent):
        called = sent.name if sent else PASTED
        data = await sent.file.read() if sent else form.get("pasted", "").encode()
    if sent is None and not data.strip():
        return await _form(request, host, form, "Choose a file, or paste a table.")
    try:
        options = options_of(form, await in_thread(is_own_deck, data), PurePath(called).stem)
    except Refusal as refusal:
        return await _form(request, host, form, str(refusal))
    name = await in_thread(name_of, request, host, form, called.encode(), data)
    async with server.name_locks.of(name):
        if (made := await redirect_if_made(server, host, name)) is not None:
            return made
        try:
            upload = await keep_upload(server, host, name, called, data, options)
        except Refusal as refusal:
            return await _form(request, host, form, str(refusal))
        return await _or_made_deck(request, host, name, _begin_import(request, host, upload, form))


async def show_columns(request: Request) -> Response:
    """GET /host/imports/{upload}: the columns of the file beside ours, or the deck that it has become."""
    host, name = await host_of(request), request.path_params["upload"]

    async def show() -> Response:
        return await _columns(request, host, await find_upload(server_of(request), host, name), {})

    return await _or_made_deck(request, host, name, show())


async def import_file(request: Request) -> Response:
    """POST /host/imports/{upload}: import the file with the columns as they were mapped."""
    host, form = await host_of(request), await read_form(request)
    name = request.path_params["upload"]
    async with server_of(request).name_locks.of(name):
        return await _or_made_deck(request, host, name, _apply_form(request, host, name, form))


async def drop(request: Request) -> Response:
    """POST /host/imports/{upload}/drop: a file that is not to become a deck."""
    server, host, name = server_of(request), await host_of(request), request.path_params["upload"]
    async with server.name_locks.of(name):
        await forget_upload(server, await find_upload(server, host, name))
    return RedirectResponse("/host/decks/import", 303)


async def _or_made_deck(request: Request, host: Host, name: str, work: Awaitable[Response]) -> Response:
    """What comes of an upload; if it is gone because it has become a deck, the way to that."""
    try:
        return await work
    except Missing:
        made = await redirect_if_made(server_of(request), host, name)
        if made is None:
            raise
        return made


async def bad_rows(request: Request) -> Response:
    """GET /host/imports/{upload}/bad.csv: the rows that are refused, with what is wrong with each."""
    server, host = server_of(request), await host_of(request)
    upload = await find_upload(server, host, request.path_params["upload"])
    async with file_of(server, upload) as file:
        text = await in_thread(bad_rows_of, file, replace(upload.options, wanted=BAD_ROWS))
    return csv_file(text, "bad-rows.csv")


async def _apply_form(request: Request, host: Host, name: str, form: dict[str, str]) -> Response:
    """Try an upload with what the form says of its columns; one that says nothing leaves it as it was."""
    server = server_of(request)
    upload = await find_upload(server, host, name)
    if form.keys() == {SKIP_BAD}:
        upload = await describe_upload(server, upload, replace(upload.options, skip_bad=True))
    elif "of_sheet" in form and form["of_sheet"] != form.get(SHEET):
        return await _other_sheet(request, host, upload, form.get(SHEET, ""))
    elif form:
        try:
            options = options_of(form, upload.options.json, upload.options.title or "")
        except Refusal as refusal:
            return await _columns(request, host, upload, form, str(refusal))
        options = options if options.json else replace(options, roles=roles_of(form))
        upload = await describe_upload(server, upload, options)
        if SHOW in form:
            return await _columns(request, host, upload, {})
    return await _begin_import(request, host, upload, form)


async def _begin_import(request: Request, host: Host, upload: Upload, form: dict[str, str]) -> Response:
    """Make a deck of an upload, or ask about its columns, or say what is wrong with it."""
    server, options, slug = server_of(request), upload.options, None
    try:
        with server.fill_jobs.room():
            async with file_of(server, upload) as file:
                lines, found = await in_thread(read_in_child, file, options)
            if isinstance(found, StreamHeader):
                slug = await begin_deck(server, host, upload.name, found.head.title, found, lines)
    except Busy as busy:
        return render(request, "hosting/busy.html", 422, host=host, upload=upload, error=str(busy))
    except Refusal as refusal:
        if options.roles is not None:
            return await _columns(request, host, upload, form, str(refusal))
        await forget_upload(server, upload)
        return await _form(request, host, typed_of(options) | form, str(refusal))
    if slug is not None:
        await forget_upload(server, upload)
        return await redirect_to_deck(server, upload.name, slug)
    lines.close()
    if isinstance(found, ColumnPreview):
        return RedirectResponse(f"/host/imports/{upload.name}", 303)
    assert isinstance(found, RefusedRows)
    await describe_upload(server, upload, options, bad=True)
    may_skip = found.kept >= FEWEST_PROFILES
    seen = {"host": host, "upload": upload.name, "bad": found, "may_skip": may_skip}
    return render(request, "hosting/bad_rows.html", 422, **seen)


async def _other_sheet(request: Request, host: Host, upload: Upload, name: str) -> Response:
    """The columns of another sheet of a workbook; if there is none, those of the one before."""
    server = server_of(request)
    options = ImportOptions(False, title=upload.options.title, sheet=name or None)
    try:
        await _preview(server, upload, options)
    except Refusal as refusal:
        return await _columns(request, host, upload, {}, str(refusal))
    return await _columns(request, host, await describe_upload(server, upload, options), {})


async def _columns(
    request: Request, host: Host, upload: Upload, form: dict[str, str], error: str | None = None
) -> Response:
    """The screen on which columns are mapped; what was typed before stays."""
    server, options, code = server_of(request), upload.options, 422 if error else 200
    if options.json:
        shown = {"host": host, "upload": upload.name, "typed": typed_of(options) | form, "error": error}
        return render(request, "hosting/range.html", code, **shown)
    try:
        found = await _preview(server, upload, options)
    except Refusal as refusal:
        code, error = code if request.method == "GET" else 422, error or str(refusal)
        found = await _preview(server, upload, ImportOptions(False, title=options.title))
    fields = form_of(found, options) | ({} if SHOW in form else form)
    name = "hosting/_columns.html" if is_fragment(request) else "hosting/columns.html"
    seen = screen_of(found, fields)
    return render(
        request, name, code, said=error or seen.said, host=host, upload=upload, typed=fields,
        screen=seen, error=error,
    )  # fmt: skip


async def _preview(server: Server, upload: Upload, options: ImportOptions) -> ColumnPreview:
    """The columns of a file, read in a child process; Refusal if the options do not fit it."""
    async with file_of(server, upload) as file:
        lines, found = await in_thread(read_in_child, file, replace(options, wanted=COLUMNS))
    lines.close()
    if not isinstance(found, ColumnPreview):
        raise Refusal(BROKEN)
    return found


async def _form(request: Request, host: Host, typed: dict[str, str], error: str | None = None) -> Response:
    """The form of an upload, and the files that wait to become decks."""
    shown = dict.fromkeys((*FIELDS_OF_DECK, "pasted"), "") | typed
    others = await waiting(server_of(request), host)
    seen = {"host": host, "typed": shown, "error": error, "waiting": others}
    return render(request, "hosting/import.html", 422 if error else 200, **seen)
