"""Fields of a form that edits something: what was typed into each, what is wrong with it, and what stays."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from ...authoring.deckfile.cells import CellError

T = TypeVar("T")


class FieldReader:
    """Reads the fields of a form, and gathers in ``errors`` what is wrong with each."""

    def __init__(self, form: Mapping[str, str]) -> None:
        """Nothing is wrong yet."""
        self.form = form
        self.errors: dict[str, str] = {}

    def field(self, name: str, before: T, read: Callable[[str], T]) -> T:
        """What a field says; what was there before if it is left out, left as it was, or bad."""
        if self.is_left(name, before):
            return before
        try:
            return read(self.form[name])
        except CellError as error:
            self.errors[name] = str(error)
            return before

    def is_left(self, name: str, before: object) -> bool:
        """Whether a field is not sent, or comes back with what it was filled with.

        A browser sends neither the ends of lines of an input nor those of a list as they were.
        """
        if name not in self.form:
            return True
        typed = self.form[name]
        return typed != "" and _as_sent(typed) == _as_sent("" if before is None else str(before))


def _as_sent(text: str) -> str:
    return text.replace("\r", "").replace("\n", "")
