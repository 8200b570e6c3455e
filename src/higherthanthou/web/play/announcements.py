"""What a screen reader announces after a lifeline, stars or a report; the verdict has not changed then."""

from ...game.modes.mode import SWAP
from ...game.profile import shortened
from ...store.runs.desks import Desk


def lifeline_said(desk: Desk, kind: str) -> str:
    """What a lifeline has done to the file on the desk."""
    if desk.file is None or (kind, desk.run.turn) not in desk.run.used:
        return "Nothing has changed: that file was judged already."
    if kind == SWAP:
        return f"Another file: {desk.file.name}."
    fact = desk.file.facts[-1]
    return f"Uncovered. {fact.label}: {shortened(fact.text)}."


def stars_said(desk: Desk) -> str:
    """Which stars a file has from this player, be they given now or before."""
    if desk.stars is None or desk.last is None or not desk.stars.own:
        return "Your stars are kept."
    return f"You gave {desk.last.file.name} {desk.stars.own} of 5 stars."


def report_said(reason: str) -> str:
    """For which reason a file is reported, be it by this form or by one before."""
    return f"Reported: {reason}."
