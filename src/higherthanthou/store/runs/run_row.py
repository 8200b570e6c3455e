"""A run between two guesses, read from its row: everything but what the file on its desk scores."""

from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from ...game.modes import MODES, Mode
from ...game.run import Run, Used
from ..decks.decks import FIELDS, Deck
from ..engine.statement import Row, Statement
from ..tables import columns, decks, lifelines, runs

_DECK = tuple(runs.c.deck_version if column is decks.c.version else column for column in FIELDS)
_SEAT = "own_score ranked profile_id started_at ended_at reference_id day"
_RUN = "mode anchor turn streak value open"
SEAT = (*columns(runs, _SEAT), *columns(runs, _RUN), *_DECK)
"""The columns that Seat.of reads, of runs joined with decks; the version is that of the run."""

_used = Statement(
    select(lifelines.c.kind, lifelines.c.turn)
    .where(lifelines.c.run_id == bindparam("run_id"))
    .order_by(lifelines.c.turn, lifelines.c.kind)
)


class Seat(NamedTuple):
    """A run as the store knows it. It does not know what the file scores.

    ``run`` is all of it that the rules know; ``reference_id`` is the profile whose score is the anchor.
    """

    run_id: str
    player_id: int
    own_score: int
    ranked: bool
    profile_id: int
    started_at: int
    ended_at: int | None
    reference_id: int | None
    day: int | None
    mode: Mode
    run: Run
    deck: Deck

    @classmethod
    def of(cls, connection: Connection, run_id: str, player_id: int, row: Row) -> "Seat":
        """The seat of a run from its SEAT columns, and what it has used."""
        key, anchor, turn, streak, value, is_open = row[7:13]
        mode = MODES[key]
        used = used_in(connection, run_id) if mode.keeps_used else ()
        run = Run(anchor, turn, streak, value, bool(is_open), used)
        return cls(run_id, player_id, *row[:7], mode, run, Deck(*row[13 : len(SEAT)]))  # type: ignore[call-arg]  # SEAT has them in this order


def used_in(connection: Connection, run_id: str) -> tuple[Used, ...]:
    """The lifelines that a run has used, the first one first."""
    return tuple([Used(*row) for row in _used.all(connection, run_id=run_id)])
