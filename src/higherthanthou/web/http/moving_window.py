"""A moving window counter that keeps a key no longer than the window."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Set
from math import ceil

from ...caches.registry import register
from ...caches.sizes import COUNTED


class Window:
    """A moving window: when each key was counted within the last ``seconds``; older counts are dropped.

    For one thread only. Counting takes constant time, however many keys there are.
    """

    def __init__(
        self, seconds: int, clock: Callable[[], float], room: int = COUNTED, of_players: bool = False
    ) -> None:
        """Nothing is counted yet. ``clock`` tells seconds, and never goes back.

        Of more than ``room`` keys the one counted longest ago goes first; ``of_players`` if they are players.
        """
        self._seconds, self._clock, self._room = seconds, clock, room
        self._counted: OrderedDict[Hashable, list[float]] = OrderedDict()  # the key counted last comes last
        register(self, __name__, room, Window.forget_players if of_players else None)

    def __len__(self) -> int:
        """The number of keys held."""
        return len(self._counted)

    def wait(self, key: Hashable, most: int) -> int:
        """Whole seconds until ``key`` may be counted again if ``most`` counts are allowed; 0 if now."""
        counted = self._recent(key)
        if len(counted) < most:
            return 0
        return max(1, ceil(counted[-most] + self._seconds - self._clock()))

    def count(self, key: Hashable) -> float:
        """Count ``key`` once; return when, for ``take_back``."""
        self.sweep()
        now = self._clock()
        self._counted[key] = [*self._recent(key), now]
        self._counted.move_to_end(key)
        if len(self._counted) > self._room:
            self._counted.popitem(last=False)
        return now

    def take_back(self, key: Hashable, at: float) -> None:
        """Undo the count of ``key`` at a time."""
        counted = self._counted.get(key, [])
        if at in counted:
            counted.remove(at)
        if not counted:
            self.forget(key)

    def forget(self, key: Hashable) -> None:
        """Drop ``key``."""
        self._counted.pop(key, None)

    def forget_players(self, player_ids: Set[int]) -> None:
        """Drop the counts of these players."""
        for player_id in player_ids:
            self.forget(player_id)

    def sweep(self) -> None:
        """Drop the keys that were not counted within the window."""
        old = self._clock() - self._seconds
        while self._counted and next(iter(self._counted.values()))[-1] <= old:
            self._counted.popitem(last=False)

    def _recent(self, key: Hashable) -> list[float]:
        """The times at which ``key`` was counted within the window, oldest first."""
        old = self._clock() - self._seconds
        return [at for at in self._counted.get(key, ()) if at > old]
