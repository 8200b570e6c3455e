"""The steps of a room as buttons: the one that comes next first, then the others."""

from typing import NamedTuple

from ....game.rooms.course import Course, State


class StepButton(NamedTuple):
    """A button: the state it leads to, what is on it, and whether it ends or leaves something out."""

    to: State
    words: str
    drastic: bool = False


_END = StepButton(State.OVER, "End the room", True)
_NEXT = StepButton(State.ASKING, "Next file")
_BUTTONS = {
    State.LOBBY: (
        StepButton(State.ASKING, "Open the first file"),
        StepButton(State.OVER, "Close the room", True),
    ),
    State.ASKING: (
        StepButton(State.SHOWN, "Show the score"),
        StepButton(State.ASKING, "Skip this file", True),
        _END,
    ),
    State.SHOWN: (
        _NEXT,
        StepButton(State.RATING, "Rate the calls"),
        StepButton(State.VOTING, "Vote for a law"),
        _END,
    ),
    State.RATING: (_NEXT, StepButton(State.SHOWN, "Back to the file"), _END),
    State.VOTING: (
        StepButton(State.ASKING, "Close the vote: next file"),
        StepButton(State.SHOWN, "Back to the file"),
        _END,
    ),
    State.OVER: (),
}


def step_buttons(course: Course) -> tuple[StepButton, ...]:
    """The steps that lead on from here; after the last file the room ends next."""
    open_now = [button for button in _BUTTONS[course.state] if button.to in course.steps]
    if course.state in {State.SHOWN, State.RATING} and State.ASKING not in course.steps:
        rest = [button for button in open_now if button.to is not State.OVER]
        return (StepButton(State.OVER, "Finish: all results"), *rest)
    return tuple(open_now)
