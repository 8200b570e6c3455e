"""The files of a deck as the law lab counts them: points, wards and outcomes, but nobody's name.

Files are named only where no score of theirs can be played for: those that a deck which is unfair on purpose
keeps back, which nothing deals.
"""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Boolean, bindparam, or_, select
from sqlalchemy.engine import Connection

from ...caches.bounded_cache import BoundedCache
from ...caches.sizes import CROWDS
from ...game.lab.outcomes import Crowd
from ...game.lab.wards import WARDS, ward_of
from ...game.profile import points_by
from ...game.score import Model
from ..decks.decks import Deck
from ..decks.profile_row import read_record
from ..engine.statement import Row, Statement, at_most
from ..tables import columns, profiles

MOST = 3000
"""Of a larger deck so many files are counted, drawn by chance."""

_P = profiles.c
_of_version = (
    _P.deck_id == bindparam("deck_id"),
    _P.since <= bindparam("version"),
    _P.until > bindparam("version"),
    or_(~_P.reserve, bindparam("all", type_=Boolean)),
)
"""Without what a deck keeps for its daily: those files are still to be dealt, each once."""

_COUNTED = columns(profiles, "id record place outcome reserve")
_counted = Statement(at_most(select(*_COUNTED).where(*_of_version).order_by(_P.portrait), MOST))
"""In the order of the names of their portraits, which are random."""


class DeckCrowd(NamedTuple):
    """The crowd of a deck. ``wards`` says how many wards it has: 2, or 1 if it has none.

    ``shown`` are the ids of files that the lab may show to anybody, and ``shown_points`` their points, a
    column for each dimension of the model.
    """

    crowd: Crowd
    wards: int
    shown: tuple[int, ...]
    shown_points: tuple[tuple[int, ...], ...]


_known: BoundedCache[tuple[int, int], DeckCrowd] = BoundedCache(__name__, CROWDS)


def known_crowd(deck: Deck) -> DeckCrowd | None:
    """The crowd of a deck, if it is cached."""
    return _known.get((deck.id, deck.version))


def crowd_of(connection: Connection, deck: Deck, model: Model) -> DeckCrowd:
    """The crowd of the published version of a deck, which never changes; so it is cached."""
    key = deck.id, deck.version
    known = _known.get(key)
    if known is None:
        rows = _counted.all(connection, deck_id=deck.id, version=deck.version, all=deck.unfair)
        known = _crowd(rows, deck.unfair, [dimension.key for dimension in model.dimensions])
        _known.put(key, known)
    return known


def _crowd(rows: Sequence[Row], unfair: bool, keys: Sequence[str]) -> DeckCrowd:
    """Of a deck with wards, the files in one of them; outcomes only there, where every file has one."""
    wards = [ward_of(place) for _, _, place, _, _ in rows] if unfair else []
    if set(range(len(WARDS))) <= set(wards):
        rows, wards = _within(rows, wards)
    else:
        wards = [0] * len(rows)
    points = [_points(record, keys) for _, record, _, _, _ in rows]
    outcomes = [outcome for *_, outcome, _ in rows]
    known = tuple(map(bool, outcomes)) if unfair and None not in outcomes else ()
    kept = [place for place, row in enumerate(rows) if unfair and row[-1]]
    crowd = Crowd(_columns(points, len(keys)), tuple(ward or 0 for ward in wards), known)
    shown = _columns([points[place] for place in kept], len(keys))
    return DeckCrowd(crowd, len(set(wards)) or 1, tuple(rows[place][0] for place in kept), shown)


def _points(record: str, keys: Sequence[str]) -> list[int]:
    points = points_by(read_record(record))
    return [points.get(key, 0) for key in keys]


def _within(rows: Sequence[Row], wards: list[int | None]) -> tuple[list[Row], list[int | None]]:
    inside = [(row, ward) for row, ward in zip(rows, wards, strict=True) if ward is not None]
    return [row for row, _ in inside], [ward for _, ward in inside]


def _columns(points: Sequence[Sequence[int]], dimensions: int) -> tuple[tuple[int, ...], ...]:
    return tuple(zip(*points, strict=True)) if points else ((),) * dimensions
