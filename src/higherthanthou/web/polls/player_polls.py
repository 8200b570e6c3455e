"""The poll of a deck, as its players answer it: a page of its own that needs no account."""

from functools import partial
from typing import NamedTuple

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ...game.errors import Refusal
from ...game.polls.statements import read_answer
from ...game.rooms.code import read_code
from ...store.decks import decks
from ...store.decks.decks import Deck
from ...store.engine.errors import Missing
from ...store.players.players import own_score
from ...store.polls import answers, polls
from ...store.polls.polls import Poll
from ..forms.reading import read_form
from ..html.render import render
from ..server import server_of
from ..sessions.player_cookies import player_id_of, write_as_player
from .poll_codes import limit_poll_codes
from .poll_view import PollForm, ResultView, form_for, result_view

NEXT_STAGE = "The poll has gone on meanwhile; this is how it stands now."


class PollPage(NamedTuple):
    """A poll for somebody: the form while it goes on, the result afterwards."""

    poll: Poll
    deck: Deck
    form: PollForm | None
    result: ResultView | None


async def show_poll(request: Request) -> Response:
    """GET /polls/{code}: the two statements, or what came of them."""
    return await _page(request)


async def _page(request: Request, typed: dict[str, str] | None = None, error: str = "") -> Response:
    code, player_id = await _code(request), await player_id_of(request)
    read = partial(_read, code=code, player_id=player_id, typed=typed)
    page = await server_of(request).database.read(read)
    return render(request, "polls/poll.html", 422 if error else 200, unlisted=True, page=page, error=error)


async def _code(request: Request) -> str:
    """The code in the path, if the address may try one more."""
    code = read_code(request.path_params["code"]) or ""
    await limit_poll_codes(request, code)
    return code


def _read(connection: Connection, code: str, player_id: int | None, typed: dict[str, str] | None) -> PollPage:
    poll = _found(connection, code)
    deck = decks.by_id(connection, poll.deck_id or 0)
    if deck is None:
        raise Missing
    if poll.moment is None:
        result = answers.result(connection, poll)
        return PollPage(poll, deck, None, result_view(result) if result else None)
    own = None if player_id is None else answers.own_answer(connection, poll, player_id, poll.moment)
    return PollPage(poll, deck, form_for(poll.moment, own, typed), None)


def _found(connection: Connection, code: str) -> Poll:
    poll = polls.find(connection, code)
    if poll is None:
        raise Missing
    return poll


async def answer(request: Request) -> Response:
    """POST /polls/{code}: fields ``first`` and ``second``, 0 to 10, and ``moment`` as the form named it."""
    code, form = await _code(request), await read_form(request)

    def keep(connection: Connection, player_id: int) -> str:
        poll, given = _found(connection, code), read_answer(form)
        if poll.moment is None or form.get("moment", poll.moment) != poll.moment:
            raise Refusal(NEXT_STAGE)
        own_score(connection, player_id)
        answers.keep(connection, poll, player_id, poll.moment, given)
        return f"/polls/{poll.code}"

    try:
        return await write_as_player(request, keep, lambda path: RedirectResponse(path, 303), play=True)
    except Refusal as refusal:
        return await _page(request, form, str(refusal))
