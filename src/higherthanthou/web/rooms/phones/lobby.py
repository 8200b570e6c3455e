"""The lobby on a phone: who is here, and what is going to happen."""

from typing import NamedTuple

from sqlalchemy.engine import Connection

from ....game.rooms.terms import Compared
from ....store.rooms.guests import Guest, everybody
from ....store.rooms.rooms import Room

NAMED = 6
"""So many names are told; the others are counted."""


class LobbyView(NamedTuple):
    """The guests who are here: their number, the names of some others, and how many are not named.

    ``against`` says what all files are compared with, ``seconds`` how long each is open,
    0 if it is not timed.
    """

    here: int
    others: tuple[str, ...]
    more: int
    against: str
    reasons: bool
    seconds: int
    said: str


_AGAINST = {
    Compared.MARK: "All get the same file, against the same mark.",
    Compared.OWN: "All get the same file, each against their own score.",
    Compared.BEFORE: "All get the same file, against the person before.",
}


def lobby_view(connection: Connection, room: Room, guest: Guest) -> LobbyView:
    """The lobby for a guest."""
    here = [one for one in everybody(connection, room) if one.is_here]
    others = [one.name for one in reversed(here) if one.number != guest.number]
    named = tuple(others[: NAMED - 1])
    said = f"You are in the room as {guest.name}, guest {guest.number}. {len(here)} are here."
    against, more = _AGAINST[Compared(room.against)], len(others) - len(named)
    return LobbyView(len(here), named, more, against, room.reasons, room.seconds, said)
