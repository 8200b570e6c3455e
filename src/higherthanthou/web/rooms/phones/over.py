"""A room that is over, on a phone: the guest's own list of files, and what stars made of the guest."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy.engine import Connection

from ....game.deal import Side
from ....game.rooms.mutual_rating import weight
from ....game.verdict import judge
from ....store.decks.decks import Deck
from ....store.rooms.calls import OwnCall, own_call
from ....store.rooms.files import ShownFile, shown_files
from ....store.rooms.guests import Guest, everybody, guest_of
from ....store.rooms.results import means
from ....store.rooms.rooms import Room, following
from ...mirror.class_mirror import ClassMirror, class_mirror
from ..lookup import path_of
from .round_results import Standing, round_results

NAMED = 3
"""So many who share the first place are named; the others are counted."""


class CallLine(NamedTuple):
    """A file of the room: who, what it scored, and the guest's call, or empty."""

    round: int
    name: str
    score: str
    guess: str
    right: bool


class OverView(NamedTuple):
    """What a guest takes along; ``standing`` is None for one who never called; ``stars`` may be empty.

    ``first`` names who had most right calls, where a room has ranks; it is empty if nobody had any.
    ``follows`` is where the room goes on with the same people, or empty; ``mirrored`` is the same for all.
    """

    lines: tuple[CallLine, ...]
    standing: Standing | None
    guests: int
    stars: str
    first: str
    said: str
    follows: str
    mirrored: ClassMirror


def over_view(connection: Connection, room: Room, guest: Guest, deck: Deck) -> OverView:
    """The end of the room for a guest."""
    results = round_results(connection, room)
    lines = []
    for shown in shown_files(connection, room):
        mine = own_call(connection, room, guest.player_id, shown.round)
        lines.append(_line(shown, mine, guest, deck))
    standing = results.standings.get(guest.number)
    said = f"{standing.right} of {standing.called} right." if standing else "You did not call."
    return OverView(
        tuple(lines), standing, len(results.standings), _stars(connection, room, guest),
        _first(connection, room, results.standings), f"This room is over. {said}",
        _next(connection, room, guest), class_mirror(connection, room),
    )  # fmt: skip


def _first(connection: Connection, room: Room, standings: Mapping[int, Standing]) -> str:
    """The names of those with the most right calls; empty where a room has no ranks, or nobody was right."""
    best = {number for number, one in standings.items() if one.rank == 1 and one.right}
    if not (room.ranks and best):
        return ""
    names = [one.name for one in everybody(connection, room) if one.number in best]
    if len(names) > NAMED:
        names[NAMED:] = [f"{len(names) - NAMED} more"]
    return " and ".join([part for part in (", ".join(names[:-1]), names[-1]) if part])


def _next(connection: Connection, room: Room, guest: Guest) -> str:
    """Where the room goes on with the same people, if it does and this guest is one of them; or empty."""
    after = following(connection, room)
    taken = after is not None and guest_of(connection, after, guest.player_id) is not None
    return path_of(after) if after is not None and taken else ""


def _line(shown: ShownFile, mine: OwnCall | None, guest: Guest, deck: Deck) -> CallLine:
    guess = mine.guess if mine else Side.HIGHER
    anchor = guest.anchor if shown.anchor is None else shown.anchor
    verdict = judge(shown.round, guess, shown.score, anchor)
    return CallLine(
        shown.round, shown.file.name, deck.measure.panel(shown.score), mine.guess if mine else "",
        mine is not None and verdict.right,
    )  # fmt: skip


def _stars(connection: Connection, room: Room, guest: Guest) -> str:
    """What others' stars made of a guest's weight; empty if nobody gave any."""
    mean = means(connection, room).get(guest.number)
    if mean is None:
        return ""
    weighs = weight(mean, room.knob)
    return f"Others gave your calls {mean:.1f} of 5 stars, so that each of them came to weigh {weighs:.2f}."
