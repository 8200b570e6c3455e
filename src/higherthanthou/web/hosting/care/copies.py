"""Copying a deck of a host: a new draft with the same files, words and pictures."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from ....making.copying import start_copy
from ....store.decks import deck_making
from ....store.hosts import copies
from ....store.tables import row_id_of
from ...forms.reading import read_form
from ...http.idempotency import name_of
from ...server import server_of
from ..deck_pages import own_deck
from ..new_decks import redirect_if_made, redirect_to_deck


async def copy_deck(request: Request) -> Response:
    """POST /host/decks/{deck}/copy: begin, and wait a moment in case it is done soon."""
    server, form = server_of(request), await read_form(request)
    host, own = await own_deck(request)
    name, title = name_of(request, host, form), form.get("title", "").strip()
    async with server.name_locks.of(name):
        if (made := await redirect_if_made(server, host, name)) is not None:
            return made
        with server.fill_jobs.room():
            of = partial(copies.copy_of, deck=own, title=title, slug=None, now=server.now())
            row = await server.database.read(of)
            row.id = row_id_of(name)
            slug, added = await server.database.write(partial(deck_making.begin_once, row=row))
            if added:
                start_copy(server.fill_jobs, server.database, own, row, server.now)
        return await redirect_to_deck(server, name, slug)
