"""The course of a room: its states, and the steps that lead from one to the next."""

from enum import StrEnum
from typing import NamedTuple

from ..errors import Refusal

SECOND = 1000
MOST_ROUNDS, MOST_SECONDS, MOST_KNOB = 30, 600, 50
AFTERWARDS = 10 * SECOND
"""A deadline that passed while no server ran is moved this far ahead, in milliseconds."""

NO_STEP = "That step does not lead on from here."
LAST_FILE = "That was the last file of this room."


class State(StrEnum):
    """Where a room is.

    Before the next file, guests rate each other's calls in ``RATING``, or vote for a law in ``VOTING``.
    """

    LOBBY = "lobby"
    ASKING = "asking"
    SHOWN = "shown"
    RATING = "rating"
    VOTING = "voting"
    OVER = "over"

    __hash__ = str.__hash__


STEPS = {
    State.LOBBY: {State.ASKING, State.OVER},
    State.ASKING: {State.SHOWN, State.ASKING, State.OVER},
    State.SHOWN: {State.ASKING, State.RATING, State.VOTING, State.OVER},
    State.RATING: {State.SHOWN, State.ASKING, State.OVER},
    State.VOTING: {State.SHOWN, State.ASKING, State.OVER},
    State.OVER: set[State](),
}
"""Where each state leads. From asking to asking skips the file: its score is never shown."""


class Course(NamedTuple):
    """How far a room is: ``round`` counts from 1 and is 0 in the lobby, ``rounds`` is how many it has.

    ``seconds`` is how long a file may be called on, 0 for as long as the host likes; ``deadline_at`` is when
    that is over, in milliseconds, or None. ``votes`` if guests may vote for a law.
    """

    state: State
    round: int
    rounds: int
    seconds: int = 0
    deadline_at: int | None = None
    votes: bool = False

    @property
    def steps(self) -> frozenset[State]:
        """The states that a step may lead to now."""
        ways = STEPS[self.state]
        if self.round >= self.rounds:
            ways = ways - {State.ASKING, State.VOTING}
        if not self.votes:
            ways = ways - {State.VOTING}
        return frozenset(ways)


def step(course: Course, to: State, now: int) -> Course:
    """The course after a step; Refusal if none leads there. ``now`` in milliseconds."""
    if to not in course.steps:
        last = to is State.ASKING and to in STEPS[course.state]
        raise Refusal(LAST_FILE if last else NO_STEP)
    if to is not State.ASKING:
        return course._replace(state=to, deadline_at=None)
    ends = now + course.seconds * SECOND if course.seconds else None
    return course._replace(state=to, round=course.round + 1, deadline_at=ends)
