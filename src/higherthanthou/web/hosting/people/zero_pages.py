"""Putting the boards of a deck and a mode to zero: a page that asks, and the form that does it."""

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import Response

from ....game.errors import Refusal
from ....game.modes import mode_named
from ....store.boards import boards, zeroing
from ....store.hosts.drafts import OwnDeck
from ...forms.reading import read_form
from ...html.render import render
from ...server import server_of
from .watched import back_to, change_watched, watched_deck


async def ask_zero(request: Request) -> Response:
    """GET /host/decks/{deck}/zero: whether to put the boards of a mode to zero, and who leaves them."""
    host, own = await watched_deck(request)
    mode, now = mode_named(request.query_params.get("mode", "streak")), server_of(request).now()

    def load(connection: Connection) -> int:
        board = boards.board_name(own.deck.id, own.deck.version, mode.key, "all", now)
        return boards.players_on(connection, board)

    count = await server_of(request).database.read(load)
    return render(request, "hosting/people/zero.html", host=host, own=own, mode=mode, count=count)


async def put_to_zero(request: Request) -> Response:
    """POST /host/decks/{deck}/zero: the boards of one version, or of all."""
    _, found = await watched_deck(request)
    if not found.deck.version:
        raise Refusal("That deck was never published: it has no board.")
    form, now = await read_form(request), server_of(request).now()
    mode, which = mode_named(form.get("mode", "")), form.get("versions", "present")
    if which not in ("present", "all"):
        raise Refusal("The boards of the present version are put to zero, or those of all.")

    def work(connection: Connection, own: OwnDeck) -> None:
        first = own.deck.version if which == "present" else 1
        for version in range(first, own.deck.version + 1):
            zeroing.put_to_zero(connection, own.deck.id, version, mode.key, now)

    own = await change_watched(request, work)
    return back_to(own, f"players?mode={mode.key}", "zero")
