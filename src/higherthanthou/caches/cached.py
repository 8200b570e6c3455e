"""A cache of what a function returned for its arguments; when it is full, those used longest ago go first."""

from collections.abc import Callable, Set
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from .registry import register

if TYPE_CHECKING:
    from functools import _lru_cache_wrapper

T = TypeVar("T")


def cached(most: int, of_players: bool = False) -> "Callable[[Callable[..., T]], _lru_cache_wrapper[T]]":
    """Keep ``most`` results of a function.

    ``of_players`` says that something of players is in them. Nobody can tell of whom, so all of them go when
    one player is forgotten.
    """

    def keep(function: Callable[..., T]) -> "_lru_cache_wrapper[T]":
        kept = lru_cache(most)(function)
        register(kept, function.__module__, most, _clear if of_players else None)
        return kept

    return keep


def _clear(kept: "_lru_cache_wrapper[T]", _: Set[int]) -> None:
    kept.cache_clear()
