"""The table: a desk as templates print it, in plain values, every sentence ready, nothing hidden in it."""

from typing import NamedTuple

from ...authoring.seeds.models import load_model
from ...caches.cached import cached
from ...caches.sizes import LAID_FILES
from ...game.measure import Measure
from ...game.profile import PublicProfile
from ...settings import Settings
from ...store.runs.desks import Desk
from ..html import pieces
from ..html.pieces import Piece
from .drawn_scale import DrawnScale, away, away_on_scale, drawn_scale
from .judged_pieces import judged_pieces
from .modes import ModePieces, mode_pieces
from .receipts import PrintedReceipt, explained
from .result import ResultView, result_view
from .run_view import RunView, run_view
from .stars_form import stars_form
from .verdicts import VerdictView, announcement, verdict_view

NOTHING = Piece()

MANY_FACTS = 6
"""A file with more facts than this is set closer."""


class TurnView(NamedTuple):
    """The part of a table that each guess changes: its turn, and what was judged so far.

    ``compared`` marks what the last file was compared with where that is not what stands on the panel now.
    ``step`` and ``away`` tell how far the file on the desk is away where gaps are shares of the files.
    ``strip``, ``tools``, ``call`` and ``note`` are the fragments of a mode: above the file, below it, in the
    form of the guess, and beside the receipt, ``token`` that by the figure; ``stars`` is the form for stars.
    Any may be empty.
    ``reported`` is the reason for which the player has reported the last file; empty for none, or unknown.
    """

    action: str
    dots: Piece
    compared: Piece
    step: Piece
    away: str
    others: str
    figure: str
    token: Piece
    number: int
    list: Piece
    strip: Piece
    tools: Piece
    call: Piece
    note: Piece
    stars: Piece
    announcement: str
    reported: str = ""


class FileView(NamedTuple):
    """The file on the desk; ``barred`` if black bars hide some of it."""

    name: str
    line: str
    number: str
    portrait: str
    portrait_alt: str
    rows: Piece
    full: bool
    barred: bool


class TableView(NamedTuple):
    """All that is on the table: a file or a result, and from the first verdict on that one and its receipt.

    The templates know these by the names of the fields.
    """

    run: RunView
    turn: TurnView
    file: FileView | None
    verdict: VerdictView | None
    receipt: PrintedReceipt | None
    result: ResultView | None


def table_view(desk: Desk, settings: Settings, now: int, said: str = "", server: str = "") -> TableView:
    """The table for a desk, as it is at a time; ``said`` is announced instead of the verdict.

    ``server`` is the address of this one, without a path; only a run that is over needs it.
    """
    last = desk.last
    measure = desk.deck.measure
    verdict = verdict_view(last, desk, measure) if last else None
    added = mode_pieces(desk, now)
    said = said or (announcement(last, verdict, desk, measure) if last and verdict else "")
    return TableView(
        run_view(desk, settings.reading_ms),
        _turn_view(desk, measure, added, said),
        file_view(desk.file, desk.deck.model) if desk.file else None,
        verdict,
        explained(last.file, last.verdict.score, desk.deck.model) if last else None,
        None if desk.file else result_view(desk, added.result, settings, now, server),
    )


def _turn_view(desk: Desk, measure: Measure, added: ModePieces, announcement: str) -> TurnView:
    scale = drawn_scale(desk)
    shown = judged_pieces(desk.run_id, desk.player_id, desk.judged, desk.deck, scale, measure)
    panel_score = desk.mode.words.panel_score(desk.run, desk.own_score)
    anchor = desk.last.verdict.anchor if desk.last else desk.run.anchor
    compared, also = NOTHING, ""
    if anchor != panel_score:
        compared, also = _compared(anchor, panel_score, scale, measure)
    step, told = _step(desk, anchor, panel_score, scale)
    return TurnView(
        f"/runs/{desk.run_id}",
        pieces.joined(shown.dots),
        compared,
        step,
        told,
        f"{also}{''.join(shown.named)}",
        desk.mode.words.figure(desk.run),
        added.token,
        desk.run.turn,
        pieces.joined(shown.lines),
        added.strip,
        added.tools,
        added.call,
        added.note,
        stars_form(desk),
        announcement,
    )


def _compared(anchor: int, panel_score: int, scale: DrawnScale, measure: Measure) -> tuple[Piece, str]:
    """The mark on the scale of what the last file was compared with, and the same in words."""
    at, stands = (scale.place(score) for score in (anchor, panel_score))
    written = measure.panel(anchor)
    return pieces.compared(written, at, stands), f", compared at {written}"


def _step(desk: Desk, anchor: int, panel_score: int, scale: DrawnScale) -> tuple[Piece, str]:
    """How far the file on the desk is away where gaps are shares of the files: on the scale, and in words."""
    told = away(desk)
    if not told:
        return NOTHING, ""
    also = scale.place(anchor) if anchor != panel_score else None
    return away_on_scale(told, scale.place(panel_score), also), f"It is {told} of the deck away."


@cached(LAID_FILES)
def file_view(file: PublicProfile, model: str | None = None) -> FileView:
    """A file as it lies on the desk; the same for its player and for the host who previews it.

    Under a score ``model``, a bar tells how many points its trait can add or take at most.
    """
    known = (None if file.age is None else str(file.age), file.occupation, file.place)
    facts = [pieces.fact_on_file(label, text) for label, text in file.facts]
    bars = bars_of(file, model)
    return FileView(
        file.name,
        " · ".join([part for part in known if part]),
        file.file_number,
        file.portrait,
        file.portrait_alt,
        pieces.joined(facts + bars),
        len(facts) + len(bars) > MANY_FACTS,
        bool(bars),
    )


def bars_of(file: PublicProfile, model: str | None) -> list[Piece]:
    """The black bars on a file."""
    reach = load_model(model).reach if model else _unknown
    return [pieces.withheld(label, bar, reach(label)) for label, bar in file.withheld]


def _unknown(label: str) -> int:
    """How much a fact can weigh where no model says so."""
    return 0
