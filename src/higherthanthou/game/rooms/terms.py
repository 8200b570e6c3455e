"""The terms of a room: what its opener chooses, as a form says it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple, TypeVar

from ..errors import Refusal
from .course import MOST_KNOB, MOST_ROUNDS, MOST_SECONDS

T = TypeVar("T", bound=StrEnum)

ASKED_AS = {"rounds": "The number of files"}
"""What forms call a field that has another name."""

USUAL_ROUNDS, USUAL_KNOB = 10, 20


class Compared(StrEnum):
    """What the files of a room are compared with: one mark, each guest's own score, the person before."""

    MARK = "mark"
    OWN = "own"
    BEFORE = "before"

    __hash__ = str.__hash__


class Names(StrEnum):
    """Whether guests have their alias in a room, or a name that they type."""

    ALIAS = "alias"
    OWN = "own"


class Terms(NamedTuple):
    """``store/tables/rooms.py`` says what the fields are; ``poll`` if it asks two statements."""

    rounds: int = USUAL_ROUNDS
    against: Compared = Compared.MARK
    reasons: bool = False
    ranks: bool = False
    names: Names = Names.ALIAS
    seconds: int = 0
    on_phones: bool = True
    knob: int = USUAL_KNOB
    poll: bool = False


def read_terms(form: Mapping[str, str]) -> Terms:
    """Terms from the fields of a form; Refusal with a sentence if one cannot be used.

    Fields: rounds, against, reasons, ranks, names, seconds, phones, knob, poll. ``phones`` is ``no`` where
    the wall alone shows the file.
    """
    return Terms(
        whole_number(form, "rounds", USUAL_ROUNDS, 1, MOST_ROUNDS),
        _one_of(Compared, form, "against", "Files are compared with mark, own or before."),
        form.get("reasons") == "yes",
        form.get("ranks") == "yes",
        _one_of(Names, form, "names", "Names are alias or own."),
        whole_number(form, "seconds", 0, 0, MOST_SECONDS),
        form.get("phones") != "no",
        whole_number(form, "knob", USUAL_KNOB, 0, MOST_KNOB),
        form.get("poll") == "yes",
    )


def whole_number(form: Mapping[str, str], field: str, usual: int, low: int, high: int) -> int:
    """The whole number in a field, ``usual`` if it is empty; Refusal if it is none, or out of bounds."""
    text = form.get(field, "").strip()
    if not text:
        return usual
    if not (text.isascii() and text.isdecimal() and len(text) <= 6 and low <= int(text) <= high):
        raise Refusal(f"{ASKED_AS.get(field, field.capitalize())} is a whole number from {low} to {high}.")
    return int(text)


def _one_of(kind: type[T], form: Mapping[str, str], field: str, otherwise: str) -> T:
    try:
        return kind(form.get(field) or next(iter(kind)))
    except ValueError:
        raise Refusal(otherwise) from None
