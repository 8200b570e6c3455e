"""Runs: opening one, the desk, and a guess."""

from functools import partial

from sqlalchemy.engine import Connection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ...game.deal import Side
from ...game.errors import Refusal
from ...game.modes import mode_named
from ...game.verdict import Truth
from ...store.decks import decks
from ...store.engine.errors import Missing
from ...store.players import players
from ...store.runs import deciding, judged_files, opening, run_cache, stars
from ...store.runs.desks import Desk, desk
from ..forms.reading import read_form
from ..html.prepared_templates import Prepared
from ..html.render import Page, is_fragment, render
from ..server import server_of
from ..sessions.host_cookies import host_or_none
from ..sessions.player_cookies import player_id_of, write_as_player
from .announcements import lifeline_said, stars_said
from .table import Laid, lay

LAST_TURN = 10**6

_next_file = Prepared("play/_answer.html", Laid, Truth)


async def open_run(request: Request) -> Response:
    """POST /runs: open a run of a deck and a mode."""
    server, form = server_of(request), await read_form(request)
    mode = mode_named(form.get("mode", "streak"))
    moment, host = server.moment(), await host_or_none(request)
    known = await player_id_of(request)
    if known is not None:
        server.limits.new_run(server.settings, known)
    if mode.daily:
        await server.dailies.make_today(server.database, moment.now, form.get("deck", ""))

    def start(connection: Connection, player_id: int) -> str:
        deck = decks.find(connection, form.get("deck", ""))
        if deck is None:
            raise HTTPException(404, "There is no such deck.")
        if host is not None:
            players.belongs_to(connection, player_id, host.id)
        practice = form.get("practice") == "yes"
        return opening.start(connection, player_id, deck, mode, moment, practice)

    return await write_as_player(request, start, lambda run_id: RedirectResponse(f"/runs/{run_id}", 303))


async def show_run(request: Request) -> Response:
    """GET /runs/{run}: the desk, or the result."""
    player_id = await _player(request)
    shown = await server_of(request).database.read(
        partial(desk, player_id=player_id, run_id=request.path_params["run"]), short=True
    )
    if is_fragment(request):
        return _fragment(request, shown)
    return render(request, "play/desk.html", **_laid(request, shown)._asdict())


async def decide(request: Request) -> Response:
    """POST /runs/{run}/guesses: judge the file on the desk."""
    server, form = server_of(request), await read_form(request)
    player_id, run_id = await _player(request), request.path_params["run"]
    turn, side = _turn(form.get("turn", "")), _side(form.get("guess", ""))
    moment = server.moment()
    shown, kept = await server.database.write(
        lambda connection: deciding.decide(connection, player_id, run_id, turn, side, moment, form),
        short=True,
    )
    judged_files.keep(run_id, player_id, shown.marks)
    if kept:
        run_cache.keep(kept)
    return _after(request, shown)


async def use_lifeline(request: Request) -> Response:
    """POST /runs/{run}/lifelines: use a lifeline on the file on the desk."""
    server, form = server_of(request), await read_form(request)
    player_id, run_id = await _player(request), request.path_params["run"]
    turn, kind, moment = _turn(form.get("turn", "")), form.get("kind", ""), server.moment()
    shown = await server.database.write(
        lambda connection: deciding.use_lifeline(connection, player_id, run_id, turn, kind, moment)
    )
    return _after(request, shown, lifeline_said(shown, kind))


async def give_stars(request: Request) -> Response:
    """POST /runs/{run}/stars: give stars to a file that was judged."""
    server, form = server_of(request), await read_form(request)
    player_id, run_id = await _player(request), request.path_params["run"]
    turn, given, now = _turn(form.get("turn", "")), _stars(form.get("stars", "")), server.now()
    shown = await server.database.write(
        lambda connection: stars.give(connection, player_id, run_id, turn, given, now)
    )
    return _after(request, shown, stars_said(shown))


async def _player(request: Request) -> int:
    player_id = await player_id_of(request)
    if player_id is None:
        raise Missing
    return player_id


def _after(request: Request, shown: Desk, said: str = "") -> Response:
    """The desk as a fragment, or the way back to its page."""
    if is_fragment(request):
        return _fragment(request, shown, said)
    return RedirectResponse(f"/runs/{shown.run_id}", 303)


def _fragment(request: Request, shown: Desk, said: str = "") -> Response:
    laid = _laid(request, shown, said)
    if laid.result:
        return render(request, "play/_answer.html", **laid._asdict())
    return Page(_next_file.render(laid))


def _laid(request: Request, shown: Desk, said: str = "") -> Laid:
    server = server_of(request)
    return lay(shown, server.settings, server.now(), said)


def _turn(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= len(text) <= 7 and 1 <= int(text) <= LAST_TURN):
        raise Refusal("That form names no turn.")
    return int(text)


def _stars(text: str) -> int:
    if text not in {"1", "2", "3", "4", "5"}:
        raise Refusal("Stars go from 1 to 5.")
    return int(text)


def _side(text: str) -> Side:
    try:
        return Side(text)
    except ValueError:
        raise Refusal("A guess is higher or lower.") from None
