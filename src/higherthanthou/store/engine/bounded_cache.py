"""What a process keeps of players in memory between two requests: bounded, and shared by its threads."""

from collections.abc import Callable, Hashable, Set
from threading import Lock
from typing import Any, Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_every: list["Kept[Any, Any]"] = []


class Kept(Generic[K, V]):
    """Values by their keys, each of a player; of more than ``room`` those kept longest ago go first.

    The event loop and the threads that read and write use it side by side, so that each method is one step.
    """

    def __init__(self, room: int) -> None:
        """Nothing is kept yet."""
        self._room = room
        self._values: dict[K, tuple[int, V]] = {}
        self._lock = Lock()
        _every.append(self)

    def __len__(self) -> int:
        """How many values are kept."""
        return len(self._values)

    def put(self, key: K, player_id: int, value: V) -> None:
        """Keep a value of that player."""
        with self._lock:
            self._values.pop(key, None)
            if len(self._values) >= self._room:
                del self._values[next(iter(self._values))]
            self._values[key] = player_id, value

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
        with self._lock:
            self._values = {key: found for key, found in self._values.items() if not which(found[1])}

    def clear(self) -> None:
        """Keep nothing."""
        self.forget(lambda _: True)

    def forget_players(self, player_ids: Set[int]) -> None:
        """Keep nothing of these players."""
        with self._lock:
            self._values = {key: found for key, found in self._values.items() if found[0] not in player_ids}


def forget_players(player_ids: Set[int]) -> None:
    """Keep nothing of these players anywhere."""
    for kept in _every:
        kept.forget_players(player_ids)
