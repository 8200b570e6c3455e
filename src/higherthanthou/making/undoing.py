"""Undoing a publish, for pages and command line: rows are gathered in batches, then all move at once."""

from collections.abc import Callable
from functools import partial

from ..game.profile import Entry, Shown
from ..store.engine.database import Database
from ..store.hosts import staging, undoing
from ..store.hosts.drafts import OwnDeck
from ..store.hosts.staging import Row

BATCH = 1000


def undo_publish(database: Database, deck: OwnDeck, now: Callable[[], int]) -> int:
    """Publish the version before the published one as the next; return its number. Blocks.

    Refusal if there is none, if the published one began a season, or if the deck was changed meanwhile; then
    nothing has changed.
    """
    database.read_now(partial(undoing.refuse_unless_undoable, deck=deck))
    stage = database.write_now(partial(staging.begin, deck=deck, now=now()))
    try:
        entries = _stage_rows(database, deck, stage, now)
        return database.write_now(partial(undoing.undo, deck=deck, stage=stage, entries=entries))
    except BaseException:
        database.write_now(partial(staging.discard, deck_id=stage))
        raise


def _stage_rows(database: Database, deck: OwnDeck, stage: int, now: Callable[[], int]) -> tuple[Entry, ...]:
    """Gather what the version before had and the published one has not; return a fact of each column."""
    last: Row | None = None
    known: dict[tuple[Shown, str], Entry] = {}
    while rows := database.read_now(partial(undoing.rows_before, deck=deck, last=last, at_most=BATCH)):
        database.write_now(partial(staging.add, stage=stage, deck=deck, rows=rows, now=now()))
        known |= {(entry.shown, entry.label): entry for entry in undoing.entries_of(rows)}
        last = rows[-1]
    return tuple(known.values())
