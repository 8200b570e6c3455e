"""A template rendered once for each shape of its values, and from then on only filled in.

Rendering the table takes as long as judging does, and nearly all of it is the same each time. What a
template can decide upon is the shape of its values: which of them are empty, true, or a member of an
enumeration. So it is rendered by Jinja once for a shape, with a mark where each other value goes. The
marks of the values that last for a whole run are filled in once for all its turns; those of the others
at every turn.
"""

import re
from collections.abc import Callable
from enum import EnumType
from functools import lru_cache
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from .pieces import Piece
from .render import templates

SHAPES, RUNS = 512, 1024
"""So many shapes of a template are kept, and so many of what lasts for a run; the least recent go first."""

_MARK = "\0"
"""What stands around a mark; Jinja never writes it and it is in no template."""

_FULL, _EMPTY = object(), object()
"""What a shape says of a value that is only printed: whether there is something to print."""

_special = re.compile("[&<>'\"]").search

Values = tuple[Any, ...]


def _text(text: str) -> bytes:
    """The same as ``escape``, which makes an object of its own of every text; most have nothing to escape."""
    return (escape(text) if _special(text) else text).encode()


_PRINTED: dict[type, Callable[[Any], bytes]] = {
    int: lambda number: b"%d" % number,
    str: _text,
    Piece: lambda piece: piece,
}
"""How values of these kinds are printed; others as Jinja does."""


def _other(value: Any) -> bytes:
    return escape(value).encode()


class _Skeleton(NamedTuple):
    """The rendered text, cut at its marks, with an empty place for each; and the value of each place."""

    parts: list[bytes]
    places: tuple[tuple[int, int], ...]

    def filled(self, values: Values | list[Any]) -> list[bytes]:
        """The parts, with the values in their places."""
        parts, printed = self.parts.copy(), _PRINTED.get
        for place, index in self.places:
            value = values[index]
            parts[place] = printed(value.__class__, _other)(value)
        return parts

    def begun(self, values: Values) -> "_Skeleton":
        """The same with the first values in their places; the others are counted from 0."""
        first = tuple((place, index) for place, index in self.places if index < len(values))
        left = {place: index - len(values) for place, index in self.places if index >= len(values)}
        parts, places = [b""], []
        for place, part in enumerate(_Skeleton(self.parts, first).filled(values)):
            if place in left:
                places.append((len(parts), left[place]))
                parts += [b"", b""]
            else:
                parts[-1] += part
        return _Skeleton(parts, tuple(places))


class _Empty(Markup):
    """A mark for a value that is empty: a template that asks for it finds nothing there."""

    def __bool__(self) -> bool:
        return False


class Prepared:
    """A template whose context is some named tuples of plain values, of which the first lasts for a run.

    It may ask whether a value is empty, and compare members of ``kinds``; all others it only prints,
    without a filter.
    """

    def __init__(self, name: str, context: type[tuple[Any, ...]], *kinds: EnumType) -> None:
        """Prepare the template of that name; ``context`` is the named tuple of its named tuples."""
        self._template = templates.get_template(name)
        self._names: tuple[str, ...] = context._fields  # type: ignore[attr-defined]  # it is a named tuple
        self._fixed = {bool, *kinds}
        self._skeleton = lru_cache(SHAPES)(self._prepare)
        self._begun = lru_cache(RUNS)(self._begin)

    def render(self, laid: tuple[Values | None, ...]) -> bytes:
        """The template with these named tuples in its context; None for one that is not there."""
        groups = tuple([group.__class__ for group in laid])
        lasting, *passing = laid
        values = [value for group in passing if group for value in group]
        skeleton = self._begun(groups, lasting, self._shape(values))
        return b"".join(skeleton.filled(values))

    def _shape(self, values: Values | list[Any]) -> Values:
        fixed = self._fixed
        return tuple([v if v.__class__ in fixed else _FULL if v else _EMPTY for v in values])

    def _begin(self, groups: tuple[type, ...], lasting: Values, shape: Values) -> _Skeleton:
        """The skeleton of a shape, with the values that last in their places."""
        return self._skeleton(groups, self._shape(lasting) + shape).begun(lasting)

    def _prepare(self, groups: tuple[type, ...], shape: Values) -> _Skeleton:
        """Render with marks, and cut at them."""
        marks = iter([self._mark(index, value) for index, value in enumerate(shape)])
        marked: dict[str, Any] = {}
        for name, group in zip(self._names, groups, strict=True):
            fields = getattr(group, "_fields", None)
            marked[name] = fields and group(*[next(marks) for _ in fields])
        parts = self._template.render(marked).split(_MARK)
        places = tuple((place, int(parts[place])) for place in range(1, len(parts), 2))
        return _Skeleton([part.encode() for part in parts], places)

    def _mark(self, index: int, value: Any) -> Any:
        """What stands for a value while its shape is rendered."""
        if value is _FULL:
            return Markup(f"{_MARK}{index}{_MARK}")  # noqa: S704  # only a number
        return _Empty(f"{_MARK}{index}{_MARK}") if value is _EMPTY else value
