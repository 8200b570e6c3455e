"""Fields that the forms of rooms share: numbers, and the step that somebody takes."""

from collections.abc import Mapping

from ...game.errors import Refusal
from ...game.rooms.course import State

NO_STATE = "A step leads to asking, shown, rating, voting or over."
NO_SEQ = "A step names the change that you saw."
LONGEST = 9
"""Digits in a number of a form."""


def number_in(form: Mapping[str, str], field: str, otherwise: str) -> int:
    """The number in a field; Refusal with that sentence if it is none."""
    text = form.get(field, "")
    if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST):
        raise Refusal(otherwise)
    return int(text)


def step_in(form: Mapping[str, str]) -> tuple[int, State]:
    """The change that was seen, and where the step leads; Refusal if the form says neither."""
    seen, to = number_in(form, "seq", NO_SEQ), form.get("to", "")
    if to not in set(State) - {State.LOBBY}:
        raise Refusal(NO_STATE)
    return seen, State(to)
