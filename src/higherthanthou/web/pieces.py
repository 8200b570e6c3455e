"""The small pieces of a table, rendered once and kept: the same facts and bars come again and again.

A deck has a few hundred different facts however many people are in it, so that keeping these costs
little and helps as much in a deck of a hundred thousand as in a small one.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from .render import templates

KEPT = 8192

_macros: Any = templates.get_template("runs/_pieces.html").module


def _piece(name: str) -> Callable[..., Markup]:
    """The macro of that name, its results kept by its arguments."""
    macro = getattr(_macros, name)
    return lru_cache(KEPT)(lambda *arguments: Markup(macro(*arguments)))  # noqa: S704  # escaped by the macro


fact = _piece("fact")
withheld = _piece("withheld")
line = _piece("line")
bar = _piece("bar")
bar_end = _piece("bar_end")
judged = _piece("judged")
dot = _piece("dot")
ruler = _piece("ruler")


def joined(pieces: list[Markup]) -> Markup:
    """Several pieces as one."""
    return Markup("".join(pieces))  # noqa: S704  # each was escaped when it was rendered
