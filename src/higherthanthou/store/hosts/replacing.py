"""Replacing the data of a draft: its files by a key, and the one write that puts others in their place."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import delete, func, select, update
from sqlalchemy.engine import Connection

from ...game.errors import Refusal
from ...game.names.folding import folded
from ...game.profile import Entry, Profile
from ..decks.profile_row import read_profile, read_record
from ..tables import decks, profiles
from . import drafts, staging
from .columns import learn_columns
from .drafts import OwnDeck
from .staging import Row

MODELLED = "The scores of this deck come from its score model; change its files one by one instead."
AT_ONCE = 500

_P = profiles.c


class StoredFile(NamedTuple):
    """A file of a draft with its row, and whether stars make its score."""

    row: Row
    profile: Profile
    by_stars: bool


def refuse_unless_replaceable(deck: OwnDeck) -> None:
    """Refusal if the scores of the deck come from a model."""
    if deck.deck.model:
        raise Refusal(MODELLED)


def ids_by_key(connection: Connection, deck: OwnDeck, label: str | None) -> dict[str, list[int]]:
    """The ids of a draft's files in their order by name, or by the text of a fact, without case and accents.

    Files without that fact have no key, and are left out.
    """
    column = _P.name if label is None else _P.record
    query = select(_P.id, column).where(deck.in_draft).order_by(_P.position, _P.id)
    found: dict[str, list[int]] = {}
    for identity, text in connection.execute(query.execution_options(yield_per=AT_ONCE)):
        if key := folded(text if label is None else _text(text, label)):
            found.setdefault(key, []).append(identity)
    return found


def _text(record: str, label: str) -> str:
    return next((entry.text for entry in read_record(record) if entry.label == label), "")


def stored(connection: Connection, deck: OwnDeck, ids: Sequence[int]) -> dict[int, StoredFile]:
    """These files of a draft; Refusal if it was changed since it was looked at."""
    drafts.refuse_if_changed(connection, deck)
    query = select(profiles, deck.by_stars.label("by_stars")).where(_P.id.in_(ids))
    return {row.id: _file(row) for row in connection.execute(query)}


def _file(row: Any) -> StoredFile:
    columns = row._asdict()
    return StoredFile(columns, read_profile(row), bool(columns.pop("by_stars")))


def files_besides(connection: Connection, deck: OwnDeck, kept: set[int]) -> list[tuple[int, str, str]]:
    """Id, person and name of the files of a draft that are not among these."""
    query = select(_P.id, _P.person, _P.name).where(deck.in_draft).order_by(_P.position, _P.id)
    return [tuple(row) for row in connection.execute(query) if row[0] not in kept]


def last_position(connection: Connection, deck: OwnDeck) -> int:
    """The position of the last file that the deck ever had; -1 if there is none."""
    found = connection.execute(select(func.max(_P.position)).where(_P.deck_id == deck.deck.id)).scalar()
    return -1 if found is None else int(found)


def replace(
    connection: Connection,
    deck: OwnDeck,
    stage: int,
    superseded: Sequence[int],
    gone: Sequence[int],
    entries: Iterable[Entry],
    scores: tuple[int, int],
) -> None:
    """Put the files of a stage into a draft, for those superseded, and take out those gone, in one write.

    The range of the deck grows to the lowest and the highest of the ``scores``. Refusal if the draft is no
    longer the one that was compared, or cannot have the facts of ``entries``.
    """
    drafts.refuse_if_changed(connection, deck)
    drafts.mark_edited(connection, deck)
    for ids in _some(superseded):  # what only this draft has goes; what a version has is ended
        connection.execute(delete(profiles).where(_P.id.in_(ids), _P.since == deck.draft))
        connection.execute(update(profiles).where(_P.id.in_(ids)).values(until=deck.draft))
    for ids in _some(gone):
        connection.execute(update(profiles).where(_P.id.in_(ids)).values(until=deck.draft))
    staging.move(connection, stage, deck)
    low, high = min(scores[0], deck.deck.low), max(scores[1], deck.deck.high)
    connection.execute(update(decks).where(decks.c.id == deck.deck.id).values(low=low, high=high))
    learn_columns(connection, deck, tuple(entries))


def _some(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
