"""The course of a room against a model of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.game.errors import Refusal
from higherthanthou.game.rooms.course import Course, State, step


class Model:
    """A room as a child would explain it: files come one by one, each is asked, then shown, perhaps rated.

    Where it ``votes``, it may do so once a file is shown and another one comes.
    """

    def __init__(self, rounds: int, votes: bool) -> None:
        self.where, self.file, self.left, self.votes = "lobby", 0, rounds, votes

    def take(self, to: str) -> bool:
        """Go there, if that is possible; return whether it is."""
        if self.where == "over" or to == "lobby":
            return False
        if to == "asking":
            if not self.left:
                return False
            self.left, self.file = self.left - 1, self.file + 1
        elif to == "shown":
            if self.where not in ("asking", "rating", "voting"):
                return False
        elif (to == "rating" and self.where != "shown") or (
            to == "voting" and not (self.where == "shown" and self.votes and self.left)
        ):
            return False
        self.where = to
        return True


@given(
    st.integers(1, 5),
    st.booleans(),
    st.sampled_from([0, 20]),
    st.lists(st.sampled_from(list(State)), max_size=30),
)
def test_a_room_goes_as_the_model_says(rounds: int, votes: bool, seconds: int, ways: list[State]) -> None:
    """Every step leads where the model goes, or is refused where the model stays."""
    course, model = Course(State.LOBBY, 0, rounds, seconds, votes=votes), Model(rounds, votes)
    for now, to in enumerate(ways):
        possible = model.take(to.value)
        if possible:
            course = step(course, to, now)
        else:
            with pytest.raises(Refusal):
                step(course, to, now)
        assert (course.state.value, course.round) == (model.where, model.file)
        asking = course.state is State.ASKING
        assert (course.deadline_at is not None) == (asking and seconds > 0)
        assert (to in course.steps) == (to.value in _ways(course))


def _ways(course: Course) -> set[str]:
    """Every state that a step leads to from here."""
    found = set()
    for to in State:
        try:
            step(course, to, 0)
        except Refusal:
            continue
        found.add(to.value)
    return found
