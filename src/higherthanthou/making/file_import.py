"""Imports a deck file from the command line, in the foreground."""

from pathlib import Path
from random import SystemRandom

from ..authoring.deck_import import Wish, head_of, parse, people_of
from ..authoring.deckfile import MOST_BYTES, DeckFileError, are_exact, guess_roles, read_sheet
from ..clock import milliseconds
from ..store.decks.decks import Deck, new_deck
from ..store.engine.database import Database
from .seeding import console, fill


def import_deck(database: Database, file: Path, wish: Wish, slug: str | None, host_id: int | None) -> Deck:
    """Import a file as a draft. On OSError, DeckFileError or BadRows nothing was imported."""
    if file.stat().st_size > MOST_BYTES:
        raise DeckFileError(f"The file has more than {MOST_BYTES // 1024**2} MB.")
    data = file.read_bytes()
    sheet = None if wish.json else read_sheet(data)
    if sheet and not are_exact(sheet.header):
        for title, role in zip(sheet.header, guess_roles(sheet.header), strict=True):
            console.print(f"Column {title} is taken as {role or 'nothing and left out'}.", markup=False)
    parsed = parse(wish, data, sheet)
    head = head_of(parsed)
    row = new_deck(head.title or file.stem, head, host_id, milliseconds(), slug)
    return fill(database, row, people_of(parsed, SystemRandom()), len(parsed.profiles), publish=False)
