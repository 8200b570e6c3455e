"""A run judged again: the same calls on the same files, had another law scored files and player."""

from collections.abc import Sequence
from typing import NamedTuple

from ..deal import Side, compared_at
from ..verdict import judge


class Call(NamedTuple):
    """A call of a run: its side, the score of the file, what that was compared with, and the new score."""

    side: Side
    score: int
    anchor: int
    new_score: int


class Recount(NamedTuple):
    """Right calls of so many: as they were judged, and by the new law."""

    calls: int
    before: int
    after: int


def compared_with(own_score: int, change: int) -> tuple[int, int]:
    """What files were compared with in a run that began with an own score, and by a law that moves it so far.

    Players far out on the scale are compared further in, as in play.
    """
    return compared_at(own_score), compared_at(own_score + change)


def recount(calls: Sequence[Call], own: tuple[int, int] | None = None, chained: bool = False) -> Recount:
    """Judge the calls of a run again, in their order.

    ``own`` is as of ``compared_with``: where files were compared with the first, they are now with the
    second. In a chain each is compared with the person before. Any other anchor stays.
    """
    before = after = 0
    last: int | None = None
    for turn, call in enumerate(calls, 1):
        anchor = own[1] if own and call.anchor == own[0] else call.anchor
        if chained and last is not None:
            anchor = last
        before += judge(turn, call.side, call.score, call.anchor).right
        after += judge(turn, call.side, call.new_score, anchor).right
        last = call.new_score
    return Recount(len(calls), before, after)
