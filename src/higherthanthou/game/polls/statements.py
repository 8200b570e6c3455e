"""The two statements of a poll, and an answer to them as a form says it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from ..errors import Refusal

STATEMENTS = (
    "One number can tell how far to trust somebody.",
    "A number may decide who gets a flat or a loan.",
)
"""Both are about judging people by a number: whether it can be done, and whether it may be."""

LEAST, MOST = 0, 10
LEAST_WORDS, MOST_WORDS = "not at all", "entirely"
FIELDS = ("first", "second")
"""The fields of a form, one for each statement."""

NOT_ANSWERED = "Each statement needs an answer from 0 to 10."


class Moment(StrEnum):
    """When a poll is answered: before the game, and after it."""

    BEFORE = "before"
    AFTER = "after"

    __hash__ = str.__hash__


class Answer(NamedTuple):
    """How far somebody agrees with each statement, 0 to 10."""

    first: int
    second: int


def read_answer(form: Mapping[str, str]) -> Answer:
    """The answer in a form; Refusal if a statement has none, or one that is no whole number from 0 to 10."""
    return Answer(*[_number(form.get(field, "")) for field in FIELDS])


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 2 and int(text) <= MOST):
        raise Refusal(NOT_ANSWERED)
    return int(text)
