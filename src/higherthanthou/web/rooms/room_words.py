"""How a room is put into words: what its files are compared with, and where it is."""

from ...game.rooms.class_law import files_left
from ...game.rooms.course import State
from ...game.rooms.terms import Compared
from ...store.decks.decks import Deck
from ...store.rooms.files import AskedFile
from ...store.rooms.rooms import Room

AGAINST = {
    Compared.MARK: "against one mark for everybody",
    Compared.OWN: "each against their own score",
    Compared.BEFORE: "each file against the one before",
}


NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five"}


def counted(number: int, noun: str) -> str:
    """A number of things: 1 guest, 28 guests."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def place_of(room: Room) -> str:
    """Which round it is of how many."""
    return f"Round {room.round} of {room.rounds}" if room.round else counted(room.rounds, "file")


def next_files(room: Room) -> str:
    """The files that a law judges which is voted for now."""
    number = files_left(room.round, room.rounds)
    return "the next file" if number == 1 else f"the next {NUMBERS[number]} files"


def compared_with(room: Room, asked: AskedFile, deck: Deck) -> tuple[str, str]:
    """What a file is compared with, in words and on the panel; the panel is empty for own scores."""
    if asked.anchor is None:
        return "your own score", ""
    panel = deck.measure.panel(asked.anchor)
    return (asked.before or "") if room.against == Compared.BEFORE else "the mark", panel


def announced(room: Room, name: str) -> str:
    """What a screen reader says of a state, once."""
    match room.state:
        case State.LOBBY:
            return "The room is open. Guests are coming in."
        case State.ASKING:
            return f"Round {room.round} of {room.rounds}: the file of {name}."
        case State.SHOWN:
            return f"Round {room.round} is closed: the score of {name} is shown."
        case State.RATING:
            return "Rating round: guests rate the calls of others."
        case State.VOTING:
            return "Guests vote for the law that judges the next files."
        case State.OVER:
            return "The room is over."
