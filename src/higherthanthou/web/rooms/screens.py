"""What the wall and the host's page show of a room at one moment, read in one piece."""

from typing import NamedTuple

from sqlalchemy.engine import Connection

from ...game.rooms.class_law import ClassLaw
from ...game.rooms.course import State
from ...game.rooms.split import Split
from ...store.decks.decks import Deck
from ...store.rooms import calls, files, guests, laws, results, rooms, stars
from ...store.rooms.calls import Counts, Roll
from ...store.rooms.control import host_is_away
from ...store.rooms.files import AskedFile, ShownFile
from ...store.rooms.guests import Guest
from ...store.rooms.results import JudgedCall
from ...store.rooms.room_poll import RoomPoll, poll_now
from ...store.rooms.rooms import Room
from ..mirror.class_mirror import ClassMirror, class_mirror


class Sums(NamedTuple):
    """What has happened in a room since its last step.

    Guests here, those who are waited for, those who have called; those who ever came, those who knock; the
    sum of the stars of this round, who gave some; whether the host is away; answers to the poll; votes for a
    law.
    """

    counts: Counts
    came: tuple[int, int]
    stars: tuple[int, int]
    away: bool
    poll: RoomPoll | None
    voted: int

    @property
    def tally(self) -> str:
        """All of it as one word: it changes with each join and call."""
        answered = self.poll.answered if self.poll else 0
        return "-".join(
            map(str, (*self.counts, *self.came, *self.stars, int(self.away), answered, self.voted))
        )


class Screen(NamedTuple):
    """A room with all that its wall and its host may see now; nothing of a file that was not shown is in it.

    ``raters`` is how many have given stars in this round, ``tally`` is the word of ``Sums``. ``roll`` is who
    has called on the file of now and who is waited for. ``shown`` and ``split`` are there once it is
    shown, ``judged`` are the calls on all files that were shown, ``means`` the mean of each guest's stars,
    ``before`` the same before the last rating. ``law`` judges the file of now if the room voted for one;
    ``voted`` is how many have voted for the next. ``mirrored`` has lines once the room is over.
    """

    room: Room
    deck: Deck
    counts: Counts
    raters: int
    tally: str
    guests: list[Guest]
    roll: Roll
    asked: AskedFile | None
    shown: ShownFile | None
    judged: list[JudgedCall]
    split: Split | None
    means: dict[int, float]
    before: dict[int, float]
    follows: Room | None
    away: bool
    poll: RoomPoll | None
    law: ClassLaw | None
    voted: int
    mirrored: ClassMirror

    @property
    def names(self) -> dict[int, str]:
        """What each guest is called, by number."""
        return {guest.number: guest.name for guest in self.guests}


def screen_of(connection: Connection, room: Room, now: int) -> Screen:
    """Read a screen: each thing once, and only where the room has it."""
    revealed, over = room.is_revealed, room.is_over
    asked = files.asked_file(connection, room) if room.round and not over else None
    shown = files.shown_file(connection, room) if revealed else None
    judged = results.judged_calls(connection, room) if revealed or over else []
    got = results.stars_got(connection, room) if revealed or over else []
    means, sums = results.means_of(got), sums_of(connection, room, now)
    return Screen(
        room,
        rooms.deck_of(connection, room),
        sums.counts,
        sums.stars[1],
        sums.tally,
        guests.everybody(connection, room),
        calls.roll(connection, room) if room.state is State.ASKING else Roll(set(), set()),
        asked,
        shown,
        judged,
        results.split_at(judged, room, room.round, means) if revealed else None,
        means,
        results.means_of(got, room.round),
        rooms.following(connection, room) if over else None,
        sums.away,
        sums.poll,
        _law(connection, room, shown),
        sums.voted,
        class_mirror(connection, room),
    )


def _law(connection: Connection, room: Room, shown: ShownFile | None) -> ClassLaw | None:
    """The law that judges the file of now."""
    if room.state is State.ASKING:
        return laws.law_at(laws.laws_of(connection, room), room.round)
    return shown.law if shown else None


def sums_of(connection: Connection, room: Room, now: int) -> Sums:
    """Read what has happened in a room since its last step."""
    return Sums(
        calls.counts(connection, room),
        guests.arrivals(connection, room),
        stars.given(connection, room),
        host_is_away(room, now),
        poll_now(connection, room),
        laws.voted(connection, room),
    )


def tally(connection: Connection, room: Room, now: int) -> str:
    """The word of a room's screens as it is now."""
    return sums_of(connection, room, now).tally
