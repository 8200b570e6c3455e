"""Importing a deck: the upload, the screen on which its columns are mapped, and the rows that are refused."""

from collections.abc import Awaitable, Generator
from dataclasses import replace
from functools import partial
from pathlib import PurePath

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ... import child_process
from ...authoring.deck_import import Bad, Columns, Wish, answer, to_text
from ...authoring.deckfile import MOST_BYTES
from ...authoring.deckfile.deck_stream import Coming, coming
from ...authoring.deckfile.roles import FIELDS
from ...game.errors import Refusal
from ...making.makings import BROKEN, Busy
from ...store.engine.errors import Missing
from ...store.hosts.hosts import Host
from ...threads import in_thread
from ..forms.multipart import read_upload
from ..forms.reading import read_form
from ..html.render import render
from ..http.idempotency import name_of
from ..server import server_of
from ..sessions.host_cookies import host_of
from .generate import begin_deck, deck_of, lead_to
from .import_form import TYPED, read_roles, read_wish, suggested, typed_of
from .uploads import Upload, find_upload, keep_upload, waiting

MEMORY, SECONDS = 1024**3, 120
MOST_BAD = 64 * 1024**2
Lines = Generator[bytes, None, None]


async def show_import(request: Request) -> Response:
    """GET /host/decks/import."""
    return await _form(request, await host_of(request), {})


async def upload(request: Request) -> Response:
    """POST /host/decks/import: a deck if every column is called as the format calls it, else ask."""
    server, host = server_of(request), await host_of(request)
    async with read_upload(request, MOST_BYTES) as (form, sent):
        if sent is None:
            return await _form(request, host, form, "Choose a file first.")
        try:
            wish = read_wish(form, await _is_json(sent.file), PurePath(sent.name).stem)
        except Refusal as refusal:
            return await _form(request, host, form, str(refusal))
        data = await sent.file.read()
    name = await in_thread(name_of, request, host, form, sent.name.encode(), data)
    async with server.turns.of(name):
        if (made := await deck_of(server, host, name)) is not None:
            return made
        try:
            args = (server.settings, host, name, sent.name, data, wish, server.now())
            kept = await in_thread(keep_upload, *args)
        except Refusal as refusal:
            return await _form(request, host, form, str(refusal))
        return await _once(request, host, name, _try(request, host, kept, form))


async def show_columns(request: Request) -> Response:
    """GET /host/imports/{upload}: the columns of the file beside ours, or the deck that it has become."""
    host, name = await host_of(request), request.path_params["upload"]

    async def show() -> Response:
        return await _columns(request, host, _found(request, host, name), {})

    return await _once(request, host, name, show())


async def import_file(request: Request) -> Response:
    """POST /host/imports/{upload}: import the file with the columns as they were mapped."""
    host, form = await host_of(request), await read_form(request)
    name = request.path_params["upload"]
    async with server_of(request).turns.of(name):
        return await _once(request, host, name, _map(request, host, name, form))


async def drop(request: Request) -> Response:
    """POST /host/imports/{upload}/drop: a file that is not to become a deck."""
    host, name = await host_of(request), request.path_params["upload"]
    async with server_of(request).turns.of(name):
        _found(request, host, name).forget()
    return RedirectResponse("/host/decks/import", 303)


def _found(request: Request, host: Host, name: str) -> Upload:
    """The upload of this host that has that name, or Missing."""
    server = server_of(request)
    return find_upload(server.settings, host, name, server.now())


async def _once(request: Request, host: Host, name: str, work: Awaitable[Response]) -> Response:
    """What comes of an upload; if it is gone because it has become a deck, the way to that."""
    try:
        return await work
    except Missing:
        made = await deck_of(server_of(request), host, name)
        if made is None:
            raise
        return made


async def bad_rows(request: Request) -> Response:
    """GET /host/imports/{upload}/bad.csv: the rows that are refused, with what is wrong with each."""
    host = await host_of(request)
    kept = _found(request, host, request.path_params["upload"])
    wish = to_text(replace(kept.wish, then="bad"))
    read = partial(
        child_process.whole, "import", wish, stdin=kept.path, memory=MEMORY, seconds=SECONDS, at_most=MOST_BAD
    )
    try:
        text = await in_thread(read)
    except FileNotFoundError:
        raise Missing from None
    except (child_process.Refused, child_process.TooHard):
        raise Refusal(BROKEN) from None
    named = {"Content-Disposition": 'attachment; filename="bad-rows.csv"', "Cache-Control": "no-store"}
    return Response(text, media_type="text/csv; charset=utf-8", headers=named)


async def _map(request: Request, host: Host, name: str, form: dict[str, str]) -> Response:
    """Try an upload with what the form says of its columns; one that says nothing leaves it as it was."""
    kept = _found(request, host, name)
    if form:
        try:
            wish = read_wish(form, kept.wish.json, kept.wish.title or "")
        except Refusal as refusal:
            return await _columns(request, host, kept, form, str(refusal))
        kept = kept.keep(wish if wish.json else replace(wish, roles=read_roles(form)))
    return await _try(request, host, kept, form)


async def _try(request: Request, host: Host, kept: Upload, form: dict[str, str]) -> Response:
    """Make a deck of an upload, or ask about its columns, or say what is wrong with it."""
    server, wish, slug = server_of(request), kept.wish, None
    try:
        with server.makings.room():
            lines, found = await _ask(kept, wish)
            if isinstance(found, Coming):
                slug = await begin_deck(server, host, kept.name, found.head.title, found, lines)
    except Busy as busy:
        return render(request, "hosting/busy.html", 422, host=host, upload=kept, error=str(busy))
    except Refusal as refusal:
        if wish.roles is not None:
            return await _columns(request, host, kept, form, str(refusal))
        kept.forget()
        return await _form(request, host, typed_of(wish) | form, str(refusal))
    if slug is not None:
        kept.forget()
        return await lead_to(server, kept.name, slug)
    lines.close()
    if isinstance(found, Columns):
        return RedirectResponse(f"/host/imports/{kept.name}", 303)
    kept.keep(wish, bad=True)
    return render(request, "hosting/bad_rows.html", 422, host=host, upload=kept.name, bad=found, wish=wish)


async def _ask(kept: Upload, wish: Wish) -> tuple[Lines, Coming | Columns | Bad]:
    """Have the file read in a process of its own; what comes first says what it is."""
    lines = child_process.lines("import", to_text(wish), stdin=kept.path, memory=MEMORY, seconds=SECONDS)

    def first() -> Coming | Columns | Bad:
        line = next(lines)
        return answer(line) or coming(line)

    try:
        return lines, await in_thread(first)
    except FileNotFoundError:
        raise Missing from None
    except child_process.Refused as refused:
        raise Refusal(str(refused)) from None
    except (child_process.TooHard, StopIteration):
        raise Refusal("This file takes too much time or memory to read; make it smaller.") from None


async def _columns(
    request: Request, host: Host, kept: Upload, form: dict[str, str], error: str | None = None
) -> Response:
    """The screen on which columns are mapped; what was typed before stays."""
    wish = kept.wish
    typed, code = typed_of(wish), 422 if error else 200
    if wish.json:
        shown = {"host": host, "upload": kept.name, "typed": typed | form, "error": error}
        return render(request, "hosting/range.html", code, **shown)
    lines, found = await _ask(kept, replace(wish, then="columns"))
    lines.close()
    if not isinstance(found, Columns):
        raise Refusal(BROKEN)
    fits = wish.roles is not None and len(wish.roles) == len(found.header)
    known = wish.roles if wish.roles and fits else found.roles
    roles = [form.get(f"role_{n}", role) for n, role in enumerate(known)]
    typed = suggested(found, typed) | form
    return render(
        request, "hosting/columns.html", code, host=host, upload=kept.name, columns=found,
        roles=roles, fields=FIELDS, typed=typed, error=error,
    )  # fmt: skip


async def _is_json(file: UploadFile) -> bool:
    """Whether a file is JSON: its first letter tells, in whatever encoding."""
    head = await file.read(64)
    await file.seek(0)
    return head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith((b"{", b"["))


async def _form(request: Request, host: Host, typed: dict[str, str], error: str | None = None) -> Response:
    """The form of an upload, and the files that wait to become decks."""
    shown = dict.fromkeys(TYPED, "") | typed
    server = server_of(request)
    others = await in_thread(waiting, server.settings, host, server.now())
    seen = {"host": host, "typed": shown, "error": error, "waiting": others}
    return render(request, "hosting/import.html", 422 if error else 200, **seen)
