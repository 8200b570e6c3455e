"""The public page of a result: its player makes it and takes it back, and who has its address sees it."""

import re
from functools import partial

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ...store.engine.errors import Missing
from ...store.public_results import public_results
from ...store.public_results.public_results import PublicResult
from ..forms.reading import read_form
from ..html.qr_code import address_of
from ..html.render import is_fragment, render
from ..link_pictures.drawn_pictures import NotDrawn, draw, send, send_drawn
from ..link_pictures.places import host_of
from ..play.runs import result_shown
from ..server import Server, server_of
from ..sessions.player_cookies import player_id_of
from .public_view import picture_of, public_preview, public_view

TOKEN = re.compile("[a-z2-7]{26}")
KEEP = "public, max-age=3600"
"""A picture never changes, but its player may take it back: then nobody has it an hour later."""

MADE, ENDED = "The public link is made.", "The public link leads nowhere now."


async def make_public(request: Request) -> Response:
    """POST /runs/{run}/public: make a page of a result for everybody who has its address."""
    server, player_id, run_id = await _posted(request)

    def read(connection: Connection) -> tuple[PublicResult, bool]:
        result = public_results.result_of(connection, player_id, run_id)
        return result, public_results.is_public(connection, run_id)

    result, there = await server.database.read(read)
    if not there:
        server.limits.new_link(player_id)
        picture, now = await _picture(server, result), server.now()
        await server.database.write(
            lambda connection: public_results.publish(connection, player_id, run_id, picture, now), play=True
        )
    return await _answer(request, player_id, MADE)


async def _picture(server: Server, result: PublicResult) -> bytes:
    """The picture that is kept with a page; empty if it cannot be drawn now, which keeps nobody waiting.

    Of an imported deck none is kept: its files may leave it, and then they leave the picture.
    """
    if result.stored.deck.model is None:
        return b""
    try:
        return await draw(server, picture_of(result, host_of(server.settings)))
    except NotDrawn:
        return b""


async def take_back(request: Request) -> Response:
    """POST /runs/{run}/public/end: nobody sees the page any more."""
    server, player_id, run_id = await _posted(request)
    await server.database.write(
        lambda connection: public_results.take_back(connection, player_id, run_id), play=True
    )
    return await _answer(request, player_id, ENDED)


async def _posted(request: Request) -> tuple[Server, int, str]:
    """The server, the player and the run of a form without fields."""
    await read_form(request)
    player_id = await player_id_of(request)
    if player_id is None:
        raise Missing
    return server_of(request), player_id, request.path_params["run"]


async def _answer(request: Request, player_id: int, said: str) -> Response:
    """The part of the result that passes it on, or the way back to it."""
    run_id = request.path_params["run"]
    if not is_fragment(request):
        return RedirectResponse(f"/runs/{run_id}#pass-on", 303)
    view = await result_shown(request, player_id, run_id)
    return render(request, "play/_pass_on.html", result=view.result, turn=view.turn, said=said)


async def show_public(request: Request) -> Response:
    """GET /r/{token}: a result as its player lets everybody see it."""
    server, token = server_of(request), _token(request)
    result = await server.database.read(partial(public_results.public_result, token=token))
    preview = public_preview(result, token, address_of(request))
    shown = public_view(result, server.now())
    return render(request, "public_results/result.html", unlisted=True, shown=shown, preview=preview)


async def show_public_picture(request: Request) -> Response:
    """GET /r/{token}.png: its picture; one that is not kept with the page is drawn by each process."""
    server, token = server_of(request), _token(request)
    picture = await server.database.read(partial(public_results.public_picture, token=token), short=True)
    if not picture:
        result = await server.database.read(partial(public_results.public_result, token=token))
        return await send_drawn(request, server, picture_of(result, host_of(server.settings)))
    return send(request, picture, token, KEEP)


def _token(request: Request) -> str:
    token: str = request.path_params["token"]
    if not TOKEN.fullmatch(token):
        raise Missing
    return token
