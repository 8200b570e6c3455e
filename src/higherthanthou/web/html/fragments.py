"""Macros of templates as functions that return a piece of HTML; some cache it."""

from collections.abc import Callable

from ...caches.cached import cached
from ...caches.sizes import RUNS
from .pieces import Piece, made
from .render import templates

Fragment = Callable[..., Piece]


def fragment(template: str, macro: str) -> Fragment:
    """A macro of a template, which is loaded when it is first called, as a function of the same arguments."""

    def rendered(*values: object) -> Piece:
        return made(getattr(templates.get_template(template).module, macro)(*values))

    return rendered


def kept_fragment(template: str, macro: str) -> Fragment:
    """The same with a cache by the arguments, which must be hashable."""
    return cached(RUNS, of_players=True)(fragment(template, macro))
