"""Dealing the next file of a run: by the coin and the ramp of its mode, or from the files of its day."""

from random import Random
from typing import NamedTuple

from sqlalchemy.engine import Connection

from ...game.deal import Aim, Side, aim
from ...game.errors import NobodyLeft
from ...game.modes.mode import Against
from ..days import days
from .candidates import Drawn, draw, has_met, score_at, sight
from .run_row import Seat

MIDDLE = (500, 800)
"""A chain begins with somebody as far up among the files as these are on the 350 to 950 scale."""


class Moment(NamedTuple):
    """When something happens (milliseconds, UTC), the chance it is left to, and how long reading takes.

    A guess made less than ``reading`` milliseconds after its file was dealt keeps a run from being ranked.
    """

    now: int
    rng: Random
    reading: int


class Dealt(NamedTuple):
    """A seat with the next file on its desk, what that scores, and whether the player never met it before."""

    seat: Seat
    score: int
    new: bool


def deal(connection: Connection, seat: Seat, moment: Moment) -> Dealt:
    """Choose the next file of a seat. Whoever lays it keeps that a new one is met.

    One met before keeps the run from ranking. Where files are compared with the person before and nobody
    is left beyond that one, somebody new to compare with is drawn. NobodyLeft if that does not help.
    """
    if seat.day is not None:
        return _of_the_day(connection, seat, seat.day)
    compares = seat.mode.against is Against.PERSON
    if compares and seat.reference_id is None:
        seat = _with_reference(connection, seat, moment)
        compares = False
    try:
        return _by_the_ramp(connection, seat, moment)
    except NobodyLeft:
        if not compares:
            raise
        return _by_the_ramp(connection, _with_reference(connection, seat, moment), moment)


def _of_the_day(connection: Connection, seat: Seat, day: int) -> Dealt:
    """The ten are the same for everybody, whomever one has met."""
    profile_id, score = days.file_of(connection, seat.deck.id, day, seat.run_id, seat.run.turn)
    new = not has_met(connection, seat.player_id, profile_id)
    return Dealt(seat._replace(profile_id=profile_id), score, new)


def _by_the_ramp(connection: Connection, seat: Seat, moment: Moment) -> Dealt:
    run, mode, scale = seat.run, seat.mode, seat.deck.scale
    gap = mode.gap(run.turn, scale, moment.rng)
    wanted = aim(gap, run.anchor, moment.rng, scale, mode.least_gap, mode.halfway)
    file = _draw(connection, seat, wanted, moment)
    ranked = seat.ranked and not file.met
    return Dealt(seat._replace(profile_id=file.profile_id, ranked=ranked), file.score, not file.met)


def _with_reference(connection: Connection, seat: Seat, moment: Moment) -> Seat:
    """Draw somebody from the middle of the deck to compare the next file with."""
    target = score_at(connection, seat.deck, moment.rng.randint(*MIDDLE))
    anybody = Aim(Side.HIGHER, target, seat.deck.low, seat.deck.high)
    file = _draw(connection, seat, anybody, moment)
    if not file.met:
        sight(connection, seat.player_id, file.profile_id)
    ranked = seat.ranked and not file.met
    run = seat.run._replace(anchor=file.score)
    return seat._replace(reference_id=file.profile_id, ranked=ranked, run=run)


def _draw(connection: Connection, seat: Seat, wanted: Aim, moment: Moment) -> Drawn:
    return draw(connection, seat.deck, seat.player_id, seat.run_id, wanted, moment.rng)
