"""What a round that is shown came to, for all screens of its room: worked out once for each change."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy.engine import Connection

from ....caches.bounded_cache import BoundedCache
from ....caches.sizes import ROOMS
from ....game.rooms.course import State
from ....game.rooms.ranks import ranked
from ....game.rooms.split import Split
from ....store.rooms.results import Row, judged_calls, means, split_at, standing
from ....store.rooms.rooms import Room

_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


class Standing(NamedTuple):
    """Where a guest stands: by right calls, equal ones share a rank; ``called`` is on how many files."""

    number: int
    rank: int
    shared: bool
    right: int
    called: int

    @property
    def place(self) -> str:
        """The rank in words: 1st, shared 3rd."""
        ending = "th" if self.rank % 100 in {11, 12, 13} else _ENDINGS.get(self.rank % 10, "th")
        return f"{'shared ' if self.shared else ''}{self.rank}{ending}"


class RoundResults(NamedTuple):
    """The split of the round of now, and where each guest stands, by number."""

    split: Split
    standings: Mapping[int, Standing]


_known: BoundedCache[tuple[int, int], RoundResults] = BoundedCache(__name__, ROOMS)


def round_results(connection: Connection, room: Room) -> RoundResults:
    """The results of a room whose file is shown, or that is over. They stay until the next change.

    Stars come without one: while a room is rating, those of this round do not count yet.
    """
    known = _known.get((room.id, room.seq))
    if known is None:
        known = _worked_out(connection, room)
        _known.put((room.id, room.seq), known)
    return known


def _worked_out(connection: Connection, room: Room) -> RoundResults:
    before = room.round if room.state is State.RATING else None
    calls, stars = judged_calls(connection, room), means(connection, room, before)
    return RoundResults(split_at(calls, room, room.round, stars), standings(standing(calls)))


def standings(rows: list[Row]) -> dict[int, Standing]:
    """The ranks of guests, by number."""
    places = ranked(rows)
    sharing = Counter(place.rank for place in places)
    return {
        place.number: Standing(place.number, place.rank, sharing[place.rank] > 1, place.right, place.called)
        for place in places
    }
