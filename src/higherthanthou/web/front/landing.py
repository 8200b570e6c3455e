"""The front page: laid out once a second for everybody, with places for what is a player's."""

from collections.abc import Mapping
from functools import partial
from itertools import islice
from typing import NamedTuple

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import Response

from ...game.modes import MODES, Mode
from ...game.modes.daily import day_of, last_closed, number_of
from ...game.visits.waiting import until_next
from ...making.daily_making import Dailies
from ...store.boards.boards import board_name
from ...store.days import days
from ...store.decks import decks
from ...store.decks.decks import Deck
from ..boards.boards import none_open
from ..html.link_preview import origin_piece
from ..html.pieces import Piece
from ..html.qr_code import canonical
from ..html.render import Page, is_fragment, rendered
from ..html.skeleton import Skeleton, hole
from ..link_pictures.places import game_preview
from ..server import Server, server_of
from ..sessions.player_cookies import player_id_of
from ..shared import shared
from .own_parts import HOLES, Front, newcomer_parts, read_own_parts

MORE = 5
"""So many other decks are rows of the drawer; the last row leads to all."""

TRIED = 8
"""So many decks are looked at for one whose daily is not over."""


class Landing(NamedTuple):
    """The front page as everybody sees it; without a deck to play there is nothing of a player's on it."""

    skeleton: Skeleton
    front: Front | None
    newcomer: Mapping[str, Piece]


class Offer(NamedTuple):
    """A mode, and a deck to play it with."""

    mode: Mode
    deck: Deck


class TodaysTen(NamedTuple):
    """The daily on the front page; ``opened`` is whether an earlier day's ten lie open."""

    deck: Deck
    number: int
    until_next: str
    opened: bool


async def landing(request: Request) -> Response:
    """GET /: what the game is, Play, and today's ten."""
    server, player_id, part = server_of(request), await player_id_of(request), is_fragment(request)

    def make(connection: Connection) -> Landing:
        known = decks.listed(connection)
        if not known:
            return Landing(Skeleton(none_open(part, "/", None).decode()), None, {})
        return _lay_out(connection, known, server, canonical(request, "/"))

    page = await shared(server, ("landing", part), make)
    origin = origin_piece(request)
    if page.front is None or player_id is None:
        return Page(page.skeleton.filled({**page.newcomer, **origin}))
    read = partial(read_own_parts, player_id=player_id, front=page.front)
    own = await server.database.read(read, short=True)
    return Page(page.skeleton.filled({**(own or page.newcomer), **origin}))


def _lay_out(connection: Connection, known: tuple[Deck, ...], server: Server, address: str) -> Landing:
    """The front page with the places of what is a player's."""
    deck, now = known[0], server.now()
    daily = _daily_deck(connection, known, server.dailies, day_of(now))
    board = board_name(deck.id, deck.version, "streak", "all", now)
    front = Front(deck, board, daily, day_of(now))
    html = rendered(
        "front/landing.html",
        "/",
        canonical=address,
        preview=game_preview(server.settings),
        deck=deck,
        daily=daily and _todays_ten(connection, daily, now),
        offers=_offers(known, server.dailies),
        other_decks=known[1:][:MORE],
        count=len(known),
        own={name: hole(name) for name in HOLES},
    )
    return Landing(Skeleton(html), front, newcomer_parts(front))


def _daily_deck(connection: Connection, known: tuple[Deck, ...], dailies: Dailies, today: int) -> Deck | None:
    """The oldest deck that has a daily today."""
    offering = (deck for deck in known if dailies.offers(MODES["daily"], deck))
    open_ones = (deck for deck in islice(offering, TRIED) if not days.is_over(connection, deck, today))
    return next(open_ones, None)


def _todays_ten(connection: Connection, deck: Deck, now: int) -> TodaysTen:
    opened = days.drawn(connection, deck, last_closed(now)) is not None
    return TodaysTen(deck, number_of(day_of(now)), until_next(now), opened)


def _offers(known: tuple[Deck, ...], dailies: Dailies) -> list[Offer]:
    """Every mode that the page has no other place for, with the oldest deck that suits it."""
    modes = [mode for mode in MODES.values() if mode.key != "streak" and not mode.daily]
    found = [(mode, next((deck for deck in known if dailies.offers(mode, deck)), None)) for mode in modes]
    return [Offer(mode, deck) for mode, deck in found if deck is not None]
