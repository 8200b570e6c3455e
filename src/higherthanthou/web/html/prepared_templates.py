"""A template rendered once for each shape of its values, and from then on only filled in.

Rendering the table takes as long as judging does, and nearly all of it is the same each time. What a
template can decide upon is the shape of its values: which of them are empty, true, or a member of an
enumeration. So it is rendered by Jinja once for a shape, with a mark where each other value goes, and
room is left at each. That of the values that last, in most modes for a whole run, is filled in when they
change; that of the others at every turn.
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
"""What stands around a mark; Jinja never writes it and it is in no template."""

_FULL, _EMPTY = object(), object()
"""What a shape says of a value that is only printed: whether there is something to print."""

Values = tuple[Any, ...]


def _encoded(texts: list[Any]) -> list[bytes]:
    """Each as Jinja prints it; all at once, if they are texts."""
    with suppress(TypeError):
        encoded = escape(_MARK.join(texts)).encode().split(_MARK.encode())
        if len(encoded) == len(texts):  # no mark is in any of them
            return encoded
    return [escape(text).encode() for text in texts]


def _for_good(value: Any) -> bytes:
    """What lasts, in a text that is filled in once more."""
    return (value if isinstance(value, Piece) else escape(value).encode()).replace(b"%", b"%%")


def _twice(part: str) -> bytes:
    """A part of a text that is filled in twice."""
    return part.replace("%", "%%%%").encode()


class _Form(NamedTuple):
    """A text to be filled in: ``chosen`` takes its values; those in ``texts`` come again, escaped.

    First come the values that last, at the places in ``lasting``; then, at every turn, the others.
    """

    text: bytes
    lasting: list[int]
    texts: list[int]
    chosen: Callable[[list[Any]], Any]

    def begun(self, lasting: Values) -> "_Form":
        """The form with the values in it that last."""
        return self._replace(text=self.text % tuple([_for_good(lasting[index]) for index in self.lasting]))

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
        self._blank = cached(SHAPES)(self._prepare)
        self._form = cached(FORMS)(self._begin)

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
        """The form of a shape, with the values that last filled in."""
        return self._blank(groups, self._shape(lasting) + shape).begun(lasting)

    def _prepare(self, groups: tuple[type, ...], shape: Values) -> _Form:
        """Render with marks, and leave room in the place of each."""
        parts = self._rendered(groups, shape).split(_MARK)
        last = len(get_type_hints(groups[0]))
        kinds = [kind for group in groups[1:] for kind in get_type_hints(group).values()]
        texts = [index for index, kind in enumerate(kinds) if kind not in (int, Piece, bool)]
        text, lasting, chosen = _twice(parts[0]), [], []
        for place, part in zip(map(int, parts[1::2]), parts[2::2], strict=True):
            index = place - last
            if index < 0:
                lasting.append(place)
                text += b"%b"
            else:
                chosen.append(len(kinds) + texts.index(index) if index in texts else index)
                text += b"%%d" if kinds[index] is int else b"%%b"
            text += _twice(part)
        return _Form(text, lasting, texts, itemgetter(*chosen))

    def _rendered(self, groups: tuple[type, ...], shape: Values) -> str:
        marks = iter([self._mark(index, value) for index, value in enumerate(shape)])
        marked: dict[str, Any] = {}
        for name, group in zip(self._names, groups, strict=True):
            fields = getattr(group, "_fields", None)
            marked[name] = fields and group(*[next(marks) for _ in fields])
        return self._template.render(marked)

    def _mark(self, index: int, value: Any) -> Any:
        """What stands for a value while its shape is rendered."""
        if value is _FULL:
            return Markup(f"{_MARK}{index}{_MARK}")  # noqa: S704  # only a number
        return _Empty(f"{_MARK}{index}{_MARK}") if value is _EMPTY else value
