"""What every page shares: the settings, the database, the clock, chance, and the cookies known to be good."""

from collections import OrderedDict
from collections.abc import Callable, Set
from dataclasses import dataclass, field
from random import Random

from starlette.applications import Starlette
from starlette.requests import HTTPConnection

from ..chance import Chance
from ..clock import milliseconds
from ..making.daily_making import Dailies
from ..making.fill_jobs import FillJobs
from ..settings import Settings
from ..store.engine.database import Database
from ..store.runs.dealing import Moment
from .http.idempotency import NameLocks
from .http.limits import Limits

COOKIES = 20_000


class KnownCookies:
    """The cookies looked up lately and whose they are; bounded, the least recent forgotten first.

    For the event loop alone, as the limits are.
    """

    def __init__(self, room: int = COOKIES) -> None:
        """Keep at most ``room`` of them. ``forgotten`` counts the players that were forgotten."""
        self._players: OrderedDict[str, int] = OrderedDict()
        self.forgotten = 0
        self._room = room

    def get(self, token: str) -> int | None:
        """The player of a cookie, if it is known."""
        player = self._players.get(token)
        if player is not None:
            self._players.move_to_end(token)
        return player

    def put(self, token: str, player: int) -> None:
        """Remember whose cookie this is."""
        self._players[token] = player
        if len(self._players) > self._room:
            self._players.popitem(last=False)

    def forget(self, players: Set[int]) -> None:
        """Forget every cookie of these players."""
        self.forgotten += len(players)
        for token in [token for token, owner in self._players.items() if owner in players]:
            del self._players[token]


@dataclass(frozen=True)
class Server:
    """One server; tests hand in a clock and a chance of their own.

    ``forgotten`` are the players erased lately of whom it keeps nothing any more.
    """

    settings: Settings
    database: Database
    secret: bytes
    now: Callable[[], int] = milliseconds
    rng: Random = field(default_factory=Chance)
    cookies: KnownCookies = field(default_factory=KnownCookies)
    limits: Limits = field(default_factory=Limits)
    fill_jobs: FillJobs = field(default_factory=FillJobs)
    dailies: Dailies = field(default_factory=Dailies)
    name_locks: NameLocks = field(default_factory=NameLocks)
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
