"""The fields of an edit form: what was typed, what is wrong with it, and what stays unchanged."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from ...authoring.deckfile.cells import CellError

T = TypeVar("T")


def _said(value: object) -> str:
    return "" if value is None else str(value)


class FieldReader:
    """Reads the fields of a form, and collects their mistakes in ``errors``."""

    def __init__(self, form: Mapping[str, str]) -> None:
        """Start without errors."""
        self.form = form
        self.errors: dict[str, str] = {}

    def field(self, name: str, before: T, read: Callable[[str], T], write: Callable[[T], str] = _said) -> T:
        """The value of a field; ``before`` if it is missing, unchanged, or bad.

        ``write`` makes of a value what the form says of it.
        """
        if self.is_left(name, write(before)):
            return before
        try:
            return read(self.form[name])
        except CellError as error:
            self.errors[name] = str(error)
            return before

    def is_left(self, name: str, before: str) -> bool:
        """Whether a field was not sent, or comes back unchanged.

        A browser sends back line ends changed, in inputs as in lists.
        """
        if name not in self.form:
            return True
        typed = self.form[name]
        return typed != "" and _as_sent(typed) == _as_sent(before)


def _as_sent(text: str) -> str:
    return text.replace("\r", "").replace("\n", "")
