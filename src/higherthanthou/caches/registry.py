"""Every cache of this process: whose module it belongs to, how much it keeps, and how it forgets a player."""

from collections.abc import Callable, Set
from threading import Lock
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

Forget = Callable[[Any, Set[int]], None]
"""Takes a cache and the ids of players of whom it is to keep nothing."""


class Registered(NamedTuple):
    """A cache: the module that made it, its size, and how it forgets players, if it keeps anything of any."""

    module: str
    most: int
    forget: Forget | None


_caches: WeakKeyDictionary[object, Registered] = WeakKeyDictionary()
_lock = Lock()


def register(cache: object, module: str, most: int, forget: Forget | None = None) -> None:
    """Note a cache for as long as somebody holds it."""
    with _lock:
        _caches[cache] = Registered(module, most, forget)


def every() -> list[tuple[object, Registered]]:
    """Every cache that there is now."""
    with _lock:
        return list(_caches.items())


def forget_players(player_ids: Set[int]) -> None:
    """Keep nothing of these players in any cache of this process."""
    for cache, registered in every():
        if registered.forget is not None:
            registered.forget(cache, player_ids)
