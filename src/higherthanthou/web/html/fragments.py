"""Macros of templates as functions that return a piece of HTML; some cache it."""

from collections.abc import Callable
from functools import lru_cache

from .pieces import Piece, made
from .render import templates

KEPT = 512
"""Each function that caches its pieces keeps this many; the least recently used are dropped first."""

Fragment = Callable[..., Piece]

_forget: list[Callable[[], None]] = []


def fragment(template: str, macro: str) -> Fragment:
    """A macro of a template as a function of the same arguments."""
    rendered: Callable[..., str] = getattr(templates.get_template(template).module, macro)
    return lambda *values: made(rendered(*values))


def kept_fragment(template: str, macro: str) -> Fragment:
    """The same with a cache by the arguments, which must be hashable."""
    kept = lru_cache(KEPT)(fragment(template, macro))
    _forget.append(kept.cache_clear)
    return kept


def forget_fragments() -> None:
    """Empty the caches of all fragments."""
    for forget in _forget:
        forget()
