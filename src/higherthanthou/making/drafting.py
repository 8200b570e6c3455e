"""Checks and exports the draft of a deck, for the pages of hosts and for the command line."""

from collections.abc import Iterator
from typing import IO, BinaryIO

from sqlalchemy.engine import Connection

from ..authoring.checking.check import Checked, Report, check
from ..authoring.deckfile import Filed, write_csv, write_json
from ..authoring.seeds.models import load_model
from ..authoring.seeds.themes import OWN, theme_names
from ..game.deal import SESAME, stand_in
from ..game.deck_about import Head
from ..store.hosts import drafts, files
from ..store.hosts.columns import columns_in_use
from ..store.hosts.drafts import Own
from ..store.hosts.files import File
from ..store.players.players import PROVISIONAL_SCORE


def check_draft(connection: Connection, own: Own) -> tuple[Report, dict[int, str]]:
    """Check the draft of a deck; return the report, and ``{file id: person}``."""
    everyone, persons = [], {}
    for file in files.every(connection, own):
        everyone.append(_checked(file))
        persons[file.id] = file.person
    deck = own.deck
    model = load_model(deck.model) if deck.model else None
    anchor = _anchor(own, [one.score for one in everyone])
    return check(everyone, deck.low, deck.high, model, anchor, deck.label), persons


def _anchor(own: Own, scores: list[int]) -> int:
    """The score that a new player is compared with on this deck."""
    if own.deck.scale == SESAME or not scores:
        return PROVISIONAL_SCORE
    return sorted(scores)[stand_in(PROVISIONAL_SCORE, len(scores))]


def _checked(file: File) -> Checked:
    known = file.profile
    return Checked(
        file.id, known.name, known.score, known.age, known.occupation, known.place, known.look,
        not known.look, known.picture_alt, known.record,
    )  # fmt: skip


def write_draft(connection: Connection, own: Own, kind: str) -> Iterator[str]:
    """The draft of a deck as a deck file in chunks; ``kind`` is csv or json."""
    deck, filed = own.deck, map(_filed, files.every(connection, own))
    if kind == "csv":
        return write_csv(columns_in_use(connection, own, own.labels), filed)
    theme = deck.theme if deck.theme in theme_names() else OWN
    head = Head(deck.title, deck.label, deck.unit, deck.low, deck.high, deck.noun, theme, deck.model)
    return write_json(head, filed)


def export_draft(connection: Connection, slug: str, kind: str, file: BinaryIO | IO[bytes]) -> None:
    """Write the draft of any deck to a file, for the command line; Missing if there is no such deck."""
    for piece in write_draft(connection, drafts.whosever(connection, slug), kind):
        file.write(piece.encode())


def _filed(file: File) -> Filed:
    known = file.profile
    return Filed(
        known.name, known.score, known.age, known.occupation, known.place, known.picture_alt, known.record
    )
