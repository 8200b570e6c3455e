"""The server as every page sees it: settings, database, clock, chance, limits and caches."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from starlette.applications import Starlette
from starlette.requests import HTTPConnection

from ..authoring.link_pictures.drawer import Drawer
from ..caches.bounded_cache import PlayerCache
from ..caches.second_cache import SecondCache
from ..caches.sizes import COOKIES, SHARED_PAGES
from ..chance import Chance
from ..clock import milliseconds
from ..making.daily_making import Dailies
from ..making.fill_jobs import FillJobs
from ..making.season_making import Seasons
from ..settings import Settings
from ..store.engine.database import Database
from ..store.runs.dealing import RuleInputs
from .http.idempotency import NameLocks
from .http.limits import Limits
from .http.streams import Streams


@dataclass(frozen=True)
class Server:
    """One server process; tests hand in a clock and a source of chance.

    ``shared`` holds what pages show to everybody, for a second. ``forgotten`` are players who were erased a
    short while ago and are in no cache any more.
    """

    settings: Settings
    database: Database
    secret: bytes
    now: Callable[[], int] = milliseconds
    rng: Random = field(default_factory=Chance)
    cookies: PlayerCache[str, int] = field(default_factory=lambda: PlayerCache(__name__, COOKIES))
    shared: SecondCache[Any, Any] = field(default_factory=lambda: SecondCache(__name__, SHARED_PAGES))
    limits: Limits = field(default_factory=Limits)
    drawer: Drawer = field(default_factory=Drawer)
    fill_jobs: FillJobs = field(default_factory=FillJobs)
    dailies: Dailies = field(default_factory=Dailies)
    seasons: Seasons = field(default_factory=Seasons)
    name_locks: NameLocks = field(default_factory=NameLocks)
    streams: Streams = field(default_factory=Streams)
    forgotten: set[int] = field(default_factory=set)

    def rule_inputs(self) -> RuleInputs:
        """What the rules are handed at this moment."""
        return RuleInputs(self.now(), self.rng, self.settings.reading_ms)


class Application(Starlette):
    """The application of one server."""

    server: Server


def server_of(request: HTTPConnection) -> Server:
    """The server of a request."""
    application: Application = request.scope["app"]
    return application.server
