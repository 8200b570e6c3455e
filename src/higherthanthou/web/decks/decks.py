"""The decks that can be played."""

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import Response

from ...game.modes import MODES
from ...store.decks import decks
from ..boards.board_view import BoardPage, read_board
from ..boards.boards import found, show_board
from ..html.render import Page, rendered
from ..server import server_of
from ..shared import shared

FEW = 5


async def list_decks(request: Request) -> Response:
    """GET /decks."""

    def make(connection: Connection) -> bytes:
        return rendered("decks/list.html", "/decks", decks=decks.published(connection)).encode()

    return Page(await shared(server_of(request), "decks", make))


async def show_deck(request: Request) -> Response:
    """GET /decks/{slug}."""
    server, slug, here = server_of(request), request.path_params["slug"], request.scope["path"]

    def make(connection: Connection) -> BoardPage:
        deck = found(connection, slug)
        board = read_board(connection, deck, MODES["streak"], "all", server.now(), FEW)
        modes = [mode for mode in MODES.values() if server.dailies.offers(mode, deck)]
        shown = {"deck": deck, "board": board, "modes": modes}
        return BoardPage(board, lambda own: rendered("decks/deck.html", here, own=own, **shown))

    page = await show_board(request, ("deck", slug), make)
    return Page(page if isinstance(page, bytes) else page[0].show(page[1]))
