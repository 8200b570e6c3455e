"""Who is asking: the opaque cookie that stands for a player, and how a newcomer gets one."""

from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from typing import TypeVar

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import Response

from ...caches.registry import forget_players
from ...store.engine.errors import Missing
from ...store.players.players import add_player, is_there
from ...store.players.sessions import cookie_of, hash_token, new_token, player_of
from ..http.headers import Headers, cookie_in, headers_of
from ..middleware.guards import address_of
from ..server import Server, server_of

T = TypeVar("T")
YEAR = 365 * 24 * 3600


def cookie_name(server: Server) -> str:
    """The name of the cookie; browsers bind a __Host- one to this very host and to https."""
    return "__Host-player" if server.settings.secure else "player"


async def player_id_of(request: Request) -> int | None:
    """The id of the player whose cookie came with the request, or None."""
    return await known_player(server_of(request), headers_of(request.scope))


async def known_player(server: Server, headers: Headers) -> int | None:
    """The id of the player whose cookie is in the headers, or None."""
    cookie = cookie_in(headers, cookie_name(server))
    if not cookie:
        return None
    known = server.cookies.get(cookie)
    if known is None:
        forgotten = server.cookies.forgotten
        whose = partial(player_of, secret=server.secret, cookie=cookie)
        known = await server.database.read(whose, short=True)
        if known is not None and forgotten == server.cookies.forgotten:  # nobody was erased meanwhile
            server.cookies.put(cookie, known, known)
    return known


async def write_as_player(
    request: Request,
    fn: Callable[[Connection, int], T],
    respond: Callable[[T], Response],
    counted: bool = True,
    play: bool = False,
) -> Response:
    """Run a write for whoever asks, making a player and a cookie first if it is a newcomer.

    ``counted`` is whether the newcomer is one of those whom an address may make in an hour, ``play`` whether
    it is a move of play (``Database.write``).
    """
    server = server_of(request)
    player_id = await known_player(server, headers_of(request.scope))
    if player_id is not None:
        try:
            write = server.database.write(lambda connection: fn(connection, player_id), play=play)
            return respond(await write)
        except Missing:
            if not await _is_gone(server, player_id):
                raise
    address = address_of(request.scope, server.settings)
    with server.limits.newcomer(server.settings, address) if counted else nullcontext():
        return await _write_as_newcomer(server, fn, respond, play)


async def _is_gone(server: Server, player_id: int) -> bool:
    """Whether a player is no longer there: erased by another process, or lost with the end of a database.

    Then nothing is kept of the player here either, so that whoever still has the cookie is a newcomer.
    """
    if await server.database.read(partial(is_there, player_id=player_id)):
        return False
    forget_players({player_id})
    return True


async def _write_as_newcomer(
    server: Server, fn: Callable[[Connection, int], T], respond: Callable[[T], Response], play: bool
) -> Response:
    """Make a player and a cookie, and run the write for that player in the same transaction."""
    token = new_token()
    token_hash, now = hash_token(server.secret, token), server.now()
    admitted: list[int] = []

    def admit(connection: Connection) -> T:
        admitted.append(add_player(connection, token_hash, now, server.rng))
        return fn(connection, admitted[-1])

    result = await server.database.write(admit, play=play)
    response = respond(result)
    player_id = admitted[-1]
    cookie = cookie_of(server.secret, token, player_id)
    server.cookies.put(cookie, player_id, player_id)
    keep_cookie(server, response, cookie)
    return response


def keep_cookie(server: Server, response: Response, cookie: str) -> None:
    """Give the browser its cookie."""
    response.set_cookie(
        cookie_name(server),
        cookie,
        max_age=YEAR,
        httponly=True,
        samesite="lax",
        secure=server.settings.secure,
    )


def drop_cookie(server: Server, response: Response) -> None:
    """Take the cookie back."""
    response.delete_cookie(cookie_name(server), httponly=True, samesite="lax", secure=server.settings.secure)
