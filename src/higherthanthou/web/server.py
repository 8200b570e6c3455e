"""What every page shares: the settings, the database, the clock, chance, the cookies looked up lately."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from starlette.applications import Starlette
from starlette.requests import HTTPConnection

from ..caches.bounded_cache import PlayerCache
from ..caches.sizes import COOKIES
from ..chance import Chance
from ..clock import milliseconds
from ..making.daily_making import Dailies
from ..making.makings import Makings
from ..settings import Settings
from ..store.engine.database import Database
from ..store.runs.dealing import Moment
from .http.idempotency import Turns
from .http.limits import Limits


@dataclass(frozen=True)
class Server:
    """One server; tests hand in a clock and a chance of their own.

    ``cookies`` are those looked up lately, with the ids of their players. ``forgotten`` are the players
    erased lately, of whom it keeps nothing any more.
    """

    settings: Settings
    database: Database
    secret: bytes
    now: Callable[[], int] = milliseconds
    rng: Random = field(default_factory=Chance)
    cookies: PlayerCache[str, int] = field(default_factory=lambda: PlayerCache(__name__, COOKIES))
    limits: Limits = field(default_factory=Limits)
    makings: Makings = field(default_factory=Makings)
    dailies: Dailies = field(default_factory=Dailies)
    turns: Turns = field(default_factory=Turns)
    forgotten: set[int] = field(default_factory=set)

    def moment(self) -> Moment:
        """What the rules need to know of this very moment."""
        return Moment(self.now(), self.rng, self.settings.reading_ms)


class Application(Starlette):
    """The application of one server."""

    server: Server


def server_of(request: HTTPConnection) -> Server:
    """The server that a request came to."""
    application: Application = request.scope["app"]
    return application.server
