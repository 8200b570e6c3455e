"""A run between two guesses, read from its row: everything but what the file on its desk scores."""

from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from ..game.modes import MODES, Mode
from ..game.run import Run, Used
from .decks import FIELDS, Deck
from .statement import Row, Statement
from .tables import columns, decks, lifelines, runs

_DECK = tuple(runs.c.deck_version if column is decks.c.version else column for column in FIELDS)
_RUN = "own_score anchor turn streak value open ranked profile_id started_at ended_at reference_id day mode"
SEAT = (*columns(runs, _RUN), *_DECK)
"""The columns that Seat.of reads, of runs joined with decks; the version is that of the run."""

_used = Statement(
    select(lifelines.c.kind, lifelines.c.turn)
    .where(lifelines.c.run_id == bindparam("run_id"))
    .order_by(lifelines.c.turn, lifelines.c.kind)
)


class Seat(NamedTuple):
    """A run as the store knows it. It does not know what the file scores.

    ``used`` are the lifelines that are gone; ``reference_id`` is the profile whose score is the anchor.
    """

    run_id: str
    player_id: int
    own_score: int
    anchor: int
    turn: int
    streak: int
    value: int
    open: bool
    ranked: bool
    profile_id: int
    started_at: int
    ended_at: int | None
    reference_id: int | None
    day: int | None
    mode: Mode
    deck: Deck
    used: tuple[Used, ...] = ()

    @classmethod
    def of(cls, connection: Connection, run_id: str, player_id: int, row: Row) -> "Seat":
        """The seat of a run from its SEAT columns, and what it has used."""
        mode = MODES[row[12]]
        seat = cls(run_id, player_id, *row[:12], mode, Deck(*row[13 : len(SEAT)]))  # type: ignore[call-arg]  # SEAT has them in this order
        return seat._replace(used=used_in(connection, run_id)) if mode.keeps_used else seat

    def run(self) -> Run:
        """The run as the rules know it."""
        return Run(self.mode, self.anchor, self.turn, self.streak, self.value, bool(self.open), self.used)


def used_in(connection: Connection, run_id: str) -> tuple[Used, ...]:
    """The lifelines that a run has used, the first one first."""
    return tuple([Used(*row) for row in _used.all(connection, run_id=run_id)])
