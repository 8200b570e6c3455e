"""A file whose score is shown, on a phone: the verdict, the split of the room, and the receipt."""

from typing import NamedTuple

from sqlalchemy.engine import Connection

from ....game.deal import Side
from ....game.verdict import Verdict, judge
from ....store.decks.decks import Deck
from ....store.decks.standings import quantiles_of
from ....store.rooms.calls import OwnCall, own_call
from ....store.rooms.files import asked_file, shown_file
from ....store.rooms.guests import Guest
from ....store.rooms.rooms import Room
from ...play.receipts import PrintedReceipt
from ...play.verdicts import VerdictView, panel_of, scored
from ..class_laws import LawView, file_by_law, law_view, receipt_by_law
from .asking import Anchor, anchor_view
from .round_results import Standing, round_results
from .split_view import SplitView, split_view, swung_at


class ShownView(NamedTuple):
    """A file that was judged; ``called`` if the guest has called on it. ``standing`` is None until then."""

    anchor: Anchor
    verdict: VerdictView
    called: bool
    split: SplitView
    receipt: PrintedReceipt
    standing: Standing | None
    law: LawView | None
    said: str


def shown_view(connection: Connection, room: Room, guest: Guest, deck: Deck) -> ShownView | None:
    """The file of now for a guest; None if it is not shown."""
    shown, asked = shown_file(connection, room), asked_file(connection, room)
    if shown is None or asked is None:
        return None
    mine, results = own_call(connection, room, guest.player_id), round_results(connection, room)
    score, anchor = anchor_view(asked, guest, deck)
    verdict = _judged(room, mine, shown.score, score)
    file = file_by_law(shown, deck)
    swung = swung_at(file, asked.profile, verdict.truth)
    beyond = _beyond(asked.anchor, asked.before, anchor)
    panel = panel_of(file, verdict, deck, beyond, quantiles_of(connection, deck))
    if panel.swing and mine and mine.reason is not None and mine.reason == swung:
        panel = panel._replace(swing=f"{panel.swing.removesuffix('.')}, and you tapped it.")
    split = split_view(results.split, asked.profile, swung, mine)
    return ShownView(
        anchor,
        panel,
        mine is not None,
        split,
        receipt_by_law(shown, deck),
        results.standings.get(guest.number),
        law_view(shown.law, deck, shown.round),
        _said(panel, mine, split, shown.file.name, deck),
    )


def _judged(room: Room, mine: OwnCall | None, score: int, anchor: int) -> Verdict:
    """The verdict on the guest's call; without a call, that on whoever would have been right."""
    verdict = judge(room.round, mine.guess if mine else Side.HIGHER, score, anchor)
    return verdict if mine else verdict._replace(right=True)


def _beyond(told: int | None, before: str | None, anchor: Anchor) -> str:
    if told is None:
        return "you"
    return f"the {anchor.figure} of {before}" if before else "the mark"


def _said(panel: VerdictView, mine: OwnCall | None, split: SplitView, name: str, deck: Deck) -> str:
    outcome = ("Right. " if panel.right else "Wrong. ") if mine else "You did not call. "
    up, down = deck.words.up.lower(), deck.words.down.lower()
    return (
        f"{outcome}{scored(name, panel.score, deck)}, {panel.gap}. "
        f"{split.higher} called {up}, {split.lower} {down}."
    )
