"""A run with the hidden score of the file on its desk: what judging a guess needs, and no page may have."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from ..decks.profiles import OPENED, opened_file
from ..engine.errors import Missing
from ..engine.statement import Statement
from ..tables import decks, profiles, runs
from .stored_run import STORED_RUN, StoredRun

_with_its_file = Statement(
    select(runs.c.file_score, runs.c.dealt_at, profiles.c.file_number, *OPENED, *STORED_RUN)
    .join(decks, decks.c.id == runs.c.deck_id)
    .join(profiles, profiles.c.id == runs.c.profile_id)
    .where(runs.c.id == bindparam("run_id"), runs.c.player_id == bindparam("player_id"))
    .with_for_update(of=runs)
)


class RunToJudge(NamedTuple):
    """A stored run, and of the file on its desk the number, the score, and when it was dealt."""

    stored: StoredRun
    file_number: str
    score: int
    dealt_at: int

    def has_on_desk(self, fields: Mapping[str, str]) -> bool:
        """Whether a form was filled in with this file on the desk; one that names no file passes."""
        return fields.get("file", self.file_number) == self.file_number


def read(connection: Connection, player_id: int, run_id: str) -> RunToJudge:
    """This player's run; its row is locked until the transaction ends. Missing if there is none.

    The file is read along, for it is about to be opened.
    """
    row = _with_its_file.first(connection, run_id=run_id, player_id=player_id)
    if row is None:
        raise Missing
    score, dealt_at, file_number, name, age, portrait, portrait_alt, record, *columns = row
    stored = StoredRun.read(connection, run_id, player_id, tuple(columns))
    opened_file(stored.profile_id, (name, age, portrait, portrait_alt, record))
    return RunToJudge(stored, file_number, score, dealt_at)
