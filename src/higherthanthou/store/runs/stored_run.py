"""A run as its row keeps it between two guesses, without what the file on its desk scores."""

from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from ...game.modes import OF_RUNS, Mode
from ...game.profile import View
from ...game.run import Run, Used
from ..decks.decks import FIELDS, Deck
from ..engine.errors import Missing
from ..engine.statement import Row, Statement
from ..tables import columns, decks, lifelines, runs

_OF_THE_RUN = "own_score ranked profile_id started_at ended_at reference_id day"
_OF_THE_RULES = "mode anchor turn streak value open"
_OF_THE_DECK = tuple(runs.c.deck_version if column is decks.c.version else column for column in FIELDS)
STORED_RUN = (*columns(runs, _OF_THE_RUN), *columns(runs, _OF_THE_RULES), *_OF_THE_DECK)
"""The columns of a StoredRun, of runs joined with decks; the version is the one the run is played with."""

_found = Statement(
    select(*STORED_RUN)
    .join(decks, decks.c.id == runs.c.deck_id)
    .where(runs.c.id == bindparam("run_id"), runs.c.player_id == bindparam("player_id"))
)
_used = Statement(
    select(lifelines.c.kind, lifelines.c.turn)
    .where(lifelines.c.player_id == bindparam("player_id"), lifelines.c.run_id == bindparam("run_id"))
    .order_by(lifelines.c.turn, lifelines.c.kind)
)


class StoredRun(NamedTuple):
    """A run, with its deck and its mode. It has no field for the score of the file on the desk.

    ``run`` is the part that the rules know, ``profile_id`` the file on the desk, and ``reference_id`` the
    profile whose score is the anchor, where it is somebody's.
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
    def read(cls, connection: Connection, run_id: str, player_id: int, row: Row) -> "StoredRun":
        """The run from its STORED_RUN columns; the lifelines it has used are read here."""
        own_score, ranked, profile_id, started_at, ended_at, reference_id, day, *more = row
        key, anchor, turn, streak, value, is_open, *deck = more
        mode = OF_RUNS[key]
        used = used_in(connection, player_id, run_id) if mode.keeps_used else ()
        run = Run(anchor, turn, streak, value, bool(is_open), used)
        return cls(
            run_id, player_id, own_score, ranked, profile_id, started_at, ended_at, reference_id, day,
            mode, run, Deck(*deck),
        )  # fmt: skip

    def viewed_at(self, turn: int, value: int) -> View:
        """How the file of a turn was shown, where the run had that value."""
        return self.mode.view(self.run._replace(turn=turn, value=value))


def stored_run(connection: Connection, player_id: int, run_id: str) -> StoredRun:
    """The run of this player. Missing if there is no such run."""
    row = _found.first(connection, run_id=run_id, player_id=player_id)
    if row is None:
        raise Missing
    return StoredRun.read(connection, run_id, player_id, row)


def used_in(connection: Connection, player_id: int, run_id: str) -> tuple[Used, ...]:
    """The lifelines that a run of a player has used, the first one first."""
    used = _used.all(connection, player_id=player_id, run_id=run_id)
    return tuple([Used(kind, turn) for kind, turn in used])
