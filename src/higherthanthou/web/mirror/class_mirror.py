"""The mirror of a room that is over, for all of its screens: worked out once, as a sum of all guests."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sqlalchemy.engine import Connection

from ...authoring.seeds.models import load_model
from ...caches.bounded_cache import BoundedCache
from ...caches.sizes import ROOMS
from ...game.deal import Side
from ...game.mirror.class_mirror import RoomCall, sums_of
from ...game.mirror.phrases import phrase_of
from ...game.mirror.weigher import shown_points
from ...game.rooms.terms import Compared
from ...game.score import Model
from ...store.rooms.files import ShownFile, shown_files
from ...store.rooms.results import JudgedCall, judged_calls
from ...store.rooms.rooms import Room, deck_of
from .drawn_line import DrawnLine, drawn_tally

WHO = "the room"


class ClassMirror(NamedTuple):
    """What the guests of a room weighed on these files; without lines there is nothing to tell.

    ``left_out`` files were judged by a law of the room, whose weights are others than those of the deck.
    """

    guests: int
    files: int
    lines: tuple[DrawnLine, ...]
    left_out: int = 0


NOTHING = ClassMirror(0, 0, ())

_known: BoundedCache[tuple[int, int], ClassMirror] = BoundedCache(__name__, ROOMS)


def class_mirror(connection: Connection, room: Room) -> ClassMirror:
    """The mirror of a room that is over, unless its files were compared with one another or have no model."""
    if not room.is_over or room.against == Compared.BEFORE:
        return NOTHING
    known = _known.get((room.id, room.seq))
    if known is None:
        known = _worked_out(connection, room)
        _known.put((room.id, room.seq), known)
    return known


def _worked_out(connection: Connection, room: Room) -> ClassMirror:
    key = deck_of(connection, room).model
    if key is None:
        return NOTHING
    model = load_model(key)
    files = shown_files(connection, room)
    by_deck = [shown for shown in files if shown.law is None]
    calls = list(_calls(judged_calls(connection, room), by_deck, model))
    sums = sums_of(calls, len(model.dimensions))
    lines = [
        drawn_tally(told, one.title, one.weight, phrase_of(one.key, one.title), WHO)
        for told, one in zip(sums, model.dimensions if sums else (), strict=True)
        if told.calls
    ]
    guests, rounds = {call.guest for call in calls}, {call.round for call in calls}
    return ClassMirror(len(guests), len(rounds), tuple(lines), len(files) - len(by_deck))


def _calls(calls: Iterable[JudgedCall], files: Iterable[ShownFile], model: Model) -> Iterator[RoomCall]:
    """The calls on these files; those on a tie tell nothing."""
    keys = [dimension.key for dimension in model.dimensions]
    points = {shown.round: shown_points(shown.file.record, keys) for shown in files}
    for call in calls:
        if call.round in points and call.score != call.anchor:
            higher = call.guess is Side.HIGHER
            yield RoomCall(call.number, call.round, points[call.round], higher, call.score > call.anchor)
