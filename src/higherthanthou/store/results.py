"""What is told of a run that is over besides its rank: everybody's day, and who could meet at all."""

from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from ..game.modes.daily import days_in_a_row, order_of
from ..game.pairs import share_of_pairs
from . import boards, days
from .players import may_be_on_wall
from .seats import Seat
from .tables import profiles
from .tallies import Tally, tallies


class DayResults(NamedTuple):
    """How everybody did on a day: players by right answers, and the tallies in the order of this run.

    ``row`` is the number of days in a row, up to the day of the run.
    """

    day: int
    histogram: dict[int, int]
    tallies: tuple[Tally, ...]
    row: int
    counts: bool


class Outcome(NamedTuple):
    """The results of a day, or the share (0 to 1) of all pairs of a deck who could meet, where told.

    ``on_wall`` is whether the wall may show the player.
    """

    day: DayResults | None
    pairs: float | None
    on_wall: bool


def outcome(connection: Connection, seat: Seat) -> Outcome:
    """What a mode may tell at the end."""
    day = _day(connection, seat, seat.day) if seat.day is not None else None
    within = seat.run.mode.pairs_within
    pairs = None if within is None else _pairs(connection, seat, within)
    return Outcome(day, pairs, may_be_on_wall(connection, seat.player_id))


def _day(connection: Connection, seat: Seat, day: int) -> DayResults:
    told = {tally.place: tally for tally in tallies(connection, seat.deck.id, day)}
    entered = days.days_played(connection, seat.player_id, seat.deck.id)
    return DayResults(
        day,
        boards.players_by_value(connection, day_board(seat, day)),
        tuple(told[place] for place in order_of(seat.run_id)),
        days_in_a_row({entry for entry in entered if entry <= day}, day),
        days.entry(connection, seat.player_id, seat.deck.id, day) == seat.run_id,
    )


def day_board(seat: Seat, day: int) -> str:
    """The board on which the results of a day stand."""
    deck, mode = seat.deck, seat.run.mode
    return boards.board_name(deck.id, deck.version, mode.key, "today", boards.begin_of(day))


def _pairs(connection: Connection, seat: Seat, within: int) -> float:
    here = profiles.c.deck_id == seat.deck.id
    played = here & (profiles.c.since <= seat.deck.version) & (profiles.c.until > seat.deck.version)
    query = select(profiles.c.score, func.count()).where(played).group_by(profiles.c.score)
    people = {row[0]: row[1] for row in connection.execute(query)}
    return share_of_pairs(people, within)
