"""Prepared templates: Jinja renders one once for each shape of its values, and then it is only filled in.

Rendering the table with Jinja takes as long as judging, and gives nearly the same text every time. Such
a template does two things with a value: it prints it, or it asks whether it is empty, whether it is true, or
which member of an enumeration it is. All that it may ask is the *shape* of the values. For a new shape, Jinja
renders the template with a placeholder for each value that is only printed, and the text between placeholders
is kept as a format string. Any values of that shape are then put into it by ``%``.
"""

from collections.abc import Callable
from contextlib import suppress
from enum import EnumType
from operator import itemgetter
from typing import Any, NamedTuple, get_type_hints

from markupsafe import Markup, escape

from ...caches.cached import cached
from ...caches.sizes import FORMS, SHAPES
from .pieces import Piece
from .render import templates

_MARK = "\0"
"""A placeholder is the number of a value between two of these. Neither templates nor Jinja have any."""

_FULL, _EMPTY = object(), object()
"""The shape of a value that is only printed: whether there is something to print."""

HERE = "/runs"
"""Where its pages are, as the header of a page is told."""

Values = tuple[Any, ...]


class _Format(NamedTuple):
    """A format string. ``texts`` are the values that must be escaped first, by their numbers.

    ``pick`` takes what goes into the string, in order, from the values with the escaped texts behind them.
    """

    string: bytes
    texts: list[int]
    pick: Callable[[list[Any]], Any]

    def filled(self, values: list[Any]) -> bytes:
        """The string with these values in it."""
        texts = _escaped([values[number] for number in self.texts])
        filled: bytes = self.string % self.pick(values + texts)
        return filled


def _escaped(texts: list[Any]) -> list[bytes]:
    """Each value as Jinja prints it: all at once, if they are texts."""
    with suppress(TypeError):
        escaped = escape(_MARK.join(texts)).encode().split(_MARK.encode())
        if len(escaped) == len(texts):  # no mark is in any of them
            return escaped
    return [text if isinstance(text, Piece) else escape(text).encode() for text in texts]


class _Empty(Markup):
    """The placeholder of an empty value: a template that asks whether it is empty is told yes."""

    def __bool__(self) -> bool:
        return False


class Prepared:
    """A template whose context is a named tuple of named tuples; the first of these stays for a whole run.

    The template may ask whether a value is empty, whether a boolean is true, and which member of ``kinds`` a
    value is. Everything else it prints, without a filter.
    """

    def __init__(self, name: str, context: type[tuple[Any, ...]], *kinds: EnumType) -> None:
        """Prepare the template of that name. ``kinds`` are the enumerations whose members it compares."""
        self._name = name
        self._names: tuple[str, ...] = context._fields  # type: ignore[attr-defined]  # it is a named tuple
        self._asked = {bool, *kinds}
        self._format = cached(SHAPES)(self._prepare)
        self._lasting = cached(FORMS)(self._encode)

    def render(self, context: tuple[Values | None, ...]) -> bytes:
        """The template in this context; a named tuple that is not there is None."""
        lasting, *changing = context
        lasting_shape, encoded = self._lasting(lasting)
        values = [value for group in changing if group for value in group]
        shape = lasting_shape + self._shape(values)
        return self._format(tuple([group.__class__ for group in context]), shape).filled(encoded + values)

    def _encode(self, lasting: Values) -> tuple[Values, list[bytes]]:
        """The shape of the values that stay for a run, and each as it is printed."""
        encoded = [value if isinstance(value, Piece) else escape(value).encode() for value in lasting]
        return self._shape(lasting), encoded

    def _shape(self, values: Values | list[Any]) -> Values:
        asked = self._asked
        return tuple([v if v.__class__ in asked else _FULL if v else _EMPTY for v in values])

    def _prepare(self, groups: tuple[type, ...], shape: Values) -> _Format:
        """Render the template with placeholders, and make a format string of the text around them."""
        first, *numbers_and_parts = self._rendered(groups, shape).split(_MARK)
        numbers, parts = map(int, numbers_and_parts[::2]), numbers_and_parts[1::2]
        kinds: list[Any] = [Piece] * len(get_type_hints(groups[0]))  # encoded already
        kinds += [kind for group in groups[1:] for kind in get_type_hints(group).values()]
        texts = [number for number, kind in enumerate(kinds) if kind not in (int, Piece, bool)]
        string, picked = _literal(first), []
        for number, part in zip(numbers, parts, strict=True):
            picked.append(len(kinds) + texts.index(number) if number in texts else number)
            string += (b"%d" if kinds[number] is int else b"%b") + _literal(part)
        return _Format(string, texts, itemgetter(*picked))

    def _rendered(self, groups: tuple[type, ...], shape: Values) -> str:
        """The template with the values of a shape, and placeholders for those that are only printed."""
        values = iter([_placeholder(number, value) for number, value in enumerate(shape)])
        context: dict[str, Any] = {}
        for name, group in zip(self._names, groups, strict=True):
            fields = getattr(group, "_fields", None)
            context[name] = fields and group(*[next(values) for _ in fields])
        return templates.get_template(self._name).render(context, here=HERE)


def _placeholder(number: int, value: Any) -> Any:
    """What stands for a value while its shape is rendered; one that may be asked for stands for itself."""
    if value is _FULL:
        return Markup(f"{_MARK}{number}{_MARK}")  # noqa: S704  # only a number
    return _Empty(f"{_MARK}{number}{_MARK}") if value is _EMPTY else value


def _literal(part: str) -> bytes:
    """A part of the text as it stands in a format string."""
    return part.replace("%", "%%").encode()
