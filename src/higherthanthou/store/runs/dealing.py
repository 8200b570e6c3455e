"""Dealing the next file of a run: by the coin and the ramp of its mode, or from its day or its challenge."""

from random import Random
from typing import NamedTuple

from sqlalchemy.engine import Connection

from ...game.deal import Aim, Side
from ...game.errors import NobodyLeft
from ...game.modes.mode import Against
from ..challenges import attempts
from ..days import days
from ..decks.standings import quantiles_of
from .candidates import DealtFile, draw, has_met, score_at, sight
from .stored_run import StoredRun

MIDDLE = (500, 800)
"""A chain begins with somebody as far up among the files as these are on the 350 to 950 scale."""


class RuleInputs(NamedTuple):
    """What the rules are handed from outside: the time (milliseconds, UTC), chance, and the reading time.

    A guess made less than ``reading_ms`` after its file was dealt keeps a run from being ranked.
    """

    now: int
    rng: Random
    reading_ms: int


def deal(connection: Connection, stored: StoredRun, rng: Random) -> tuple[StoredRun, DealtFile]:
    """Choose the next file of a run; return the run with it on the desk, and the file. Nothing is written.

    A file met before keeps the run from ranking. Where files are compared with the person before and nobody
    is left beyond that one, somebody new to compare with is drawn; that one is written. NobodyLeft if that
    does not help, or if a challenge has no more files.
    """
    if stored.day is not None:
        return _of_the_day(connection, stored, stored.day)
    if stored.mode.base is not None:
        return _of_the_challenge(connection, stored)
    compares = stored.mode.against is Against.PERSON
    if compares and stored.reference_id is None:
        stored = _with_reference(connection, stored, rng)
        compares = False
    try:
        return _by_the_ramp(connection, stored, rng)
    except NobodyLeft:
        if not compares:
            raise
        return _by_the_ramp(connection, _with_reference(connection, stored, rng), rng)


def _of_the_day(connection: Connection, stored: StoredRun, day: int) -> tuple[StoredRun, DealtFile]:
    """The ten are the same for everybody, whether met before or not."""
    profile_id, score = days.file_of(connection, stored.deck.id, day, stored.run_id, stored.run.turn)
    file = DealtFile(profile_id, score, has_met(connection, stored.player_id, profile_id))
    return stored._replace(profile_id=profile_id), file


def _of_the_challenge(connection: Connection, stored: StoredRun) -> tuple[StoredRun, DealtFile]:
    """The file of this turn, and what it is compared with; both were met when the challenge was taken up."""
    file = attempts.file_at(connection, stored.player_id, stored.run_id, stored.run.turn)
    if file is None:
        raise NobodyLeft("That was the last file of the challenge.")
    run = stored.run._replace(anchor=file.anchor)
    stored = stored._replace(profile_id=file.profile_id, reference_id=file.before_id, run=run)
    return stored, DealtFile(file.profile_id, file.score, met=True)


def _by_the_ramp(connection: Connection, stored: StoredRun, rng: Random) -> tuple[StoredRun, DealtFile]:
    run, deck = stored.run, stored.deck
    wanted = stored.mode.aim(run.turn, run.anchor, rng, deck.scale, quantiles_of(connection, deck))
    file = draw(connection, deck, stored.player_id, stored.run_id, wanted, rng)
    ranked = stored.ranked and not file.met
    return stored._replace(profile_id=file.profile_id, ranked=ranked), file


def _with_reference(connection: Connection, stored: StoredRun, rng: Random) -> StoredRun:
    """Draw somebody from the middle of the deck who has files on both sides to compare the next file with."""
    deck = stored.deck
    target = score_at(connection, deck, rng.randint(*MIDDLE))
    quantiles = quantiles_of(connection, deck)
    low, high = (deck.low, deck.high) if quantiles is None else quantiles.inside
    anybody = Aim(Side.HIGHER, target, low, high)
    person = draw(connection, deck, stored.player_id, stored.run_id, anybody, rng)
    if not person.met:
        sight(connection, stored.player_id, person.profile_id)
    ranked = stored.ranked and not person.met
    run = stored.run._replace(anchor=person.score)
    return stored._replace(reference_id=person.profile_id, ranked=ranked, run=run)
