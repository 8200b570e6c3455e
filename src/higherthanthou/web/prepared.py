"""A template rendered once for each shape of its values, and from then on only filled in.

Rendering the table takes as long as judging does, and nearly all of it is the same each time. What a
template can decide upon is the shape of its values: which of them are empty, true, or a member of an
enumeration. So it is rendered by Jinja once for a shape, with a mark where each other value goes; the
next values of that shape are escaped and put in the places of the marks.
"""

import re
from collections.abc import Callable
from enum import EnumType
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from .render import templates

SHAPES = 512
"""No more shapes of a template are kept than this; others are rendered by Jinja each time."""

_MARK = "\0"
"""What stands around a mark; Jinja never writes it and it is in no template."""

_special = re.compile("[&<>'\"]").search


def _escaped(text: str) -> str:
    """The same as ``escape``, which makes an object of its own of every text; most have nothing to escape."""
    return escape(text) if _special(text) else text


_TEXTS: dict[type, Callable[[Any], str]] = {
    int: str, float: str, str: _escaped, Markup: lambda piece: piece
}  # fmt: skip
"""How values of these kinds are written."""

Values = tuple[Any, ...]


class _Skeleton(NamedTuple):
    """The rendered text, cut at its marks, with an empty place for each; and the value of each place."""

    parts: list[str]
    places: tuple[tuple[int, int], ...]


class _Empty(Markup):
    """A mark for a value that is empty: a template that asks for it finds nothing there."""

    def __bool__(self) -> bool:
        return False


class Prepared:
    """A template whose context is some named tuples of plain values.

    It may ask whether a value is empty, and compare members of ``kinds``; all others it only prints,
    without a filter.
    """

    def __init__(self, name: str, *kinds: EnumType) -> None:
        """Prepare the template of that name."""
        self._template = templates.get_template(name)
        self._fixed = {bool, *kinds}
        self._skeletons: dict[Values, _Skeleton] = {}

    def render(self, **groups: Values | None) -> str:
        """The template with these named tuples in its context; None for one that is not there."""
        values = [value for group in groups.values() if group for value in group]
        fixed = self._fixed
        shape = tuple([value if value.__class__ in fixed else not value for value in values])
        skeleton = self._skeletons.get(shape)
        if skeleton is None:
            if len(self._skeletons) >= SHAPES:
                return self._template.render(groups)
            skeleton = self._skeletons[shape] = self._prepare(groups, values)
        filled = skeleton.parts.copy()
        for place, index in skeleton.places:
            value = values[index]
            filled[place] = _TEXTS.get(value.__class__, escape)(value)
        return "".join(filled)

    def _prepare(self, groups: dict[str, Values | None], values: list[Any]) -> _Skeleton:
        """Render with marks, and cut at them."""
        marks = iter(self._mark(index, value) for index, value in enumerate(values))
        marked: dict[str, Any] = {
            name: group and type(group)(*[next(marks) for _ in group]) for name, group in groups.items()
        }
        parts = self._template.render(marked).split(_MARK)
        places = tuple((place, int(parts[place])) for place in range(1, len(parts), 2))
        return _Skeleton(parts, places)

    def _mark(self, index: int, value: Any) -> Any:
        """What stands for a value while its shape is rendered."""
        if value.__class__ in self._fixed:
            return value
        return (Markup if value else _Empty)(f"{_MARK}{index}{_MARK}")
