"""The page of the mirror, for its player only."""

from collections import Counter
from functools import partial

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import Response

from ...authoring.seeds.models import load_model
from ...game.errors import Refusal
from ...game.mirror.called import Called
from ...store.mirror.player_calls import PlayerCall, newest_calls
from ...store.mirror.weighers import weigher_of
from ..html.render import is_fragment, render
from ..server import server_of
from ..sessions.player_cookies import player_id_of
from .mirror_view import MirrorView, called, mirror_view


async def show_mirror(request: Request) -> Response:
    """GET /me/mirror: what this player's calls weighed; a fragment is the short form of it.

    ``model`` in the query is one of the score models of the player's files, else the one with most calls.
    """
    player_id, asked = await player_id_of(request), request.query_params.get("model", "")
    found = None
    if player_id is not None:
        read = partial(read_mirror, player_id=player_id, asked=asked)
        found = await server_of(request).database.read_slowly(read)
    if asked and (found is None or found[1] != asked):
        raise Refusal("You have judged no file of such a score model.")
    name = "mirror/_short.html" if is_fragment(request) else "mirror/mirror.html"
    return render(request, name, mirror=found[0] if found else None)


def read_mirror(connection: Connection, player_id: int, asked: str) -> tuple[MirrorView, str] | None:
    """The mirror of a player, and the key of its score model; None for one without any call to look at."""
    calls = newest_calls(connection, player_id)
    models = Counter(call.model for call in calls)
    if not models:
        return None
    key = asked if asked in models else models.most_common(1)[0][0]
    return mirror_view(calls, list(_weighed(connection, calls, key)), key), key


def _weighed(connection: Connection, calls: list[PlayerCall], key: str) -> list[Called]:
    """The calls of a model whose deck has a weigher."""
    model = load_model(key)
    keys = [dimension.key for dimension in model.dimensions]
    found = []
    for call in calls:
        weigher = weigher_of(connection, call.deck_id, call.version, keys) if call.model == key else None
        if weigher is not None:
            found.append(called(call, weigher, model))
    return found
