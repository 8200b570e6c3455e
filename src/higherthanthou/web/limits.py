"""How much one address or one player may do in a while."""

import time
from ipaddress import IPv6Address, ip_address

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from ..settings import Settings

TOO_MANY_NEWCOMERS = "Too many newcomers from your address; please wait a while."
TOO_MANY_TRIES = "Too many tries to sign in; please wait a while."
TOO_MANY_RUNS = "Too many runs in a minute; take a breath and try again."


class TooMany(Exception):
    """Over a limit; worth another try in ``retry_after`` seconds."""

    def __init__(self, sentence: str, retry_after: int) -> None:
        """Keep the sentence for the player."""
        super().__init__(sentence)
        self.retry_after = retry_after


class NotSignedIn(Exception):
    """The page is a host's, and whoever asks has not signed in as one."""


class Limits:
    """The counters of this process."""

    def __init__(self) -> None:
        """Start with all counters at zero."""
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def expect_player(self, settings: Settings, address: str) -> None:
        """Raise TooMany if an address has brought as many new players as it may."""
        limit = RateLimitItemPerHour(settings.new_players_per_hour or 1)
        if settings.new_players_per_hour and not self._limiter.test(limit, _newcomer(address)):
            raise TooMany(TOO_MANY_NEWCOMERS, self._wait(limit, _newcomer(address)))

    def new_player(self, settings: Settings, address: str) -> None:
        """Count a new player that an address has brought."""
        if settings.new_players_per_hour:
            self._limiter.hit(RateLimitItemPerHour(settings.new_players_per_hour), _newcomer(address))

    def new_run(self, settings: Settings, player_id: int) -> None:
        """Count a run that a player opens, or raise TooMany."""
        if settings.runs_per_minute:
            limit = RateLimitItemPerMinute(settings.runs_per_minute)
            if not self._limiter.hit(limit, f"run/{player_id}"):
                raise TooMany(TOO_MANY_RUNS, self._wait(limit, f"run/{player_id}"))

    def try_password(self, address: str, name: str) -> None:
        """Count a try to sign in, or raise TooMany: 10 in 3 minutes by address, 25 an hour by account."""
        tries = (
            (RateLimitItemPerMinute(10, 3), f"password/{network_of(address)}"),
            (RateLimitItemPerHour(25), f"account/{name}"),
        )
        for limit, key in tries:
            if not self._limiter.hit(limit, key):
                raise TooMany(TOO_MANY_TRIES, self._wait(limit, key))

    def _wait(self, limit: RateLimitItem, key: str) -> int:
        """Seconds until the oldest of those counted is forgotten."""
        return max(1, round(self._limiter.get_window_stats(limit, key).reset_time - time.time()))


def _newcomer(address: str) -> str:
    return f"player/{network_of(address)}"


def network_of(address: str) -> str:
    """An address as limits see it: IPv4 whole, IPv6 by its first 64 bits."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped) if mapped else str(IPv6Address(int(parsed) >> 64 << 64))
    return str(parsed)
