"""The privacy ledger of a player: what this server knows, how long, and why."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from ...store.engine.errors import Missing
from ...store.players.ledger import ledger
from ..html.render import render
from ..server import server_of
from ..sessions.player_cookies import player_id_of


async def show_privacy(request: Request) -> Response:
    """GET /me/privacy: a line for each kind of thing that is kept; nothing for who has no file."""
    player_id, lines = await player_id_of(request), None
    if player_id is not None:
        try:
            lines = await server_of(request).database.read_slowly(partial(ledger, player_id=player_id))
        except Missing:  # erased elsewhere
            lines = None
    return render(request, "players/privacy.html", lines=lines, unlisted=True)
