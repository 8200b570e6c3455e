"""Runs: opening one, the desk, and a guess."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from sqlalchemy.engine import Connection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ...game.deal import Side
from ...game.errors import Refusal
from ...game.modes import mode_named
from ...game.reports import reason_named
from ...game.verdict import Truth
from ...store.decks import decks
from ...store.engine.errors import Missing
from ...store.players import players
from ...store.reports import sending
from ...store.runs import deciding, lifelines, opening, stars
from ...store.runs.desks import Desk, desk, open_desk
from ...store.runs.opening import Opened
from ..forms.reading import form_of, read_form
from ..html.prepared_templates import Prepared
from ..html.qr_code import address_of
from ..html.render import Page, render, wants_fragment
from ..http.headers import Headers, headers_of
from ..server import Server, server_of
from ..sessions.host_cookies import host_or_none
from ..sessions.player_cookies import known_player, player_id_of, write_as_player
from .announcements import lifeline_said, report_said, stars_said
from .table import TableView, table_view

LAST_TURN = 10**6

_part = Prepared("play/_answer.html", TableView, Truth)
_page = Prepared("play/desk.html", TableView, Truth)


async def open_run(request: Request) -> Response:
    """POST /runs: open a run of a deck and a mode."""
    server, form = server_of(request), await read_form(request)
    mode = mode_named(form.get("mode", "streak"))
    inputs, host = server.rule_inputs(), await host_or_none(request)
    known = await player_id_of(request)
    if known is not None:
        server.limits.new_run(server.settings, known)
    if mode.daily:
        await server.dailies.make_today(server.database, inputs.now, form.get("deck", ""))

    def start(connection: Connection, player_id: int) -> Opened:
        deck = decks.find(connection, form.get("deck", ""))
        if deck is None:
            raise HTTPException(404, "There is no such deck.")
        if host is not None:
            players.belongs_to(connection, player_id, host.id)
        practice = form.get("practice") == "yes"
        return opening.start(connection, player_id, deck, mode, inputs, practice)

    return await write_as_player(request, start, _begin, play=True)


def _begin(opened: Opened) -> Response:
    opening.keep(opened)
    return _to_run(opened.run_id)


def _to_run(run_id: str) -> Response:
    return RedirectResponse(f"/runs/{run_id}", 303)


async def show_run(request: Request) -> Response:
    """GET /runs/{run}: the desk, or the result."""
    server, headers = server_of(request), headers_of(request.scope)
    player_id, run_id = await _player(server, headers), request.path_params["run"]
    mine = {"player_id": player_id, "run_id": run_id}
    shown = await server.database.read(partial(_look, open_desk, **mine), short=True)
    if shown is None:
        shown = await server.database.read(partial(_look, desk, **mine))
    assert shown is not None
    view = _view(request, server, shown[0])
    view = view._replace(turn=view.turn._replace(reported=shown[1]))
    return Page((_part if wants_fragment(headers) else _page).render(view))


async def result_shown(request: Request, player_id: int, run_id: str) -> TableView:
    """The table of a run that is over."""
    server = server_of(request)
    shown = await server.database.read(partial(desk, player_id=player_id, run_id=run_id))
    return _view(request, server, shown)


def _look(
    read: Callable[[Connection, int, str], Desk | None], connection: Connection, player_id: int, run_id: str
) -> tuple[Desk, str] | None:
    """A desk, and for which reason the player has reported the file judged last."""
    shown = read(connection, player_id, run_id)
    return shown and (shown, sending.reported_last(connection, shown))


class Post(NamedTuple):
    """A form posted to a run: everything that its handlers need of the request, taken from it once."""

    server: Server
    player_id: int
    run_id: str
    turn: int
    form: dict[str, str]
    wants_fragment: bool


async def _read_post(request: Request, named: str = "turn") -> Post:
    """Read the form of a run; the field that tells the turn is ``named`` so."""
    server, headers = server_of(request), headers_of(request.scope)
    form = await form_of(request, headers, server.settings.body_seconds)
    player_id, turn = await _player(server, headers), _turn(form.get(named, ""))
    return Post(server, player_id, request.path_params["run"], turn, form, wants_fragment(headers))


async def decide(request: Request) -> Response:
    """POST /runs/{run}/guesses: judge the file on the desk."""
    server, player_id, run_id, turn, form, _ = post = await _read_post(request)
    side, inputs = _side(form.get("guess", "")), server.rule_inputs()
    decision = await server.database.write(
        lambda connection: deciding.decide(connection, player_id, run_id, turn, side, inputs, form),
        short=True,
        play=True,
    )
    deciding.keep(decision)
    return _answer(request, post, decision.desk)


async def use_lifeline(request: Request) -> Response:
    """POST /runs/{run}/lifelines: use a lifeline on the file on the desk."""
    server, player_id, run_id, turn, form, _ = post = await _read_post(request)
    kind, inputs = form.get("kind", ""), server.rule_inputs()
    shown = await server.database.write(
        lambda connection: lifelines.use(connection, player_id, run_id, turn, kind, inputs), play=True
    )
    return _answer(request, post, shown, lifeline_said(shown, kind))


async def give_stars(request: Request) -> Response:
    """POST /runs/{run}/stars: give stars to a file that was judged."""
    server, player_id, run_id, turn, form, _ = post = await _read_post(request)
    given, now = _stars(form.get("stars", "")), server.now()
    shown = await server.database.write(
        lambda connection: stars.give(connection, player_id, run_id, turn, given, now), play=True
    )
    return _answer(request, post, shown, stars_said(shown))


async def report_file(request: Request) -> Response:
    """POST /runs/{run}/reports: report a file that was judged, once."""
    server, player_id, run_id, turn, form, fragment = await _read_post(request, "judged")
    reason, now = reason_named(form.get("reason", "")), server.now()
    server.limits.new_report(server.settings, player_id)
    kept = await server.database.write(
        lambda connection: sending.report(connection, player_id, run_id, turn, reason, now), play=True
    )
    if not fragment:
        return RedirectResponse(f"/runs/{run_id}#report", 303)
    shown = {"action": f"/runs/{run_id}", "reported": kept}
    said, verdict = report_said(kept), {"turn": turn}
    return render(request, "play/_report.html", turn=shown, verdict=verdict, said=said)


async def _player(server: Server, headers: Headers) -> int:
    player_id = await known_player(server, headers)
    if player_id is None:
        raise Missing
    return player_id


def _answer(request: Request, post: Post, shown: Desk, said: str = "") -> Response:
    """The table as a fragment, or the way back to its page."""
    if post.wants_fragment:
        return Page(_part.render(_view(request, post.server, shown, said)))
    return _to_run(shown.run_id)


def _view(request: Request, server: Server, shown: Desk, said: str = "") -> TableView:
    address = "" if shown.file else address_of(request)  # only a result tells it
    return table_view(shown, server.settings, server.now(), said, address)


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
