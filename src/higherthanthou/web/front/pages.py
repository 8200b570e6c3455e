"""The pages around the game: the front page, credits, claims, and the two health checks."""

from functools import partial
from typing import NamedTuple

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from ...authoring.seeds.claims import load_claims
from ...game.modes import MODES, Mode
from ...making.daily_making import Dailies
from ...store.decks import decks
from ...store.decks.decks import Deck
from ...store.players import histories, players
from ...store.players.players import PROVISIONAL_SCORE
from ..boards.board_view import read_board
from ..boards.boards import none_open
from ..html.fragments import fragment, kept_fragment
from ..html.link_preview import origin_piece
from ..html.pieces import Piece
from ..html.qr_code import canonical
from ..html.render import Page, is_fragment, render, rendered
from ..html.skeleton import Skeleton, hole
from ..link_pictures.places import game_preview
from ..server import Server, server_of
from ..sessions.player_cookies import player_id_of
from ..shared import shared

GRADES = {
    "known": "Several reports that do not depend on each other, or the source itself.",
    "reported": "One decent report.",
    "disputed": "The sources contradict each other.",
    "false": "Widely said, and not so.",
}

FEW, MORE = 3, 6


_open_run, _score = fragment("front/_own.html", "open_run"), kept_fragment("front/_own.html", "score")

NEWCOMER = {"open_run": Piece(), "score": _score(PROVISIONAL_SCORE, True)}
"""What the front page has of somebody who has not played yet."""


class Landing(NamedTuple):
    """The front page as everybody sees it, and the deck of its Play button, if there is one."""

    deck_id: int | None
    skeleton: Skeleton


class Offer(NamedTuple):
    """A mode, and a deck to play it with."""

    mode: Mode
    deck: Deck


async def landing(request: Request) -> Response:
    """GET /: what the game is, and Play."""
    server, player_id, part = server_of(request), await player_id_of(request), is_fragment(request)

    def make(connection: Connection) -> Landing:
        known = decks.listed(connection)
        if not known:
            return Landing(None, Skeleton(none_open(part, "/", None).decode()))
        return Landing(known[0].id, Skeleton(_lay_out(connection, known, server, canonical(request, "/"))))

    page = await shared(server, ("landing", part), make)
    origin = origin_piece(request)
    if page.deck_id is None or player_id is None:
        return Page(page.skeleton.filled(NEWCOMER | origin))
    read = partial(_read_own, player_id=player_id, deck_id=page.deck_id)
    return Page(page.skeleton.filled(await server.database.read(read, short=True) | origin))


def _lay_out(connection: Connection, known: tuple[Deck, ...], server: Server, address: str) -> str:
    """The front page with the places of what is a player's."""
    return rendered(
        "front/landing.html",
        "/",
        canonical=address,
        preview=game_preview(server.settings),
        deck=known[0],
        board=read_board(connection, known[0], MODES["streak"], "all", server.now(), FEW),
        offers=_offers(known, server.dailies),
        other_decks=known[1:][:MORE],
        own={name: hole(name) for name in NEWCOMER},
    )


def _read_own(connection: Connection, player_id: int, deck_id: int) -> dict[str, Piece]:
    """What the front page has of a player."""
    me = players.me(connection, player_id)
    if me is None:
        return NEWCOMER
    run = histories.open_run(connection, player_id, deck_id)
    return {"open_run": _open_run(run) if run else Piece(), "score": _score(me.own_score, me.provisional)}


def _offers(known: tuple[Deck, ...], dailies: Dailies) -> list[Offer]:
    """Every mode except that of the Play button, with the oldest deck that suits it."""
    modes = [mode for mode in MODES.values() if mode.key != "streak"]
    found = [(mode, next((deck for deck in known if dailies.offers(mode, deck)), None)) for mode in modes]
    return [Offer(mode, deck) for mode, deck in found if deck is not None]


async def show_credits(request: Request) -> Response:
    """GET /credits: the works that the game uses."""
    return render(request, "front/credits.html", canonical=canonical(request, "/credits"))


async def show_claims(request: Request) -> Response:
    """GET /claims: what may be stated as fact, and how certain it is."""
    address = canonical(request, "/claims")
    return render(request, "front/claims.html", claims=load_claims(), grades=GRADES, canonical=address)


async def healthz(request: Request) -> Response:
    """GET /healthz: the process answers."""
    return PlainTextResponse("ok")


async def readyz(request: Request) -> Response:
    """GET /readyz: the database answers too, and has the tables of this version."""
    await server_of(request).database.read(decks.listed)
    return PlainTextResponse("ok")
