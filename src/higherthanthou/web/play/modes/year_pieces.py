"""What a year adds to the table: month, stakes, lifelines, perks and sanctions, and in the end its course."""

from collections.abc import Sequence
from typing import NamedTuple

from ....game.deal import SESAME
from ....game.modes.mode import SWAP
from ....game.modes.privileges import PRIVILEGES, TRAIN, VIP, Privilege, at
from ....game.modes.year import (
    MONTHS,
    ONCE,
    STAKES,
    UNCOVER,
    cost,
    has_used,
    limit,
    open_lifelines,
    points_said,
)
from ....game.run import Run
from ....game.texts.signed import signed
from ....game.verdict import Verdict
from ....store.runs.desks import Desk
from ...html.fragments import fragment, kept_fragment
from .mode_pieces import NOTHING, ModePieces

TEMPLATE = "play/modes/year.html"
_strip, _call, _note = (kept_fragment(TEMPLATE, name) for name in ("strip", "call", "note"))
_tools, _result = fragment(TEMPLATE, "tools"), fragment(TEMPLATE, "result")

CLAIMS = (
    "start", "dimensions", "weights", "bands", "higher-or-lower", "faces",
    "lists", "screens", "one-score", "suqian", "nosedive", "bureau",
)  # fmt: skip
"""The card that lies between two files, for each month."""


OPENED = {STAKES[-2]: TRAIN.limit, STAKES[-1]: VIP.limit}
"""From which score on the higher stakes are open."""


class StakeChoice(NamedTuple):
    """A stake: what it wins, what a miss costs, if it is open, from which score, and if it is selected."""

    points: int
    cost: int
    open: bool
    least: int
    marked: bool


class LifelineButton(NamedTuple):
    """The button of a lifeline that can be used on the file on the desk."""

    kind: str
    title: str


_LIFELINES = {SWAP: LifelineButton(SWAP, "Swap this file"), UNCOVER: LifelineButton(UNCOVER, "Uncover a bar")}


def pieces(desk: Desk, now: int) -> ModePieces:
    """Everything around the file while the run is open, and then the result."""
    run, verdicts = desk.run, [judged.verdict for judged in desk.judged]
    has = at(run.value)
    held, suffered = tuple([p for p in has if p.perk]), tuple([p for p in has if not p.perk])
    if desk.file is None:
        over = run.value <= SESAME.low
        scores = course(run, verdicts)
        gain = signed(scores[-1] - scores[0])
        return ModePieces(result=_result(scores, gain, MONTHS, held, suffered, over, desk))
    spent = tuple([perk for kind, perk in ONCE.items() if has_used(run, kind)])
    last = verdicts[0] if verdicts else None
    month, lifelines = run.turn - 1, [_LIFELINES[kind] for kind in open_lifelines(run)]
    return ModePieces(
        _strip(MONTHS[month], desk.mode.told_gap(run.turn), *_moved(run, last, has), held, suffered, spent),
        _tools(lifelines, f"/runs/{desk.run_id}", run.turn) if lifelines else NOTHING,
        _call(choices(run, last.stake if last else STAKES[1])),
        _note(PRIVILEGES, held, suffered, spent, CLAIMS[month]),
    )


Privileges = tuple[Privilege, ...]


def _moved(run: Run, last: Verdict | None, has: Privileges) -> tuple[str, Privileges, Privileges]:
    """What the last call won or lost in words, and the privileges that it brought and took."""
    if last is None:
        return "", (), ()
    had = at(run.value - last.gain)
    gained, lost = tuple([p for p in has if p not in had]), tuple([p for p in had if p not in has])
    return points_said(run, last), gained, lost


def choices(run: Run, marked: int) -> tuple[StakeChoice, ...]:
    """The stakes as a run may choose; the highest that is open is marked at most."""
    most = limit(run.value)
    chosen = max(points for points in STAKES if points <= min(marked, most))
    return tuple([
        StakeChoice(points, cost(run, points), points <= most, OPENED.get(points, 0), points == chosen)
        for points in STAKES
    ])  # fmt: skip


def course(run: Run, verdicts: Sequence[Verdict]) -> tuple[int, ...]:
    """The score at the beginning of each month and after the last; ``verdicts`` are the latest first."""
    scores = [run.value - sum([verdict.gain for verdict in verdicts])]
    for verdict in reversed(verdicts):
        scores.append(scores[-1] + verdict.gain)
    return tuple(scores)
