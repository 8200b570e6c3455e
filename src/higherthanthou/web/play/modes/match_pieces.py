"""What match night adds to the table: the likes, what came of the last file, and in the end who met whom."""

from collections.abc import Sequence
from typing import NamedTuple

from ....game.modes.match import NEAR, likes_left
from ....game.verdict import Verdict
from ....store.runs.desks import Desk
from ...html.fragments import fragment, kept_fragment
from .mode_pieces import ModePieces

TEMPLATE = "play/modes/match.html"
_strip, _call = kept_fragment(TEMPLATE, "strip"), kept_fragment(TEMPLATE, "call")
_result = fragment(TEMPLATE, "result")


class Liking(NamedTuple):
    """What came of the file judged last: whether it was liked, and liked back, and the gap in points."""

    liked: bool
    met: bool
    gap: int


def pieces(desk: Desk, now: int) -> ModePieces:
    """The strip and the likes while the run is open, and then the result."""
    if desk.file is None:
        return ModePieces(result=_result(desk, NEAR))
    left = likes_left(desk.run)
    last = last_liking([judged.verdict for judged in desk.judged[:1]])
    return ModePieces(strip=_strip(left, last, desk.run.turn), call=_call(left))


def last_liking(verdicts: Sequence[Verdict]) -> Liking | None:
    """What came of the first of these, the file judged last; None before there is any."""
    if not verdicts:
        return None
    last = verdicts[0]
    return Liking(last.stake > 0, last.gain > 0, last.gap)
