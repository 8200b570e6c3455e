"""A cache of what is the same for everybody: each value is good for the second in which it was made."""

from collections.abc import Hashable, Set
from typing import Generic, NamedTuple, TypeVar

from .bounded_cache import Bounded
from .registry import register

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

SECOND = 1000


class State(NamedTuple):
    """What a value depends on: the second in which it was made, and the number of changes before."""

    second: int
    changes: int


class SecondCache(Bounded[K, tuple[State, V]], Generic[K, V]):
    """Values that are made anew in each second, and at once after a change that all have to see.

    They may name players: all of them are dropped when a player is forgotten.
    """

    def __init__(self, module: str, most: int) -> None:
        """Nothing is kept yet; ``module`` is the one that makes it."""
        super().__init__(most)
        register(self, module, most, SecondCache.forget_players)

    def put(self, key: K, state: State, value: V) -> None:
        """Keep a value; ``state`` is that from before anything was read for it."""
        self._keep(key, (state, value))

    def get(self, key: K, state: State) -> V | None:
        """The value of a key, if it was made in this very state."""
        found = self._values.get(key)
        return found[1] if found and found[0] == state else None

    def forget_players(self, _: Set[int]) -> None:
        """Keep nothing."""
        self.clear()


def state_at(now: int, changes: int) -> State:
    """The state at a time (milliseconds). A second that ends a day or a week ends what was made in it."""
    return State(now // SECOND, changes)
