"""Macros of templates as functions that return a piece of HTML; some cache it."""

from collections.abc import Callable

from ...caches.cached import cached
from ...caches.sizes import RUNS
from .pieces import Piece, made
from .render import templates

Fragment = Callable[..., Piece]


def fragment(template: str, macro: str) -> Fragment:
    """A macro of a template as a function of the same arguments."""
    rendered: Callable[..., str] = getattr(templates.get_template(template).module, macro)
    return lambda *values: made(rendered(*values))


def kept_fragment(template: str, macro: str) -> Fragment:
    """The same with a cache by the arguments, which must be hashable."""
    return cached(RUNS, of_players=True)(fragment(template, macro))
