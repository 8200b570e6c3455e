"""The page on which others look at a run from a board, if its player agrees."""

from typing import NamedTuple

from sqlalchemy.engine import Connection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from ...game.modes import Mode, mode_named
from ...store.decks import decks, seasons
from ...store.decks.decks import Deck
from ...store.reviews import replays
from ...store.reviews.replays import Replayed
from ...store.reviews.reviews import Review, review
from ..boards.board_view import replay_url
from ..html.render import render
from ..server import server_of
from .review_view import review_view
from .reviews import LONGEST, first_turn

CLOSED = (
    "There is no replay here. A board leads to a run once its day or version is over, and not while a run "
    "that can still rank may meet the files, as long as its player agrees."
)


class Shown(NamedTuple):
    """A page of a replay, and the address of the board that it is on."""

    deck: Deck
    found: Replayed
    page: Review
    board: str


async def show_replay(request: Request) -> Response:
    """GET /replays: a run on a board, by deck, mode, the number of the day or the version, and the alias.

    404 in one and the same sentence whether there is no such run, or it may not be looked at.
    """
    server, query = server_of(request), request.query_params
    mode, number = mode_named(query.get("mode", "")), query.get("number", "")
    first, alias, slug = first_turn(query.get("first", "1")), query.get("name", ""), query.get("deck", "")

    def load(connection: Connection) -> Shown | None:
        deck = decks.find(connection, slug)
        if deck is None or not is_number(number):
            return None
        found = replays.find(connection, deck, mode, int(number), alias, server.now())
        page = found and review(connection, found.player_id, found.run_id, first, server.now())
        board = _board(connection, deck, mode, int(number))
        return Shown(deck, found, page, board) if found and page else None

    shown = await server.database.read(load)
    if shown is None:
        raise HTTPException(404, CLOSED)
    name, deck = shown.found.name, shown.deck
    view = review_view(shown.page, replay_url(deck, mode, int(number), name), name)
    return render(
        request, "reviews/review.html", review=view, board_url=shown.board, slug=deck.slug, unlisted=True
    )


def is_number(text: str) -> bool:
    """Whether that can be the number of a day or of a version."""
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST


def _board(connection: Connection, deck: Deck, mode: Mode, number: int) -> str:
    """The board that it is on, or that of now if there is none for its version."""
    board = f"/leaderboard?deck={deck.slug}&mode={mode.key}"
    earlier = not mode.daily and number in {one.version for one in seasons.of_deck(connection, deck.id)}
    return f"{board}&season={number}" if earlier else f"{board}&period=all"
