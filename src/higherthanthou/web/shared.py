"""What pages show to everybody: read and laid out once in a second, not for each who asks."""

from collections.abc import Callable, Hashable
from typing import TypeVar

from sqlalchemy.engine import Connection

from ..caches.second_cache import state_at
from .server import Server

T = TypeVar("T")


async def shared(server: Server, key: Hashable, make: Callable[[Connection], T], anew: bool = False) -> T:
    """What ``make`` reads for a key, as it was in this second; ``anew`` to have it read now in any case.

    A change that is no move of play, such as a name that is hidden or a deck that is published, is in it at
    once in this process, and within a second in another one.
    """
    state = state_at(server.now(), server.database.changes)
    kept: T | None = None if anew else server.shared.get(key, state)
    if kept is None:
        kept = await server.database.read(make, short=True)
        server.shared.put(key, state, kept)
    return kept
