"""Players who are no longer there: a process keeps nothing of them in its memory either."""

from collections.abc import Set
from functools import partial

from ...store.engine import bounded_cache
from ...store.players import players
from ..html.fragments import forget_fragments
from ..http.headers import forget_cookies
from ..server import Server

LATELY = 600_000
"""So many milliseconds are looked back for players whom another process has erased; its clock may be late."""


def forget(server: Server, player_ids: Set[int]) -> None:
    """Keep nothing of these players: cookies, counts, runs as they were left, the names of judged files."""
    server.cookies.forget(player_ids)
    server.limits.forget(player_ids)
    bounded_cache.forget_players(player_ids)
    forget_cookies()
    forget_fragments()


async def forget_erased(server: Server) -> None:
    """Forget, once, whom this process or another one has erased lately, and what no limit counts any more."""
    server.limits.sweep()
    since = server.now() - LATELY
    erased = await server.database.read(partial(players.erased_since, since=since))
    if new := erased - server.forgotten:
        forget(server, new)
    server.forgotten.intersection_update(erased)
    server.forgotten.update(new)
