"""What players made of a deck: runs, and for each file how often it was judged, right and as higher."""

from typing import Any, NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.engine import Connection

from ...game.deal import Side
from ..decks.owners import by_owner
from ..players.histories import STREAK
from ..tables import guesses, profiles, run_of, runs
from .drafts import OwnDeck

HARD = 20
"""So many of the hardest and of the easiest files are named."""


FEWEST = 5
"""A file that was judged less often is neither among the hardest nor among the easiest."""


class FileStatistics(NamedTuple):
    """A file and what players made of it: times judged, times rightly, times called higher."""

    person: str
    name: str
    score: int
    judged: int
    right: int
    higher: int


class Totals(NamedTuple):
    """What was played on a deck: runs, those that ended, guesses, right ones, and those that said higher."""

    runs: int
    ended: int
    best: int
    guesses: int
    right: int
    higher: int


def _played(deck: OwnDeck, version: int | None) -> Any:
    """The runs on a deck but its owner's; on one version of it, or with None on all."""
    mine = (runs.c.deck_id == deck.deck.id) & ~by_owner(deck.deck.host_id)
    return mine if version is None else mine & (runs.c.deck_version == version)


def totals(connection: Connection, deck: OwnDeck, version: int | None) -> Totals:
    """Sums over the runs of a deck."""
    played = _played(deck, version)
    ended = func.coalesce(func.sum(case((runs.c.open, 0), else_=1)), 0)
    streak = case((runs.c.mode == STREAK, runs.c.value), else_=0)
    about = select(func.count(), ended, func.coalesce(func.max(streak), 0)).where(played)
    higher = func.sum(case((guesses.c.guess == Side.HIGHER.value, 1), else_=0))
    right = func.sum(case((guesses.c.right, 1), else_=0))
    calls = (
        select(func.count(), func.coalesce(right, 0), func.coalesce(higher, 0))
        .join(runs, run_of(guesses))
        .where(played)
    )
    return Totals(*connection.execute(about).one(), *connection.execute(calls).one())


def file_statistics(connection: Connection, deck: OwnDeck, version: int | None) -> list[FileStatistics]:
    """Every file of a deck that has been judged, with its score of now, by rising share of right calls.

    None that was made for a daily: it is in no version.
    """
    higher = func.sum(case((guesses.c.guess == Side.HIGHER.value, 1), else_=0))
    right = func.sum(case((guesses.c.right, 1), else_=0))
    query = (
        select(profiles.c.person, profiles.c.name, profiles.c.score, func.count(), right, higher)
        .join(runs, run_of(guesses))
        .join(profiles, profiles.c.id == guesses.c.profile_id)
        .where(_played(deck, version), profiles.c.until > 0)
        .group_by(profiles.c.id)
        .order_by(right * 1.0 / func.count(), func.count().desc(), profiles.c.name)
    )
    return [FileStatistics(*row) for row in connection.execute(query)]


def scores(connection: Connection, deck: OwnDeck, bins: int) -> tuple[int, ...]:
    """How many files of the draft lie in each of so many equal bins of the range."""
    low, width = deck.deck.low, deck.deck.high - deck.deck.low
    counted = [0] * bins
    for score, count in connection.execute(
        select(profiles.c.score, func.count()).where(deck.in_draft).group_by(profiles.c.score)
    ):
        counted[min(bins - 1, (score - low) * bins // width)] += count
    return tuple(counted)
