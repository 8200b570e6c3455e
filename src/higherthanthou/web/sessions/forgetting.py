"""Players who are no longer there: a process keeps nothing of them in its memory either."""

from functools import partial

from ...caches.registry import forget_players
from ...store.players import players
from ..server import Server

LATELY = 600_000
"""So many milliseconds are looked back for players whom another process has erased; its clock may be late."""


async def forget_erased(server: Server) -> None:
    """Forget, once, whom this process or another one has erased lately, and what no limit counts any more."""
    server.limits.sweep()
    since = server.now() - LATELY
    erased = await server.database.read(partial(players.erased_since, since=since))
    if new := erased - server.forgotten:
        forget_players(new)
    server.forgotten.intersection_update(erased)
    server.forgotten.update(new)
