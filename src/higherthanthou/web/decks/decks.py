"""The decks that can be played."""

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import Response

from ...game.modes import MODES
from ...store.decks import decks
from ..boards.board_view import Asked, BoardPage, read_board
from ..boards.boards import found, show_board
from ..html.link_preview import origin_piece
from ..html.qr_code import address_of, address_pieces, canonical
from ..html.render import Page, rendered
from ..html.skeleton import hole
from ..link_pictures.places import deck_preview
from ..server import server_of
from ..shared import shared

FEW = 5
MANY = 12
"""With more decks than this, each is a line of the list instead of a card."""


async def list_decks(request: Request) -> Response:
    """GET /decks."""

    def make(connection: Connection) -> bytes:
        shown = {"decks": decks.listed(connection), "many": MANY, "canonical": canonical(request, "/decks")}
        return rendered("decks/list.html", "/decks", **shown).encode()

    return Page(await shared(server_of(request), "decks", make))


async def show_deck(request: Request) -> Response:
    """GET /decks/{slug}."""
    server, slug, here = server_of(request), request.path_params["slug"], request.scope["path"]

    def make(connection: Connection) -> BoardPage:
        deck = found(connection, slug)
        board = read_board(connection, Asked(deck, MODES["streak"], "all", FEW), server.now())
        modes = [mode for mode in MODES.values() if server.dailies.offers(mode, deck)]
        shown = {"deck": deck, "board": board, "modes": modes, "address": hole("address"), "qr": hole("qr")}
        shown["canonical"] = canonical(request, f"/decks/{slug}")
        shown["preview"] = deck_preview(deck, server.settings)
        return BoardPage(board, lambda own: rendered("decks/deck.html", here, own=own, **shown))

    page = await show_board(request, ("deck", slug), make)
    if isinstance(page, bytes):
        return Page(page)
    body = page[0].show(
        page[1], address_pieces(address_of(request, f"/decks/{slug}")) | origin_piece(request)
    )
    return Page(body, unlisted=page[0].board.deck.unlisted)
