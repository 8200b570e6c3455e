"""Which host is asking: the opaque cookie of a host."""

from functools import partial

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import Response

from ...store.hosts import hosts
from ...store.hosts.hosts import SESSION_AGE, Host
from ...store.players.players import belongs_to
from ...store.players.sessions import hash_token, new_token
from ..http.headers import cookie_in, headers_of
from ..http.limits import NotSignedIn
from ..server import Server, server_of
from .player_cookies import write_as_player


def cookie_name(server: Server) -> str:
    """The name of the cookie; browsers bind a __Host- one to this very host and to https."""
    return "__Host-host" if server.settings.secure else "host"


def session_hash(request: Request) -> str | None:
    """What is kept of the cookie that came with the request."""
    server = server_of(request)
    token = cookie_in(headers_of(request.scope), cookie_name(server))
    return hash_token(server.secret, token) if token else None


async def host_or_none(request: Request) -> Host | None:
    """The host who is signed in, or None."""
    server, kept = server_of(request), session_hash(request)
    if kept is None:
        return None
    return await server.database.read(partial(hosts.host_of, token_hash=kept, now=server.now()))


async def host_of(request: Request) -> Host:
    """The host who is signed in; NotSignedIn if nobody is."""
    host = await host_or_none(request)
    if host is None:
        raise NotSignedIn
    return host


async def open_session(request: Request, response: Response, host: Host) -> Response:
    """Give the browser a new cookie of this host; the one from before is good no longer.

    A browser without a player gets one, so that it is known as the host's whatever it does later.
    """
    server, token = server_of(request), new_token()
    before, kept, now = session_hash(request), hash_token(server.secret, token), server.now()

    def keep(connection: Connection, player_id: int) -> None:
        hosts.sign_in(connection, host.id, kept, now, before, player_id)

    response.set_cookie(
        cookie_name(server), token, max_age=SESSION_AGE // 1000, httponly=True, samesite="lax",
        secure=server.settings.secure,
    )  # fmt: skip
    return await write_as_player(request, keep, lambda _: response, counted=False)


async def end_session(request: Request, response: Response) -> Response:
    """Take the cookie back; the session ends on the server, too.

    The player of now may be a newer one than at the sign-in, or none after all was erased: the browser stays
    known as the host's.
    """
    server, kept, host = server_of(request), session_hash(request), await host_or_none(request)
    response.delete_cookie(cookie_name(server), httponly=True, samesite="lax", secure=server.settings.secure)
    if host is None:
        await server.database.write(partial(hosts.sign_out, token_hash=kept))
        return response

    def end(connection: Connection, player_id: int) -> None:
        belongs_to(connection, player_id, host.id)
        hosts.sign_out(connection, kept)

    return await write_as_player(request, end, lambda _: response, counted=False)
