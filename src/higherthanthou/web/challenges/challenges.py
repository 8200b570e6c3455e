"""A challenge: made of a run that is over, looked at by whoever has its address, taken up once, ended."""

from functools import partial

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ...store.challenges import challenges, making
from ...store.challenges.attempts import MOST
from ...store.challenges.challenges import Challenge
from ...store.challenges.trails import Looked, look, maker_of
from ...store.decks.decks import Deck
from ...store.engine.errors import Missing
from ...store.runs import opening
from ...store.runs.opening import Opened
from ..html.qr_code import address_of
from ..html.render import render
from ..link_pictures.drawn_pictures import LinkPicture, send_drawn
from ..server import server_of
from ..sessions.player_cookies import player_id_of, write_as_player
from .challenge_view import challenge_view, picture_of, preview_of

LONGEST_PLACE = len(str(MOST))


async def make_challenge(request: Request) -> Response:
    """POST /runs/{run}/challenge: the challenge of a run; the same again if there is one."""
    server, player_id = server_of(request), await player_id_of(request)
    run_id, now = request.path_params["run"], server.now()
    if player_id is None:
        raise Missing
    known = await server.database.read(lambda c: making.made_of(c, player_id, run_id, now))
    if known is not None:
        return _to(known)
    server.limits.new_challenge(player_id)
    return _to(await server.database.write(lambda c: making.make(c, player_id, run_id, now), play=True))


async def show_challenge(request: Request) -> Response:
    """GET /c/{token}: the challenge; ``beside`` in the query is the place of the one to compare with."""
    server, player_id = server_of(request), await player_id_of(request)
    token, beside = request.path_params["token"], _place(request.query_params.get("beside", ""))
    looked, deck = await server.database.read(partial(_look, token=token, beside=beside, viewer_id=player_id))
    address = address_of(request)
    view = challenge_view(looked, deck, player_id, address)
    preview = preview_of(looked, deck, server.settings, address)
    return render(request, "challenges/challenge.html", view=view, preview=preview, unlisted=True)


def _place(text: str) -> int:
    """The place among those who took a challenge up; 0, which is nobody's, for what is no number."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_PLACE else 0


def _look(connection: Connection, token: str, beside: int, viewer_id: int | None) -> tuple[Looked, Deck]:
    """A challenge and its deck; Ended if it is over, for whoever has no part in it."""
    challenge = challenges.find(connection, token)
    looked = look(connection, challenge, viewer_id, beside)
    if looked.run_id is None:
        challenges.must_go_on(challenge)
    return looked, challenges.deck_of(connection, challenge)


async def show_picture(request: Request) -> Response:
    """GET /c/{token}.png: the picture of links to a challenge that goes on."""
    server, token = server_of(request), request.path_params["token"]

    def read(connection: Connection) -> LinkPicture:
        challenge = challenges.find(connection, token)
        challenges.must_go_on(challenge)
        maker = maker_of(connection, challenge)
        if maker is None:
            raise Missing
        return picture_of(challenge, maker, challenges.deck_of(connection, challenge), server.settings)

    return await send_drawn(request, server, await server.database.read(read))


async def take_up(request: Request) -> Response:
    """POST /c/{token}/runs: the one attempt of whoever asks; a newcomer becomes a player."""
    server, token = server_of(request), request.path_params["token"]
    inputs, known = server.rule_inputs(), await player_id_of(request)
    if known is not None:
        server.limits.new_run(server.settings, known)

    def begin(connection: Connection, player_id: int) -> Opened:
        return opening.take_up(connection, player_id, challenges.find(connection, token), inputs)

    return await write_as_player(request, begin, _begin, play=True)


def _begin(opened: Opened) -> Response:
    opening.keep(opened)
    return RedirectResponse(f"/runs/{opened.run_id}", 303)


async def end_challenge(request: Request) -> Response:
    """POST /c/{token}/end: its maker ends it."""
    server, player_id = server_of(request), await player_id_of(request)
    token, now = request.path_params["token"], server.now()
    if player_id is None:
        raise Missing
    await server.database.write(lambda c: challenges.end(c, player_id, token, now), play=True)
    return RedirectResponse(f"/c/{token}", 303)


def _to(challenge: Challenge) -> Response:
    return RedirectResponse(f"/c/{challenge.token}", 303)
