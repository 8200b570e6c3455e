"""The pages around the game: the front page, credits, claims, and the two health checks."""

from typing import Any, NamedTuple

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
from ..boards.boards import none_open, read_board
from ..html.render import render
from ..server import server_of
from ..sessions.player_cookies import player_id_of

GRADES = {
    "known": "Several reports that do not depend on each other, or the source itself.",
    "reported": "One decent report.",
    "disputed": "The sources contradict each other.",
    "false": "Widely said, and not so.",
}

FEW, MORE = 3, 6


class Offer(NamedTuple):
    """A mode, and a deck to play it with."""

    mode: Mode
    deck: Deck


async def landing(request: Request) -> Response:
    """GET /: what the game is, and Play."""
    server = server_of(request)
    player_id = await player_id_of(request)

    def load(connection: Connection) -> dict[str, Any] | None:
        known = decks.listed(connection)
        if not known:
            return None
        deck, me = known[0], players.me(connection, player_id)
        return {
            "deck": deck,
            "board": read_board(connection, deck, MODES["streak"], "all", player_id, server.now(), FEW),
            "player": me,
            "own_score": me.own_score if me else PROVISIONAL_SCORE,
            "offers": _offers(known, server.dailies),
            "other_decks": known[1:][:MORE],
            "open_run": histories.open_run(connection, player_id, deck.id),
        }

    context = await server.database.read(load)
    return (
        none_open(request, (), MODES["streak"])
        if context is None
        else render(request, "front/landing.html", **context)
    )


def _offers(known: tuple[Deck, ...], dailies: Dailies) -> list[Offer]:
    """Every mode except that of the Play button, with the oldest deck that suits it."""
    modes = [mode for mode in MODES.values() if mode.key != "streak"]
    found = [(mode, next((deck for deck in known if dailies.offers(mode, deck)), None)) for mode in modes]
    return [Offer(mode, deck) for mode, deck in found if deck is not None]


async def show_credits(request: Request) -> Response:
    """GET /credits: the works that the game uses."""
    return render(request, "front/credits.html")


async def show_claims(request: Request) -> Response:
    """GET /claims: what may be stated as fact, and how certain it is."""
    return render(request, "front/claims.html", claims=load_claims(), grades=GRADES)


async def healthz(request: Request) -> Response:
    """GET /healthz: the process answers."""
    return PlainTextResponse("ok")


async def readyz(request: Request) -> Response:
    """GET /readyz: the database answers too, and has the tables of this version."""
    await server_of(request).database.read(decks.listed)
    return PlainTextResponse("ok")
