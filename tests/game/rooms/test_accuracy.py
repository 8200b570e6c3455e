"""How often a room was right, by gap."""

from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.game.rooms.accuracy import accuracy_by_gap

CALLS = st.lists(st.tuples(st.integers(0, 600), st.booleans()), max_size=60)


@given(CALLS)
def test_every_call_is_counted_once(calls: list[tuple[int, bool]]) -> None:
    """In the step that its gap lies in; ties are left out."""
    found = accuracy_by_gap(calls, 600)
    told = [call for call in calls if call[0]]
    assert sum(step.called for step in found) == len(told)
    assert sum(step.right for step in found) == sum(right for _, right in told)
    for step in found:
        inside = [right for gap, right in told if step.low <= gap and (step.high is None or gap <= step.high)]
        assert (step.called, step.right) == (len(inside), sum(inside))


def test_the_steps_are_shares_of_the_scale() -> None:
    """25, 75 and 150 points of ours; the same shares of any other."""
    calls = [(25, True), (26, False), (75, True), (76, True), (150, False), (151, True)]
    assert [(s.low, s.high, s.right, s.called) for s in accuracy_by_gap(calls, 600)] == [
        (1, 25, 1, 1), (26, 75, 1, 2), (76, 150, 1, 2), (151, None, 1, 1),
    ]  # fmt: skip
    assert [s.high for s in accuracy_by_gap([(1, True), (200, True)], 2400)] == [100, 300]
    assert accuracy_by_gap([(1, True), (2, True), (2, False)], 600)[0].percent == 67
