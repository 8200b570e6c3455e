"""The page that looks back at a run, for its player only."""

from functools import partial

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ...game.errors import Refusal
from ...store.engine.errors import Missing
from ...store.reviews.reviews import review
from ..html.render import render
from ..server import server_of
from ..sessions.player_cookies import player_id_of
from .review_view import review_view

LONGEST = 7
"""A turn has so many digits at most."""


async def show_review(request: Request) -> Response:
    """GET /runs/{run}/review: all files of a run that is over; the way to the run while they may not be seen.

    ``first`` in the query is the turn that the page begins with.
    """
    server, run_id = server_of(request), request.path_params["run"]
    player_id, first = await player_id_of(request), first_turn(request.query_params.get("first", "1"))
    if player_id is None:
        raise Missing
    asked = {"player_id": player_id, "run_id": run_id, "first": first, "now": server.now()}
    found = await server.database.read(partial(review, **asked))
    if found is None:
        return RedirectResponse(f"/runs/{run_id}", 303)
    return render(request, "reviews/review.html", review=review_view(found, request.url.path))


def first_turn(text: str) -> int:
    """The turn that a page begins with."""
    if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST and int(text)):
        raise Refusal("That is no turn of a run: a page begins with 1 or more.")
    return int(text)
