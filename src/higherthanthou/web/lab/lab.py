"""The page of the law lab. The law is the address; a GET writes nothing."""

from functools import partial
from typing import Any

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import Response

from ...authoring.seeds.models import SeedError, load_model
from ...game.lab.law import ReadLaw, read_law
from ...game.lab.wards import WARDS
from ...game.score import Model
from ...store.decks.decks import Deck
from ...store.lab.crowds import DeckCrowd, crowd_of, known_crowd
from ..boards.boards import found
from ..html.qr_code import canonical
from ..html.render import is_fragment, render
from ..server import Server, server_of
from ..sessions.player_cookies import player_id_of
from .faces import faces_of
from .lab_view import lab_view
from .laws import result_of
from .yours import yours

FEWEST = 1000
"""Of a deck that ranks. Shares are told in whole percent; of fewer files a percent is one or a few, and
whoever moves the threshold through would read their scores."""

FEWEST_PEOPLE = 100
"""Of a deck that is unfair on purpose. Nobody ranks there, but of fewer no number says anything."""


async def show_lab(request: Request) -> Response:
    """GET /lab/{deck}: a law of its deck, told by the query; what a lab needs, if the deck has not got it."""
    server, player_id = server_of(request), await player_id_of(request)
    deck = await server.database.read(partial(found, slug=request.path_params["deck"]), short=True)
    model = _model(deck)
    crowd = await _crowd(server, deck, model) if model else None
    shown: dict[str, Any] = {"deck": deck, "canonical": canonical(request, f"/lab/{deck.slug}")}
    if model is None or crowd is None or crowd.crowd.size < _fewest(deck):
        shown |= {"model": model, "counted": crowd.crowd.size if crowd else 0, "fewest": _fewest(deck)}
        return render(request, "lab/needs.html", **shown, unlisted=deck.unlisted)
    read = read_law(request.query_params, model, WARDS if crowd.wards > 1 else ())
    shown |= await _shown(server, deck, model, crowd, read, player_id)
    name = "lab/_lab.html" if is_fragment(request) else "lab/lab.html"
    return render(request, name, **shown, said=shown["lab"].said, unlisted=deck.unlisted)


def _fewest(deck: Deck) -> int:
    return FEWEST_PEOPLE if deck.unfair else FEWEST


def _model(deck: Deck) -> Model | None:
    """The score model of a deck; None if it has none, or none that is there any more."""
    try:
        return load_model(deck.model) if deck.model else None
    except SeedError:
        return None


async def _crowd(server: Server, deck: Deck, model: Model) -> DeckCrowd:
    """A deck as the lab counts it; several who ask for it first have it read once."""
    async with server.name_locks.of(f"lab {deck.id}"):
        if (known := known_crowd(deck)) is not None:
            return known
        return await server.database.read_slowly(partial(crowd_of, deck=deck, model=model))


async def _shown(
    server: Server, deck: Deck, model: Model, crowd: DeckCrowd, read: ReadLaw, player_id: int | None
) -> dict[str, Any]:
    """What the template prints: what is the same for everybody, and what is this player's."""
    result = await result_of(deck, model, crowd, read.law)

    def load(connection: Connection) -> dict[str, Any]:
        return {
            "faces": faces_of(connection, deck, model, crowd, result, player_id),
            "yours": yours(connection, player_id, deck, model, read.law.weights),
        }

    return {"lab": lab_view(deck, model, crowd, read, result), **await server.database.read(load)}
