"""The privacy ledger: what is kept about a player, by the tags of the columns, how many rows, and why."""

from typing import NamedTuple

from sqlalchemy import Column, Table, func, select
from sqlalchemy.engine import Connection

from ..engine.errors import Missing
from ..polls.answers import of_player
from ..tables import challenges, players, rooms
from .privacy import TAGS, of_players

ORDER = (
    "players", "sessions", "aliases", "runs", "guesses", "lifelines", "sightings", "day_entries",
    "board_rows", "public_results", "challenges", "challenge_attempts", "ratings", "reports",
    "hidden_aliases", "room_guests", "room_calls", "room_stars", "room_votes", "poll_answers", "rooms",
    "erasures",
)  # fmt: skip
"""The order of the ledger; a table that is not named comes last."""

WHY = {
    "players": "So that you are known by an alias, and play against a score made of your answers.",
    "sessions": "So that this browser is you. Only a hash of its cookie is kept.",
    "aliases": "So that nobody else gets the same alias.",
    "runs": "So that you can go on where you stopped, and find what you played.",
    "guesses": "The log that every rank is made from. What you see of yourself is reckoned from it, too.",
    "lifelines": "So that a swap, a look under a bar, a like or a miss on credit is used once.",
    "sightings": "So that nobody is dealt to you twice while others are left.",
    "day_entries": "So that you have one go at each day.",
    "board_rows": "Your places on the boards. They are public, as boards are.",
    "public_results": "The pages that you made, for whoever has their links.",
    "challenges": "The challenges that you made, for whoever has their links.",
    "challenge_attempts": "So that everybody has one go at a challenge, and you see both trails.",
    "ratings": "The stars that you gave in decks whose scores are made of stars.",
    "reports": "So that the host can look at a file that you reported. Nobody is told that it was you.",
    "hidden_aliases": "So that an alias that was hidden stays hidden.",
    "room_guests": "Your seats in rooms: the name that the room reads, and the ticket that leads back.",
    "room_calls": "So that a room can show how it split. Its host sees who called what.",
    "room_stars": "So that whoever is rated low weighs less. Nobody is told who gave what.",
    "room_votes": "Until the vote is closed; then the law is kept, without you.",
    "poll_answers": "So that you can change them while a poll goes on. Once it is closed they are nobody's.",
    "rooms": "The rooms that you opened, so that you lead them.",
    "erasures": "Only once you erase your file: your number, so that a restored backup erases you again.",
}
"""Why something is kept, to the player."""


class LedgerLine(NamedTuple):
    """What is kept in a table about a player: ``rows`` of them, None where none is told."""

    table: str
    about: str
    rows: int | None
    kept: str
    why: str


def ledger(connection: Connection, player_id: int) -> list[LedgerLine]:
    """Everything that is kept about a player, a line for each table; Missing if there is no such player."""
    if connection.execute(select(players.c.id).where(players.c.id == player_id)).first() is None:
        raise Missing
    counts: dict[str, int | None] = {
        table.name: _count(connection, table, player_id) for table in of_players()
    }
    counts |= {"aliases": 1, "erasures": None, "poll_answers": len(of_player(connection, player_id))}
    for whose in (rooms.c.opener_id, challenges.c.maker_id):
        counts[whose.table.name] = _count_where(connection, whose, player_id)
    return [line_of(name, counts[name]) for name in sorted(counts, key=_place)]


def _count(connection: Connection, table: Table, player_id: int) -> int:
    whose = players.c.id if table is players else table.c.player_id
    return _count_where(connection, whose, player_id)


def _count_where(connection: Connection, whose: Column[int], player_id: int) -> int:
    counted = select(func.count()).select_from(whose.table).where(whose == player_id)
    return connection.execute(counted).scalar_one()


def _place(name: str) -> tuple[int, str]:
    return (ORDER.index(name) if name in ORDER else len(ORDER), name)


def line_of(name: str, count: int | None) -> LedgerLine:
    """The line of a table: what and how long by its tags, said to the player."""
    about, kept, _ = TAGS[name]
    return LedgerLine(name, about, count, said_to_you(kept), WHY[name])


def said_to_you(kept: str) -> str:
    """How long something is kept, as docs/privacy.md says it, to the player."""
    said = kept.replace("what is a player's, until the player erases it", "what is yours, until you erase it")
    said = said.replace("the player erases", "you erase").replace("the player takes", "you take")
    return said.replace("erases the file", "erase your file")
