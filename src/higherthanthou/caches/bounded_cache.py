"""A cache of values by their keys; when it is full, those put in longest ago go first.

The event loop and the threads that read and write use it side by side, so each method is one step.
"""

from collections.abc import Callable, Hashable, Set
from threading import Lock
from typing import Generic, TypeVar

from .registry import register

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Bounded(Generic[K, V]):
    """What is kept, in the order in which it was put in."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: dict[K, V] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        """How many values are kept."""
        return len(self._values)

    def clear(self) -> None:
        """Keep nothing."""
        self._drop(lambda _: True)

    def _keep(self, key: K, value: V) -> None:
        with self._lock:
            self._values.pop(key, None)
            if len(self._values) >= self._most:
                del self._values[next(iter(self._values))]
            self._values[key] = value

    def _drop(self, which: Callable[[V], bool]) -> None:
        with self._lock:
            self._values = {key: value for key, value in self._values.items() if not which(value)}


class BoundedCache(Bounded[K, V]):
    """Values that are the same for everybody."""

    def __init__(self, module: str, most: int) -> None:
        """Nothing is kept yet; ``module`` is the one that makes it."""
        super().__init__(most)
        register(self, module, most)

    def put(self, key: K, value: V) -> None:
        """Keep a value."""
        self._keep(key, value)

    def get(self, key: K) -> V | None:
        """The value of a key, if it is kept."""
        return self._values.get(key)


class PlayerCache(Bounded[K, tuple[int, V]]):
    """Values of which each is a player's, and is forgotten with that player.

    ``forgotten`` counts how often players were: what was read before that may be of one of them.
    """

    def __init__(self, module: str, most: int) -> None:
        """Nothing is kept yet; ``module`` is the one that makes it."""
        super().__init__(most)
        self.forgotten = 0
        register(self, module, most, PlayerCache.forget_players)

    def put(self, key: K, player_id: int, value: V) -> None:
        """Keep a value of that player."""
        self._keep(key, (player_id, value))

    def get(self, key: K) -> V | None:
        """The value of a key, if it is kept."""
        found = self._values.get(key)
        return found[1] if found else None

    def pop(self, key: K) -> V | None:
        """The same, and keep it no more: whoever takes it has it alone."""
        with self._lock:
            found = self._values.pop(key, None)
        return found[1] if found else None

    def forget(self, which: Callable[[V], bool]) -> None:
        """Keep no more whatever this is true of."""
        self._drop(lambda found: which(found[1]))

    def forget_players(self, player_ids: Set[int]) -> None:
        """Keep nothing of these players."""
        self.forgotten += 1
        self._drop(lambda found: found[0] in player_ids)
