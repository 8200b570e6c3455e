"""A desk as its templates want it: plain values, every sentence ready, nothing that must stay hidden."""

from typing import NamedTuple

from ...caches.cached import cached
from ...caches.sizes import LAID_FILES
from ...game.modes.daily import day_of
from ...game.profile import PublicProfile
from ...settings import Settings
from ...store.runs.desks import Desk
from ..html import pieces
from ..html.fragments import Fragments, fragments
from ..html.pieces import Piece
from .judged_files import judged
from .receipts import PrintedReceipt, explained
from .result import Result, lay_result
from .run_scene import Scene, scene_of
from .verdicts import Last, announcement, lay_verdict

NOTHING = Piece()

MANY_FACTS = 6
"""A file with more facts than this is set closer."""


class Table(NamedTuple):
    """The run so far: its turn, and what was judged.

    ``compared`` marks what the last file was compared with where that is not what stands on the panel now.
    ``strip``, ``tools``, ``call`` and ``note`` are the fragments of a mode: above the file, below it, in the
    form of the guess, and beside the receipt; ``stars`` is the form for stars. Any may be empty.
    """

    action: str
    dots: Piece
    compared: Piece
    others: str
    figure: str
    turn: int
    judged: int
    list: Piece
    strip: Piece
    tools: Piece
    call: Piece
    note: Piece
    stars: Piece
    announcement: str


class File(NamedTuple):
    """The file on the desk; ``barred`` if black bars hide some of it."""

    name: str
    line: str
    number: str
    portrait: str
    portrait_alt: str
    rows: Piece
    full: bool
    barred: bool


class Laid(NamedTuple):
    """All that lies on the table: a file or a result, and from the first verdict on the last file."""

    scene: Scene
    table: Table
    file: File | None
    last: Last | None
    receipt: PrintedReceipt | None
    result: Result | None


def lay(desk: Desk, settings: Settings, now: int, said: str = "") -> Laid:
    """Lay the table for a desk, as it is at a time; ``said`` is what to announce, if not the verdict."""
    opened = desk.last
    last = lay_verdict(opened, desk) if opened else None
    today = day_of(now)
    parts = fragments(desk, now)
    said = said or (announcement(opened.file.name, last, desk) if opened and last else "")
    return Laid(
        scene_of(desk, settings.reading_ms),
        _table(desk, parts, said),
        lay_file(desk.file) if desk.file else None,
        last,
        explained(opened.file, opened.verdict.score, desk.deck.model) if opened else None,
        None if desk.file else lay_result(desk, parts.result, settings, today),
    )


def _table(desk: Desk, parts: Fragments, announcement: str) -> Table:
    low, high = desk.deck.low, desk.deck.high
    shown = judged(desk.run_id, desk.player_id, desk.marks, low, high)
    stands = desk.mode.stands(desk.run)
    anchor = desk.last.verdict.anchor if desk.last else desk.run.anchor
    return Table(
        f"/runs/{desk.run_id}",
        pieces.joined(shown.dots),
        pieces.compared(anchor, stands, low, high) if anchor != stands else NOTHING,
        "".join(shown.named) if anchor == stands else f", compared at {anchor}{''.join(shown.named)}",
        desk.mode.figure(desk.run),
        desk.run.turn,
        desk.run.turn - desk.run.open,
        pieces.joined(shown.lines),
        parts.strip,
        parts.tools,
        parts.call,
        parts.note,
        parts.stars,
        announcement,
    )


@cached(LAID_FILES)
def lay_file(file: PublicProfile) -> File:
    """A file as it lies on the desk; it is the same for its player and for a host who looks at it before."""
    known = (None if file.age is None else str(file.age), file.occupation, file.place)
    facts = [pieces.fact(label, text) for label, text in file.facts]
    bars = [pieces.withheld(label, bar) for label, bar in file.withheld]
    return File(
        file.name,
        " · ".join([part for part in known if part]),
        file.file_number,
        file.portrait,
        file.portrait_alt,
        pieces.joined(facts + bars),
        len(facts) + len(bars) > MANY_FACTS,
        bool(bars),
    )
