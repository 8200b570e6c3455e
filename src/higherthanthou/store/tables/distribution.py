"""By which column each table is distributed, where a database is spread over machines."""

from sqlalchemy import Column, Table

from .base import metadata

OF_PLAYERS = (
    "players", "sessions", "runs", "guesses", "lifelines", "sightings", "day_entries", "ratings",
    "board_rows", "hidden_aliases", "reports", "challenge_attempts", "erasures",
)  # fmt: skip
"""Tables that have what a player has in the shard of the player. The others go along with the first."""

OF_ROOMS = ("room_guests", "room_calls", "room_stars", "room_votes")
"""Tables that have what belongs to a room in one shard, and go along with the first of them."""

OTHERS = {
    "aliases": "alias_key",
    "board_counts": "shard",
    "day_counts": "shard",
    "public_results": "token",
    "poll_answers": "poll_id",
}
"""Tables that are spread by something else: what is unique, found by, or counted up by all, polls."""

WHOLE = (
    "decks", "profiles", "pictures", "standings", "seasons", "rated", "day_files", "board_starts", "hosts",
    "host_sessions", "sign_in_tries", "uploads", "upload_pieces", "challenges", "challenge_files", "rooms",
    "room_rounds", "room_laws", "polls",
)  # fmt: skip
"""Tables that every machine has whole: read by all, and small beside the rows of players.

A test asks whether a table is in none of the groups; nothing else reads this one. Two name a player: who
opened a room, and who made a challenge. Erasing the player puts nobody there.
"""


def of_a_player(table: Table) -> bool:
    """Whether the rows of a table are where their player is."""
    return table.name in OF_PLAYERS


def along_with(table: Table) -> str:
    """The table in whose shards the rows of another one are; ``none`` if it is the first, or alone."""
    first = next((group[0] for group in (OF_PLAYERS, OF_ROOMS) if table.name in group), table.name)
    return "none" if first == table.name else first


def distributed_by(table: Table) -> Column[object] | None:
    """The column whose value says which shard has a row; None for a table that every machine has whole."""
    if of_a_player(table):
        return table.c["id" if table.name == OF_PLAYERS[0] else "player_id"]
    if table.name in OF_ROOMS:
        return table.c["room_id"]
    return table.c[OTHERS[table.name]] if table.name in OTHERS else None


def in_order() -> list[Table]:
    """Every table as it is to be distributed: first what others refer to, then what they go along with."""

    def place(table: Table) -> int:
        if distributed_by(table) is None:
            return 0
        return 2 if along_with(table) != "none" or table.name in OTHERS else 1

    first = [metadata.tables[group[0]] for group in (OF_PLAYERS, OF_ROOMS)]
    return sorted([*first, *(table for table in metadata.sorted_tables if table not in first)], key=place)
