"""Work on passwords, a few at a time, and the tries at one, counted for every process together.

A try is counted in the database when it is worked on, so a flood of tries is no flood of writes. What this
process has counted too often itself is refused before that.
"""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from anyio import CapacityLimiter
from starlette.requests import Request

from ...accounts.credentials import is_password
from ...game.names.alias import alias_key
from ...store.hosts import hosts, sign_in_tries
from ...store.hosts.hosts import Host
from ...store.hosts.sign_in_tries import Limit
from ...store.players.sessions import hash_token
from ...threads import in_thread
from ..http.limits import HOUR, TRIES_OF_ACCOUNT, TRIES_OF_ADDRESS, TRIES_WITHIN, network_of, refuse_try
from ..middleware.guards import address_of
from ..server import Server, server_of

T = TypeVar("T")

AT_ONCE = 2
"""So many passwords are worked on at a time: each takes 64 MiB."""

_slots = CapacityLimiter(AT_ONCE)


async def work(fn: Callable[..., T], *arguments: object) -> T:
    """Run work on a password in a thread, a few at a time."""
    return await in_thread(partial(fn, *arguments), limiter=_slots)


async def try_password(request: Request, name: str, password: str) -> tuple[Host, str] | None:
    """The host of that name and the hash of the password, if it is this one; TooMany after too many tries.

    It takes the same work, whether there is such a host or not.
    """
    server, name = server_of(request), name[:200]
    network, account = network_of(address_of(request.scope, server.settings)), alias_key(name)[:200]
    server.limits.try_password(network, account)
    found = await server.database.read(partial(hosts.credentials, name=name))
    async with _slots:
        await _count(server, network, account)
        right = await in_thread(is_password, password, found[1] if found else None)
    return found if right else None


async def _count(server: Server, network: str, account: str) -> None:
    """Count a try in the database; no page shows it, so it counts as play."""
    limits = (
        Limit(hash_token(server.secret, f"address {network}"), TRIES_OF_ADDRESS, TRIES_WITHIN * 1000),
        Limit(hash_token(server.secret, f"account {account}"), TRIES_OF_ACCOUNT, HOUR * 1000),
    )
    counted = partial(sign_in_tries.count, limits=limits, now=server.now())
    refuse_try(await server.database.write(counted, play=True))
