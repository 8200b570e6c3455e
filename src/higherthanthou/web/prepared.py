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
from operator import itemgetter
from typing import Any, NamedTuple, get_type_hints

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


def _encoded(texts: list[Any]) -> list[bytes]:
    """Each as Jinja prints it; all at once, since most have nothing to escape."""
    try:
        joined = _MARK.join(texts)
    except TypeError:  # not all of them are texts
        joined = ""
    if _special(joined) or joined.count(_MARK) != len(texts) - 1:
        return [escape(text).encode() for text in texts]
    return joined.encode().split(_MARK.encode())


class _Skeleton(NamedTuple):
    """The rendered text, cut at its marks, and which value goes between one part and the next."""

    parts: list[bytes]
    places: list[int]


class _Form(NamedTuple):
    """A text to be filled in: ``chosen`` takes its values; those in ``texts`` come again, escaped."""

    text: bytes
    texts: list[int]
    chosen: Callable[[list[Any]], Any]

    def filled(self, values: list[Any]) -> bytes:
        """The text with these values in it."""
        texts = _encoded([values[index] for index in self.texts])
        filled: bytes = self.text % self.chosen(values + texts)
        return filled


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
        self._form = lru_cache(RUNS)(self._begin)

    def render(self, laid: tuple[Values | None, ...]) -> bytes:
        """The template with these named tuples in its context; None for one that is not there."""
        groups = tuple([group.__class__ for group in laid])
        lasting, *passing = laid
        values = [value for group in passing if group for value in group]
        return self._form(groups, lasting, self._shape(values)).filled(values)

    def _shape(self, values: Values | list[Any]) -> Values:
        fixed = self._fixed
        return tuple([v if v.__class__ in fixed else _FULL if v else _EMPTY for v in values])

    def _begin(self, groups: tuple[type, ...], lasting: Values, shape: Values) -> _Form:
        """The skeleton of a shape as a form, with the values that last filled in."""
        skeleton = self._skeleton(groups, self._shape(lasting) + shape)
        kinds = [kind for group in groups[1:] for kind in get_type_hints(group).values()]
        texts = [index for index, kind in enumerate(kinds) if kind not in (int, Piece, bool)]
        text, chosen = skeleton.parts[0].replace(b"%", b"%%"), []
        for part, place in zip(skeleton.parts[1:], skeleton.places, strict=True):
            index = place - len(lasting)
            if index < 0:
                value = lasting[place]
                text += (value if isinstance(value, Piece) else escape(value).encode()).replace(b"%", b"%%")
            else:
                text += b"%d" if kinds[index] is int else b"%b"
                chosen.append(len(kinds) + texts.index(index) if index in texts else index)
            text += part.replace(b"%", b"%%")
        return _Form(text, texts, itemgetter(*chosen))

    def _prepare(self, groups: tuple[type, ...], shape: Values) -> _Skeleton:
        """Render with marks, and cut at them."""
        marks = iter([self._mark(index, value) for index, value in enumerate(shape)])
        marked: dict[str, Any] = {}
        for name, group in zip(self._names, groups, strict=True):
            fields = getattr(group, "_fields", None)
            marked[name] = fields and group(*[next(marks) for _ in fields])
        parts = self._template.render(marked).split(_MARK)
        return _Skeleton([part.encode() for part in parts[::2]], [int(place) for place in parts[1::2]])

    def _mark(self, index: int, value: Any) -> Any:
        """What stands for a value while its shape is rendered."""
        if value is _FULL:
            return Markup(f"{_MARK}{index}{_MARK}")  # noqa: S704  # only a number
        return _Empty(f"{_MARK}{index}{_MARK}") if value is _EMPTY else value
