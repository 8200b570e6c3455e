"""Wrong codes of polls are limited as those of rooms are, by the same counter."""

from functools import partial

from sqlalchemy.engine import Connection
from starlette.requests import Request

from ...game.polls.statements import Moment
from ...store.polls import answers, polls
from ...store.polls.polls import Poll
from ..http.headers import headers_of
from ..http.limits import TooMany
from ..middleware.guards import address_of
from ..server import server_of
from ..sessions.player_cookies import known_player


async def limit_poll_codes(request: Request, code: str) -> None:
    """Count a code of no poll; TooMany if the address has tried many, whether this one is right or not.

    A school is one address, so whoever has answered is let in all the same until the poll is closed.
    """
    server = server_of(request)
    found = await server.database.read(partial(polls.find, code=code), short=True)
    try:
        server.limits.try_code(address_of(request.scope, server.settings), found is not None)
    except TooMany:
        player_id = await known_player(server, headers_of(request.scope))
        if found is None or player_id is None:
            raise
        if not await server.database.read(
            partial(_has_answered, poll=found, player_id=player_id), short=True
        ):
            raise


def _has_answered(connection: Connection, poll: Poll, player_id: int) -> bool:
    return any(answers.own_answer(connection, poll, player_id, moment) for moment in Moment)
