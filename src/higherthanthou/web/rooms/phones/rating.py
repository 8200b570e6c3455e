"""Calls of others, which a guest rates with one to five stars without knowing whose they are."""

from typing import NamedTuple

from sqlalchemy.engine import Connection

from ....game.profile import shortened
from ....store.rooms.calls import counts
from ....store.rooms.files import asked_file
from ....store.rooms.guests import Guest
from ....store.rooms.rooms import Room
from ....store.rooms.stars import to_rate

ENOUGH = 3
"""With fewer guests a score tells who gave it."""


class RatedCall(NamedTuple):
    """A call to rate: its place in the list, from 1, its side, its reason or empty, its stars so far."""

    place: int
    guess: str
    reason: str
    stars: int


class RatingView(NamedTuple):
    """The calls that a guest rates, and how many have their stars.

    ``secret`` if a score does not tell who gave it: of two guests each knows that it was the other.
    """

    calls: tuple[RatedCall, ...]
    given: int
    secret: bool
    said: str


def rating_view(connection: Connection, room: Room, guest: Guest) -> RatingView:
    """The calls of now for a guest."""
    asked = asked_file(connection, room)
    facts = asked.profile.facts if asked else ()
    calls = tuple(
        RatedCall(place, call.guess, _because(call.reason, [fact.text for fact in facts]), call.stars)
        for place, call in enumerate(to_rate(connection, room, guest.player_id), 1)
    )
    given = sum(call.stars > 0 for call in calls)
    return RatingView(calls, given, counts(connection, room).here >= ENOUGH, _said(len(calls)))


def _because(reason: int | None, texts: list[str]) -> str:
    return shortened(texts[reason]) if reason is not None and reason < len(texts) else ""


def _said(number: int) -> str:
    if not number:
        return "Others are rated now; there is no call for you to rate."
    return f"Rate {'one call' if number == 1 else f'{number} calls'} of others with one to five stars."
