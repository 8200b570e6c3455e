"""The files of a room as its screens may see them: asked without a score, shown with everything."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from ...game.profile import PublicProfile
from ...game.rooms.class_law import ClassLaw
from ...game.rooms.terms import Compared
from ..decks.profiles import OpenFile, open_file, public_profile
from ..engine.statement import Row, Statement
from ..tables import profiles, room_rounds
from .laws import law_at, laws_of
from .rooms import Room

_F = room_rounds.c
_this_round = (_F.room_id == bindparam("in_room"), _F.round == bindparam("at_round"))
_asked = Statement(
    select(_F.profile_id, _F.anchor, profiles.c.name)
    .outerjoin(profiles, profiles.c.id == _F.before_id)
    .where(*_this_round, _F.asked_at.is_not(None))
)
_SHOWN = select(_F.round, _F.profile_id, _F.score, _F.anchor).where(_F.shown_at.is_not(None))
_shown = Statement(_SHOWN.where(*_this_round))
_all_shown = Statement(_SHOWN.where(_F.room_id == bindparam("in_room")).order_by(_F.round))


class AskedFile(NamedTuple):
    """The file of a round as it is asked. It has no field for the score.

    ``anchor`` is what it is compared with, None for each guest's own score; ``before`` is the name of the
    person whose score that is, or None.
    """

    profile_id: int
    profile: PublicProfile
    anchor: int | None
    before: str | None


class ShownFile(NamedTuple):
    """The file of a round that is shown, with its score; ``anchor`` as in ``AskedFile``.

    ``law`` is the one that the room has voted for and that judged it, None for the deck's own. The score is
    that of this law, the record still as the deck has it.
    """

    round: int
    profile_id: int
    file: OpenFile
    score: int
    anchor: int | None
    law: ClassLaw | None = None


def asked_file(connection: Connection, room: Room) -> AskedFile | None:
    """The file of the round of now, without its score; None before the first."""
    row = _asked.first(connection, in_room=room.id, at_round=room.round)
    if row is None:
        return None
    profile_id, anchor, before = row
    return AskedFile(profile_id, public_profile(connection, profile_id), anchor, before)


def shown_file(connection: Connection, room: Room) -> ShownFile | None:
    """The file of the round of now, if it is shown."""
    row = _shown.first(connection, in_room=room.id, at_round=room.round)
    return _opened(connection, row, laws_of(connection, room)) if row else None


def shown_files(connection: Connection, room: Room) -> list[ShownFile]:
    """The files that were shown, in the order of their rounds."""
    laws = laws_of(connection, room)
    return [_opened(connection, row, laws) for row in _all_shown.all(connection, in_room=room.id)]


def by_deck(files: Sequence[ShownFile], room: Room) -> set[int]:
    """The rounds in which no law of the room counts, for the file or for what it is compared with."""
    chained = room.against == Compared.BEFORE
    return {
        shown.round
        for before, shown in pairwise([None, *files])
        if shown and not shown.law and not (chained and before and before.law)
    }


def _opened(connection: Connection, row: Row, laws: list[ClassLaw]) -> ShownFile:
    number, profile_id, score, anchor = row
    opened = open_file(connection, profile_id)
    return ShownFile(number, profile_id, opened, score, anchor, law_at(laws, number))
