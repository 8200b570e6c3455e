"""What a challenge adds to the table: in the end both trails side by side, and where they parted."""

from typing import NamedTuple

from ....game.deal import Side
from ....game.modes.challenge import parted
from ....game.modes.daily import number_of
from ....store.challenges.trails import Looked, Other
from ....store.decks.decks import Deck
from ....store.runs.desks import Desk
from ...html.fragments import fragment, kept_fragment
from .mode_pieces import NO_PIECES, ModePieces


class CallView(NamedTuple):
    """A call as it is printed: the side with the deck's word for it, and whether it was right."""

    side: Side
    said: str
    right: bool


class TurnView(NamedTuple):
    """A file of a challenge with two calls on it."""

    turn: int
    name: str
    score: str
    mine: CallView
    theirs: CallView
    parted: bool


class SideBySide(NamedTuple):
    """Two trails through the same files; ``where`` says at which of them they parted."""

    name: str
    mine: int
    theirs: int
    files: int
    where: str
    turns: tuple[TurnView, ...]


def pieces(desk: Desk, now: int) -> ModePieces:
    """How far it is while the run is open, and then both trails, as long as the challenge is kept."""
    if desk.file is not None:
        return ModePieces(strip=_strip(desk.run.turn, desk.files)) if desk.files else NO_PIECES
    looked = desk.outcome.challenge if desk.outcome else None
    if looked is None:
        return NO_PIECES
    return ModePieces(result=_result(looked, side_by_side(looked, desk.deck)))


def side_by_side(looked: Looked, deck: Deck) -> SideBySide | None:
    """Both trails, if whoever looks has finished, and somebody else has."""
    other = looked.other
    if other is None:
        return None
    apart = parted([one.side for one in looked.mine], [one.side for one in other.trail])
    return SideBySide(
        other.name,
        sum([one.right for one in looked.mine]),
        sum([one.right for one in other.trail]),
        looked.challenge.files,
        _where(apart, looked.challenge.files),
        _turns(looked, other, deck, set(apart)),
    )


def _turns(looked: Looked, other: Other, deck: Deck, apart: set[int]) -> tuple[TurnView, ...]:
    said = deck.words.said
    return tuple([
        TurnView(
            mine.turn,
            mine.name,
            deck.measure.panel(mine.score),
            CallView(mine.side, said(mine.side), mine.right),
            CallView(theirs.side, said(theirs.side), theirs.right),
            mine.turn in apart,
        )
        for mine, theirs in zip(looked.mine, other.trail, strict=False)
    ])  # fmt: skip


def _where(apart: tuple[int, ...], files: int) -> str:
    """Where two trails parted, in a sentence."""
    if not apart:
        return "You never parted."
    if len(apart) == files:
        return "You parted." if files == 1 else "You parted at every file."
    *before, last = [str(turn) for turn in apart]
    told = f"s {', '.join(before)} and {last}" if before else f" {last}"
    return f"You parted at file{told}."


def title_of(deck: Deck, day: int | None) -> str:
    """What a challenge was made of: a deck, or the daily of a day."""
    return deck.marked_title if day is None else f"{deck.title}, daily No. {number_of(day)}"


TEMPLATE = "challenges/_trails.html"
_strip, _result = kept_fragment(TEMPLATE, "strip"), fragment(TEMPLATE, "result")
