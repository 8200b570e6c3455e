"""Faces of the lab: who lost most and who gained most by a law, of those who may be shown, with receipts.

To everybody the lab shows what a deck that is unfair on purpose keeps back: nothing deals it. Of any other
deck it shows a player what this player has judged. So no score is seen that could still be played for.
"""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy.engine import Connection

from ...game.lab.law import factors, own_law, score_under
from ...game.lab.movers import Move, movers
from ...game.lab.wards import TITLES, ward_of
from ...game.profile import points_by
from ...game.score import Model
from ...game.texts.signed import signed
from ...store.decks.decks import Deck
from ...store.decks.profiles import open_file
from ...store.lab import own_files
from ...store.lab.crowds import DeckCrowd
from .laws import LawResult


class ReceiptLine(NamedTuple):
    """A dimension of a receipt under both laws; ``change`` sorts them."""

    title: str
    before: str
    after: str
    change: int


class FaceLine(NamedTuple):
    """Somebody who fell or rose, and the receipt, the dimension that moved most first."""

    name: str
    line: str
    portrait: str
    portrait_alt: str
    before: int
    after: int
    change: str
    receipt: tuple[ReceiptLine, ...]


class Faces(NamedTuple):
    """Who fell and who rose; ``own`` if of the player's files only, ``judged`` if there are any."""

    fallen: tuple[FaceLine, ...]
    risen: tuple[FaceLine, ...]
    own: bool
    judged: bool


def faces_of(
    connection: Connection,
    deck: Deck,
    model: Model,
    found: DeckCrowd,
    result: LawResult,
    player_id: int | None,
) -> Faces:
    """The faces that this player, or somebody who is none yet, may see."""
    if deck.unfair:
        fallen, risen, ids = result.fallen, result.risen, found.shown
    else:
        ids = own_files.judged_files(connection, player_id, deck.id) if player_id is not None else ()
        fallen, risen = _moved(connection, model, ids, result.law.weights)
    weights = result.law.weights
    lines = [
        [_line(connection, ids[move.place], move, model, weights) for move in moves]
        for moves in (fallen, risen)
    ]
    return Faces(tuple(lines[0]), tuple(lines[1]), not deck.unfair, not deck.unfair and bool(ids))


def _moved(
    connection: Connection, model: Model, ids: Sequence[int], weights: Sequence[int]
) -> tuple[tuple[Move, ...], tuple[Move, ...]]:
    points = [points_by(open_file(connection, one).record) for one in ids]
    own = own_law(model).weights
    before, after = ([score_under(model, law, one) for one in points] for law in (own, weights))
    return movers(before, after)


def _line(
    connection: Connection, profile_id: int, move: Move, model: Model, weights: Sequence[int]
) -> FaceLine:
    face = own_files.face(connection, profile_id)
    file, ward = face.file, ward_of(face.place)
    place = face.place if ward is None else TITLES[ward]
    known = ("" if file.age is None else str(file.age), face.occupation, place)
    return FaceLine(
        file.name,
        " · ".join([part for part in known if part]),
        file.portrait,
        file.portrait_alt,
        move.before,
        move.after,
        signed(move.change),
        _receipt(points_by(file.record), model, weights),
    )


def _receipt(points: dict[str, int], model: Model, weights: Sequence[int]) -> tuple[ReceiptLine, ...]:
    lines = []
    for dimension, factor in zip(model.dimensions, factors(model, weights), strict=True):
        before = points.get(dimension.key, 0)
        after = round(before * factor)
        lines.append(ReceiptLine(dimension.title, signed(before), signed(after), after - before))
    return tuple(sorted(lines, key=lambda line: -abs(line.change)))
