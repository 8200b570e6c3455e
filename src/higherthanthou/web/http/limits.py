"""Rate limits for addresses, players and accounts."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import IPv4Address, IPv6Address, ip_address
from math import ceil

from ...settings import Settings
from .moving_window import Window

MINUTE, HOUR = 60, 3600
TRIES_OF_ADDRESS, TRIES_OF_ACCOUNT = 10, 25
TRIES_WITHIN = 3 * MINUTE
"""Tries to sign in: from an address in 3 minutes, and for an account in an hour."""

WRONG_CODES, WRONG_TICKETS, TRIES_OF_TICKET = 30, 10, 20
"""Codes of no room or poll, wrong tickets: from an address in a minute; for a guest's ticket in an hour."""

ROOMS_OF_PLAYER = 30
"""Rooms that a player opens in an hour."""

CHALLENGES_OF_PLAYER = 30
"""Challenges that a player makes in an hour."""
LINKS_OF_PLAYER = 30
"""Public pages of results that a player makes in an hour."""

TOO_MANY_NEWCOMERS = "Too many newcomers from your address; please wait a while."
TOO_MANY_TRIES = "Too many tries to sign in; please wait a while."
TOO_MANY_REPORTS = "Too many reports in an hour; what you have sent is being looked at."
TOO_MANY_CODES = "Too many codes of no room or poll from your address; please wait a minute."
TOO_MANY_TICKETS = "Too many wrong tickets; please wait a while, or ask whoever opened the room."
TOO_MANY_ROOMS = "Too many rooms in an hour; please use one that you have opened."
TOO_MANY_CHALLENGES = "Too many challenges in an hour; please send one that you have made."
TOO_MANY_LINKS = "Too many public links in an hour; those that you have made go on."
TOO_MANY_RUNS = "Too many runs in a minute; take a breath and try again."


class TooMany(Exception):
    """Over a limit; try again in ``retry_after`` seconds."""

    def __init__(self, sentence: str, retry_after: int) -> None:
        """Keep the sentence for the player."""
        super().__init__(sentence)
        self.retry_after = retry_after


class NotSignedIn(Exception):
    """The page is for hosts, and nobody has signed in."""


class Limits:
    """The counters of this process, for its event loop."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Start with all counters at zero."""
        self._newcomers, self._runs = Window(HOUR, clock), Window(MINUTE, clock, of_players=True)
        self._reports = Window(HOUR, clock, of_players=True)
        self._addresses, self._accounts = Window(TRIES_WITHIN, clock), Window(HOUR, clock)
        self._codes, self._tickets = Window(MINUTE, clock), Window(MINUTE, clock)
        self._ticket_tries, self._rooms = Window(HOUR, clock), Window(HOUR, clock, of_players=True)
        self._challenges = Window(HOUR, clock, of_players=True)
        self._links = Window(HOUR, clock, of_players=True)

    def __len__(self) -> int:
        """The number of addresses, players and accounts held."""
        return sum(map(len, self._windows()))

    @contextmanager
    def newcomer(self, settings: Settings, address: str) -> Iterator[None]:
        """Count a new player from an address while it is being added, or raise TooMany.

        Counting first keeps simultaneous requests within the limit; if adding fails, the count is taken back.
        """
        if not settings.new_players_per_hour:
            yield
            return
        network = network_of(address)
        _refuse(self._newcomers.wait(network, settings.new_players_per_hour), TOO_MANY_NEWCOMERS)
        at = self._newcomers.count(network)
        try:
            yield
        except BaseException:
            self._newcomers.take_back(network, at)
            raise

    def new_run(self, settings: Settings, player_id: int) -> None:
        """Count a new run of a player, or raise TooMany."""
        if settings.runs_per_minute:
            _refuse(self._runs.wait(player_id, settings.runs_per_minute), TOO_MANY_RUNS)
            self._runs.count(player_id)

    def new_report(self, settings: Settings, player_id: int) -> None:
        """Count a report of a player, or raise TooMany."""
        if settings.reports_per_hour:
            _refuse(self._reports.wait(player_id, settings.reports_per_hour), TOO_MANY_REPORTS)
            self._reports.count(player_id)

    def try_password(self, network: str, name: str) -> None:
        """Count a try to sign in, or raise TooMany."""
        _refuse(self._addresses.wait(network, TRIES_OF_ADDRESS), TOO_MANY_TRIES)
        self._addresses.count(network)
        _refuse(self._accounts.wait(name, TRIES_OF_ACCOUNT), TOO_MANY_TRIES)
        self._accounts.count(name)

    def try_code(self, address: str, found: bool) -> None:
        """Count a code if it is of no room, or of no poll; or raise TooMany, whether it is of one or not.

        So whoever has tried many codes is not told which of the next ones are right.
        """
        network = network_of(address)
        _refuse(self._codes.wait(network, WRONG_CODES), TOO_MANY_CODES)
        if not found:
            self._codes.count(network)

    @contextmanager
    def ticket(self, address: str, room_id: int, number: int) -> Iterator[None]:
        """Count a ticket while it is tried, or raise TooMany; a right one is taken back."""
        network, guest = network_of(address), f"{room_id}/{number}"
        _refuse(self._tickets.wait(network, WRONG_TICKETS), TOO_MANY_TICKETS)
        _refuse(self._ticket_tries.wait(guest, TRIES_OF_TICKET), TOO_MANY_TICKETS)
        counted = self._tickets.count(network), self._ticket_tries.count(guest)
        yield
        self._tickets.take_back(network, counted[0])
        self._ticket_tries.take_back(guest, counted[1])

    def new_room(self, player_id: int) -> None:
        """Count a room that a player opens, or raise TooMany."""
        _refuse(self._rooms.wait(player_id, ROOMS_OF_PLAYER), TOO_MANY_ROOMS)
        self._rooms.count(player_id)

    def new_challenge(self, player_id: int) -> None:
        """Count a challenge that a player makes, or raise TooMany."""
        _refuse(self._challenges.wait(player_id, CHALLENGES_OF_PLAYER), TOO_MANY_CHALLENGES)
        self._challenges.count(player_id)

    def new_link(self, player_id: int) -> None:
        """Count a link that a player makes, or raise TooMany."""
        _refuse(self._links.wait(player_id, LINKS_OF_PLAYER), TOO_MANY_LINKS)
        self._links.count(player_id)

    def sweep(self) -> None:
        """Drop every count that is no longer within its window."""
        for window in self._windows():
            window.sweep()

    def _windows(self) -> tuple[Window, ...]:
        return (
            self._newcomers, self._runs, self._reports, self._addresses, self._accounts, self._codes,
            self._tickets, self._ticket_tries, self._rooms, self._challenges, self._links,
        )  # fmt: skip


def refuse_try(wait: int) -> None:
    """TooMany if another try to sign in has to wait so many milliseconds."""
    _refuse(ceil(wait / 1000), TOO_MANY_TRIES)


def _refuse(wait: int, sentence: str) -> None:
    if wait:
        raise TooMany(sentence, wait)


def plain_address(text: str) -> IPv4Address | IPv6Address:
    """Parse an address; ValueError if it is none.

    An IPv4-mapped IPv6 address, as seen by a socket bound to ``::``, becomes the IPv4 address.
    """
    parsed = ip_address(text)
    return (isinstance(parsed, IPv6Address) and parsed.ipv4_mapped) or parsed


def network_of(address: str) -> str:
    """The key of an address for limits: IPv4 whole, IPv6 by its first 64 bits."""
    try:
        parsed = plain_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(IPv6Address(int(parsed) >> 64 << 64))
    return str(parsed)
