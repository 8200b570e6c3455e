"""What a server does beside answering: the purge, dailies, seasons, its numbers, the bells of rooms."""

import asyncio
import logging
from functools import partial
from itertools import chain, repeat
from time import monotonic

from .making.season_making import quiet_moment
from .store.engine.errors import Unavailable
from .store.upkeep.purge import purge
from .threads import in_thread
from .web.html.render import load_templates
from .web.middleware import metrics
from .web.rooms import bells
from .web.server import Server
from .web.sessions.forgetting import forget_erased

HOUR, MINUTE, SOON = 3600, 60, 180
FIRST_DAY = 3
"""Seconds after the start until the first check for dailies that are due; then every minute."""

JUMP = 60
"""How far, in seconds, the clock may be corrected between two rounds before one is skipped."""

FIRST_SEEN = ("_", "base", "front/landing", "front/_", "play/", "boards/", "errors/")
"""How the names of templates begin that are loaded at the start."""

log = logging.getLogger(__name__)


async def _purge_now_and_then(server: Server) -> None:
    """Remove expired rows in small batches, soon after the start and then every hour.

    Skipped when the clock has jumped, because it may jump back.
    """
    for pause in chain([SOON], repeat(HOUR)):
        if await _clock_jumped(server, pause):
            continue
        try:
            while await server.database.write(partial(purge, now=server.now())):
                await asyncio.sleep(1)
        except Unavailable:
            continue
        except Exception:
            log.exception("the purge failed, and is tried again in an hour")


async def _clock_jumped(server: Server, pause: int) -> bool:
    """Wait so many seconds; return whether the clock was moved meanwhile."""
    before = server.now() / 1000 - monotonic()
    await asyncio.sleep(pause)
    return abs(server.now() / 1000 - monotonic() - before) > JUMP


async def _load_templates(server: Server) -> None:
    """Load what a player sees first and in a run, so that nobody waits for that in the middle of a guess."""
    await in_thread(load_templates, *FIRST_SEEN)


async def _turn_seasons(server: Server) -> None:
    """Every minute, see whether a month has begun and the deck of the season is to be made anew.

    Skipped when the clock has jumped, as the purge is.
    """
    for pause in chain([SOON], repeat(MINUTE)):
        if await _clock_jumped(server, pause) or not server.settings.season:
            continue
        try:
            quiet = partial(quiet_moment, server.database)
            await server.seasons.turn_if_due(server.database, server.settings.season, server.now, quiet)
        except Unavailable:
            continue
        except Exception:
            log.exception("the next season of a deck could not be made, and is tried again in a minute")


async def _make_dailies(server: Server) -> None:
    """Make the ten files of each day before the first player asks for them."""
    for pause in chain([FIRST_DAY], repeat(MINUTE)):
        await asyncio.sleep(pause)
        try:
            await server.dailies.make_due(server.database, server.now())
        except Unavailable:
            continue
        except Exception:
            log.exception("the files of dailies could not be made, and are tried again in a minute")


async def _forget_now_and_then(server: Server) -> None:
    """Every minute, drop cached data of players whom other processes have erased."""
    while True:
        await asyncio.sleep(MINUTE)
        try:
            await forget_erased(server)
        except Unavailable:
            continue
        except Exception:
            log.exception("erased players could not be looked up, and are in a minute")


async def _tell_numbers(server: Server) -> None:
    """Every second, publish what is waiting or open, so that several workers add up in the metrics."""
    while True:
        metrics.tell_waiting(server.database.waiting)
        metrics.tell_streams(server.streams)
        await asyncio.sleep(1)


CHORES = (
    _load_templates,
    _purge_now_and_then,
    _make_dailies,
    _turn_seasons,
    _forget_now_and_then,
    _tell_numbers,
    *bells.CHORES,
)
