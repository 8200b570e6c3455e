"""Drafts read from the database: checked, or written as deck files, for the pages and the command line."""

from collections.abc import Iterator
from dataclasses import replace
from typing import IO, BinaryIO

from sqlalchemy.engine import Connection

from ..authoring.checking.check import Report, check
from ..authoring.checking.finding import CheckedFile
from ..authoring.deckfile import write_csv, write_json
from ..authoring.deckfile.profile_fields import filed_profile
from ..authoring.seeds.models import load_model
from ..authoring.seeds.themes import OWN, theme_names
from ..game.deal import stand_in
from ..game.quantiles import quantiles_from
from ..store.hosts import drafts, files
from ..store.hosts.columns import columns_in_use
from ..store.hosts.drafts import OwnDeck
from ..store.players.players import PROVISIONAL_SCORE


def check_draft(connection: Connection, own: OwnDeck) -> tuple[Report, dict[int, str]]:
    """Check the draft of a deck; return the report, and ``{file id: person}``."""
    everyone, persons = [], {}
    for file in files.every(connection, own):
        everyone.append(CheckedFile(file.id, filed_profile(file.profile), file.profile.look))
        persons[file.id] = file.person
    deck = own.deck
    model = load_model(deck.model) if deck.model else None
    anchor = _anchor(own, [one.score for one in everyone])
    return check(everyone, deck.about, model, anchor), persons


def _anchor(own: OwnDeck, scores: list[int]) -> int:
    """The score that a new player is compared with on this deck."""
    if own.deck.on_our_scale or not scores:
        return PROVISIONAL_SCORE
    return quantiles_from(sorted(scores)).between(stand_in(PROVISIONAL_SCORE, own.deck.less_is_better))


def write_draft(connection: Connection, own: OwnDeck, kind: str) -> Iterator[str]:
    """The draft of a deck as a deck file in chunks; ``kind`` is csv or json."""
    deck, profiles = own.deck, (filed_profile(file.profile) for file in files.every(connection, own))
    if kind == "csv":
        return write_csv(columns_in_use(connection, own, own.labels), profiles, deck.measure)
    theme = deck.theme if deck.theme in theme_names() else OWN
    return write_json(replace(deck.about, theme=theme), profiles)


def export_draft(connection: Connection, slug: str, kind: str, file: BinaryIO | IO[bytes]) -> None:
    """Write the draft of any deck to a file, for the command line; Missing if there is no such deck."""
    for piece in write_draft(connection, drafts.any_deck(connection, slug), kind):
        file.write(piece.encode())
