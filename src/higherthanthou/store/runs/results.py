"""What the result of a run tells besides its rank: everybody's day, pairs that could meet, why no rank."""

from typing import NamedTuple

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.engine import Connection

from ...caches.bounded_cache import BoundedCache
from ...caches.sizes import VERSIONS
from ...game.modes.daily import days_in_a_row, order_of
from ...game.modes.mode import Against
from ...game.modes.pairs import share_of_pairs
from ..boards import boards
from ..boards.zeroing import start_of
from ..challenges import attempts, trails
from ..challenges.trails import Looked
from ..days import days
from ..days.tallies import Tally, tallies
from ..engine.statement import Statement, at_most
from ..players.players import Owner, owner
from ..tables import decks, guesses, players, profiles, public_results, public_token, runs
from .stored_run import StoredRun

_times = Statement(
    select(func.min(guesses.c.decided_at - guesses.c.dealt_at), func.max(guesses.c.decided_at)).where(
        guesses.c.player_id == bindparam("player_id"), guesses.c.run_id == bindparam("run_id")
    )
)
_now = Statement(
    select(decks.c.state, players.c.on_wall, ~players.c.provisional).where(
        players.c.id == bindparam("player_id"), decks.c.id == bindparam("deck_id")
    )
)
"""What may have changed since the run began."""

_same = [runs.c[name] == bindparam(name) for name in ("player_id", "deck_version", "mode")]
_same.append(runs.c.deck_id + 0 == bindparam("deck_id"))  # a sum has no index: a player has fewer runs
_judged = exists().where(guesses.c.player_id == runs.c.player_id, guesses.c.run_id == runs.c.id)
_ranked_before = Statement(
    at_most(
        select(runs.c.id).where(
            *_same, runs.c.ranked, runs.c.id != bindparam("run_id"), runs.c.ended_at <= bindparam("ended_at")
        ),
        1,
    )
)
_replaced = Statement(
    at_most(
        select(runs.c.id).where(
            *_same, ~runs.c.open, runs.c.turn == 1, runs.c.ended_at == bindparam("started_at"), ~_judged
        ),
        1,
    )
)

_public = Statement(select(public_results.c.token).where(public_results.c.token == bindparam("token")))
MIRRORED_FROM = 3
"""From so many runs on, a result leads to the mirror."""

_mirrored = Statement(
    at_most(select(runs.c.id).where(runs.c.player_id == bindparam("player_id"), ~runs.c.open), MIRRORED_FROM)
)

_shares: BoundedCache[tuple[int, int, int], float] = BoundedCache(__name__, VERSIONS)


class DayResults(NamedTuple):
    """How everybody did on a day: players by right answers, and the tallies in the order of this run.

    ``row`` is this player's number of days in a row, up to that day; ``counts`` is False for practice.
    """

    day: int
    histogram: dict[int, int]
    tallies: tuple[Tally, ...]
    row: int
    counts: bool


class Unranked(NamedTuple):
    """What may have kept a run from ranking. Times are in milliseconds, and None if there was no guess.

    ``quickest`` is the shortest time from a file to its guess, ``last_at`` when the last guess was made,
    ``owner`` whether the player owns the deck, as far as is known now, and ``replaces`` whether the run was
    opened in the place of one without a guess. ``overtaken`` is whether it began by rules that changed.
    """

    quickest: int | None
    last_at: int | None
    owner: Owner
    replaces: bool
    overtaken: bool


class RunOutcome(NamedTuple):
    """What the result of a run tells: of a day, and of a mode that asks for it the share of pairs (0 to 1).

    ``on_wall`` is whether the wall may show the player, ``archived`` whether the deck is closed for new runs.
    ``public`` is the token of the public page, empty if there is none, ``challenge`` is what a run that took
    one up tells of it, as long as it is kept. ``mirrored`` is whether the player has enough runs behind for a
    look at the mirror, ``scored`` whether the player took the intake.
    """

    day: DayResults | None
    pairs: float | None
    on_wall: bool
    unranked: Unranked | None
    archived: bool
    mirrored: bool
    scored: bool
    public: str = ""
    challenge: Looked | None = None


def outcome(connection: Connection, stored: StoredRun) -> RunOutcome:
    """The outcome of a run that is over."""
    day = _day(connection, stored, stored.day) if stored.day is not None else None
    within = stored.mode.pairs_within
    pairs = None if within is None else _pairs(connection, stored, within)
    found = _now.first(connection, player_id=stored.player_id, deck_id=stored.deck.id)
    state, on_wall, scored = found or ("", False, False)
    mirrored = len(_mirrored.all(connection, player_id=stored.player_id)) >= MIRRORED_FROM
    if stored.mode.base is not None:
        told = _challenge(connection, stored)
        return RunOutcome(
            None, None, bool(on_wall), None, state == "archived", mirrored, bool(scored), challenge=told
        )
    unranked = None if stored.ranked else _unranked(connection, stored)
    public = _public.first(connection, token=public_token(stored.run_id))
    return RunOutcome(
        day,
        pairs,
        bool(on_wall),
        unranked,
        state == "archived",
        mirrored,
        bool(scored),
        str(public[0]) if public else "",
    )


def _challenge(connection: Connection, stored: StoredRun) -> Looked | None:
    """The challenge that a run took up; None a month after its end."""
    challenge = attempts.challenge_of(connection, stored.player_id, stored.run_id)
    return trails.look(connection, challenge, stored.player_id) if challenge else None


def _unranked(connection: Connection, stored: StoredRun) -> Unranked:
    times = _times.first(connection, player_id=stored.player_id, run_id=stored.run_id)
    assert times is not None
    quickest, last_at = times
    replaced = _replaced.first(
        connection,
        player_id=stored.player_id,
        deck_id=stored.deck.id,
        deck_version=stored.deck.version,
        mode=stored.mode.key,
        started_at=stored.started_at,
    )
    known = owner(connection, stored.player_id, stored.deck.host_id)
    overtaken = _is_overtaken(connection, stored)
    return Unranked(quickest, last_at, known, replaced is not None, overtaken)


def _is_overtaken(connection: Connection, stored: StoredRun) -> bool:
    """Whether the rules changed while it was open, so that it has begun where no run begins now."""
    mode, deck = stored.mode, stored.deck
    anchor = mode.anchor(stored.own_score, deck.on_our_scale)
    elsewhere = mode.against is Against.YOU and (mode.turns is not None or stored.run.anchor != anchor)
    start = start_of(connection, deck.id, deck.version, mode.key) if elsewhere else None
    return start is not None and start.new_rules and stored.started_at < start.counts_from


def ranked_before(connection: Connection, stored: StoredRun) -> bool:
    """Whether another run of the player was on the boards of this one when it ended."""
    deck = stored.deck
    row = _ranked_before.first(
        connection,
        player_id=stored.player_id,
        deck_id=deck.id,
        deck_version=deck.version,
        mode=stored.mode.key,
        run_id=stored.run_id,
        ended_at=stored.ended_at,
    )
    return row is not None


def _day(connection: Connection, stored: StoredRun, day: int) -> DayResults:
    told = {tally.place: tally for tally in tallies(connection, stored.deck.id, day)}
    entered = days.days_played(connection, stored.player_id, stored.deck.id)
    return DayResults(
        day,
        boards.players_by_value(connection, day_board(stored, day)),
        tuple(told[place] for place in order_of(stored.run_id)),
        days_in_a_row({entry for entry in entered if entry <= day}, day),
        days.entry(connection, stored.player_id, stored.deck.id, day) == stored.run_id,
    )


def day_board(stored: StoredRun, day: int) -> str:
    """The board on which the results of a day stand."""
    deck, mode = stored.deck, stored.mode
    return boards.board_name(deck.id, deck.version, mode.key, "today", boards.begin_of(day))


def _pairs(connection: Connection, stored: StoredRun, within: int) -> float:
    """The share of pairs in the version that was played. Its scores never change, so it is cached."""
    version = (stored.deck.id, stored.deck.version, within)
    known = _shares.get(version)
    if known is None:
        known = _share(connection, *version)
        _shares.put(version, known)
    return known


def _share(connection: Connection, deck_id: int, version: int, within: int) -> float:
    played = (profiles.c.deck_id == deck_id) & (profiles.c.since <= version) & (profiles.c.until > version)
    played &= ~profiles.c.reserve
    query = select(profiles.c.score, func.count()).where(played).group_by(profiles.c.score)
    people: dict[int, int] = dict(connection.execute(query).all())
    return share_of_pairs(people, within)
