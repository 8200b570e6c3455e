"""The server as every page sees it: settings, database, clock, chance, limits and caches."""

from collections import OrderedDict
from collections.abc import Callable, Set
from dataclasses import dataclass, field
from random import Random

from starlette.applications import Starlette
from starlette.requests import HTTPConnection

from ..chance import Chance
from ..clock import milliseconds
from ..making.daily_making import Dailies
from ..making.makings import Makings
from ..settings import Settings
from ..store.engine.database import Database
from ..store.runs.dealing import RuleInputs
from .http.idempotency import Turns
from .http.limits import Limits

COOKIES = 20_000


class KnownCookies:
    """Cache of cookies and the players they belong to; the least recently used are dropped first.

    Only the event loop uses it.
    """

    def __init__(self, room: int = COOKIES) -> None:
        """Keep at most ``room`` cookies. ``forgotten`` counts the players that were forgotten."""
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
    """One server process; tests hand in a clock and a source of chance.

    ``forgotten`` are players who were erased a short while ago and are in no cache any more.
    """

    settings: Settings
    database: Database
    secret: bytes
    now: Callable[[], int] = milliseconds
    rng: Random = field(default_factory=Chance)
    cookies: KnownCookies = field(default_factory=KnownCookies)
    limits: Limits = field(default_factory=Limits)
    makings: Makings = field(default_factory=Makings)
    dailies: Dailies = field(default_factory=Dailies)
    turns: Turns = field(default_factory=Turns)
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
