"""Splits, weights and codes."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.game.deal import Side
from higherthanthou.game.rooms.code import SIGNS, new_code, new_ticket, read_code, read_ticket, ticket
from higherthanthou.game.rooms.mutual_rating import calls_to_rate, weight
from higherthanthou.game.rooms.split import Call, split_of

CALLS = st.lists(
    st.builds(
        Call,
        st.integers(1, 40),
        st.sampled_from(list(Side)),
        st.none() | st.integers(0, 5),
        st.floats(0.5, 1.5),
    ),
    max_size=40,
)


@given(CALLS)
def test_a_split_adds_up(calls: list[Call]) -> None:
    """Every call is on one side, every reason is counted once, and the one given most often comes first."""
    split = split_of(calls)
    assert split.all == len(calls)
    assert split.higher == sum(call.guess is Side.HIGHER for call in calls)
    assert sum(reason.all for reason in split.reasons) == sum(call.reason is not None for call in calls)
    assert [reason.all for reason in split.reasons] == sorted((r.all for r in split.reasons), reverse=True)
    assert abs(split.higher_weight + split.lower_weight - sum(call.weight for call in calls)) < 1e-9


def test_what_stars_changed_is_told() -> None:
    """Another percentage, or a majority that is turned within one; nothing where all weigh the same."""
    even = [Call(n, side, None) for n, side in enumerate((Side.HIGHER, Side.HIGHER, Side.LOWER))]
    assert split_of(even).told_weighed is None
    heard = [call._replace(weight=1.2 if call.guess is Side.LOWER else 0.8) for call in even]
    assert split_of(heard).told_weighed == 57
    close = [Call(n, Side.HIGHER, None) for n in range(501)]
    close += [Call(n, Side.LOWER, None, 1.004) for n in range(500)]
    assert split_of(close).percent_weighed == split_of(close).percent_higher == 50
    assert split_of(close).told_weighed == 50


def test_weights_can_turn_a_majority() -> None:
    """Three who are rated low lose against two who are rated high."""
    low, high = weight(1, 50), weight(5, 50)
    calls = [Call(n, Side.HIGHER, None, low) for n in range(3)]
    calls += [Call(n, Side.LOWER, None, high) for n in (4, 5)]
    split = split_of(calls)
    assert (low, high) == (0.5, 1.5)
    assert (split.percent_higher, split.percent_weighed, split.turned) == (60, 33, True)
    assert (weight(1, 20), weight(3, 20), weight(5, 20)) == (0.8, 1.0, 1.2)


@given(st.sets(st.integers(1, 200), min_size=4, max_size=60), st.text(max_size=5))
def test_each_caller_is_rated_by_three_others(callers: set[int], seed: str) -> None:
    """Nobody rates the own call, and stars are spread evenly."""
    rated = [number for one in callers for number in calls_to_rate(sorted(callers), one, seed)]
    assert all(one not in calls_to_rate(sorted(callers), one, seed) for one in callers)
    assert {rated.count(number) for number in callers} == {3}


@given(st.integers())
def test_codes_and_tickets_come_back_as_typed(seed: int) -> None:
    """A code in small letters with a space, and a ticket, are read as they were made."""
    rng = Random(seed)
    code, secret = new_code(rng), new_ticket(rng)
    assert len(code) == 6
    assert set(code) <= set(SIGNS)
    assert read_code(f" {code[:3].lower()} {code[3:]}-") == code
    assert read_ticket(f" {ticket(17, secret)} ") == (17, secret)


def test_junk_is_no_code_and_no_ticket() -> None:
    """What cannot be one is None, whatever it is."""
    for junk in ("", "ABC", "ABCDE0", "ABCDEI", "ÄBCDEF", "ABCDEFG", "١٢٣٤٥٦"):
        assert read_code(junk) is None, junk
    for junk in ("", "17", "17-", "-4821", "17-48211", "x-4821", "١-4821", "1234567-4821", "17-48-21"):
        assert read_ticket(junk) is None, junk
