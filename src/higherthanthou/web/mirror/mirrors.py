"""The page of the mirror, for its player only."""

from collections import Counter
from functools import partial
from typing import NamedTuple

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import Response

from ...authoring.seeds.models import load_model
from ...caches.bounded_cache import PlayerCache
from ...caches.sizes import PLAYERS
from ...game.errors import Refusal
from ...game.mirror.called import Called
from ...game.mirror.weigher import Weights
from ...store.mirror.player_calls import PlayerCall, calls_so_far, newest_calls
from ...store.mirror.weighers import weigher_of
from ..html.render import is_fragment, render
from ..server import server_of
from ..sessions.player_cookies import player_id_of
from .mirror_view import MirrorView, called, mirror_view


class Found(NamedTuple):
    """A mirror, the key of its score model, and the calls so far when it was worked out."""

    view: MirrorView
    key: str
    so_far: tuple[int, int | None]


_kept: PlayerCache[tuple[int, str], Found] = PlayerCache(__name__, PLAYERS)


async def show_mirror(request: Request) -> Response:
    """GET /me/mirror: what this player's calls weighed; a fragment is the short form of it.

    ``model`` in the query is one of the score models of the player's files, else the one with most calls.
    """
    player_id, asked = await player_id_of(request), request.query_params.get("model", "")
    found = None
    if player_id is not None:
        read = partial(read_mirror, player_id=player_id, asked=asked)
        found = await server_of(request).database.read_slowly(read)
    if asked and (found is None or found.key != asked):
        raise Refusal("You have judged no file of such a score model.")
    name = "mirror/_short.html" if is_fragment(request) else "mirror/mirror.html"
    return render(request, name, mirror=found.view if found else None)


def read_mirror(connection: Connection, player_id: int, asked: str) -> Found | None:
    """The mirror of a player, kept until the next call; None for one without any call to look at."""
    forgotten, so_far = _kept.forgotten, calls_so_far(connection, player_id)
    kept = _kept.get((player_id, asked))
    if kept is not None and kept.so_far == so_far:
        return kept
    found = _worked_out(connection, player_id, asked, so_far)
    if found is not None and asked in ("", found.key) and _kept.forgotten == forgotten:
        _kept.put((player_id, asked), player_id, found)
    return found


def _worked_out(
    connection: Connection, player_id: int, asked: str, so_far: tuple[int, int | None]
) -> Found | None:
    calls = newest_calls(connection, player_id)
    models = Counter(call.model for call in calls)
    if not models:
        return None
    key = asked if asked in models else models.most_common(1)[0][0]
    return Found(mirror_view(calls, _weighed(connection, calls, key), key), key, so_far)


def _weighed(connection: Connection, calls: list[PlayerCall], key: str) -> list[Called]:
    """The calls of a model whose deck has a weigher; its weights are worked out once for each anchor."""
    model = load_model(key)
    keys = [dimension.key for dimension in model.dimensions]
    known: dict[tuple[int, int, int], Weights | None] = {}
    found = []
    for call in calls:
        if call.model != key:
            continue
        place = call.deck_id, call.version, call.anchor
        if place not in known:
            weigher = weigher_of(connection, call.deck_id, call.version, keys)
            known[place] = weigher.at(call.anchor) if weigher else None
        weights = known[place]
        if weights is not None:
            found.append(called(call, weights, keys))
    return found
