"""Copying a deck: read in pages, and added by a job like that of a deck that is generated."""

from collections.abc import Callable, Iterator
from concurrent.futures import wait
from functools import partial

from ..clock import milliseconds
from ..game.errors import Refusal
from ..store.decks import deck_making, decks
from ..store.decks.decks import Deck
from ..store.engine.database import Database
from ..store.hosts import copies, drafts
from ..store.hosts.drafts import OwnDeck
from ..store.hosts.staging import Row
from ..store.tables import DeckRow
from .fill_jobs import FillJob, FillJobs
from .progress import bar

PAGE = 1000


def start_copy(
    jobs: FillJobs, database: Database, deck: OwnDeck, row: DeckRow, now: Callable[[], int]
) -> FillJob:
    """Start to fill a deck whose row exists with copies of the files of a draft."""
    return jobs.start(database, now, row, _rows(database, deck), copies.add)


def copy_now(database: Database, slug: str, title: str, new_slug: str | None) -> Deck:
    """Copy the draft of any deck, for the command line; return the copy. Missing if there is no such deck."""
    own = database.read_now(partial(drafts.any_deck, slug=slug))
    of = partial(copies.copy_of, deck=own, title=title, slug=new_slug, now=milliseconds())
    row = database.read_now(of)
    deck_id = database.write_now(partial(deck_making.begin, deck=row))
    jobs = FillJobs()
    job = start_copy(jobs, database, own, row, milliseconds)
    with bar() as progress:
        task = progress.add_task(f"Copying {own.deck.title}", total=row.size)
        while not job.ended:
            wait([job.future], timeout=0.2)
            progress.update(task, completed=job.done)
    jobs.close()
    if (made := database.read_now(partial(decks.by_id, deck_id=deck_id))) is None:
        raise Refusal(copies.CHANGED)
    return made


def _rows(database: Database, deck: OwnDeck) -> Iterator[Row]:
    last: Row | None = None
    while page := database.read_now(partial(copies.rows_after, deck=deck, last=last, at_most=PAGE)):
        yield from page
        last = page[-1]
