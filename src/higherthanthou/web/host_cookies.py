"""Which host is asking: the opaque cookie of a host, and work on passwords in a few threads of its own."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import Response

from ..store import hosts
from ..store.hosts import SESSION_AGE, Host
from ..store.players import hash_token, new_token
from .cookies import player_id_of
from .headers import cookie_of
from .limits import NotSignedIn
from .server import Server, server_of

T = TypeVar("T")

AT_ONCE = 2
"""So many passwords are worked on at a time: each takes 64 MiB."""

_slots = CapacityLimiter(AT_ONCE)


def cookie_name(server: Server) -> str:
    """The name of the cookie; browsers bind a __Host- one to this very host and to https."""
    return "__Host-host" if server.settings.secure else "host"


def session_hash(request: Request) -> str | None:
    """What is kept of the cookie that came with the request."""
    server = server_of(request)
    token = cookie_of(request, cookie_name(server))
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


async def open_session(request: Request, response: Response, host: Host) -> None:
    """Give the browser a new cookie of this host; the one from before is good no longer."""
    server, token = server_of(request), new_token()
    player_id = await player_id_of(request)
    before, kept, now = session_hash(request), hash_token(server.secret, token), server.now()

    def keep(connection: Connection) -> None:
        hosts.sign_in(connection, host.id, kept, now, before, player_id)

    await server.database.write(keep)
    response.set_cookie(
        cookie_name(server), token, max_age=SESSION_AGE // 1000, httponly=True, samesite="lax",
        secure=server.settings.secure,
    )  # fmt: skip


def drop_session(request: Request, response: Response) -> None:
    """Take the cookie back."""
    server = server_of(request)
    response.delete_cookie(cookie_name(server), httponly=True, samesite="lax", secure=server.settings.secure)


async def work(fn: Callable[..., T], *arguments: object) -> T:
    """Run work on a password in a thread, a few at a time."""
    return await to_thread.run_sync(partial(fn, *arguments), limiter=_slots)
