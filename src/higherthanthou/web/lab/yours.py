"""What a law makes of the player who looks: the own score, and the last run on the deck judged again."""

from typing import NamedTuple

from sqlalchemy.engine import Connection

from ...game.lab.law import score_under
from ...game.lab.rejudging import Call, Recount, compared_with, recount
from ...game.modes import OF_RUNS
from ...game.modes.mode import Against
from ...game.profile import points_by
from ...game.receipt import own_record
from ...game.score import Model
from ...store.decks.decks import Deck
from ...store.decks.profiles import open_file
from ...store.lab.own_files import LastRun, last_run
from ...store.players import players
from ..play.intake import OWN_MODEL


class Yours(NamedTuple):
    """The own score now and under the law; ``after`` is None without an intake, or if that asks of others.

    ``run`` is None if no run on the deck is over.
    """

    before: int
    after: int | None
    run: Recount | None


def yours(
    connection: Connection, player_id: int | None, deck: Deck, model: Model, weights: tuple[int, ...]
) -> Yours | None:
    """What the law makes of a player; None of nobody."""
    player = players.me(connection, player_id)
    if player is None:
        return None
    after = None
    if model.key == OWN_MODEL and not player.provisional:
        after = score_under(model, weights, points_by(own_record(model, player.answers)))
    run = last_run(connection, player.id, deck.id)
    change = None if after is None else after - player.own_score
    return Yours(player.own_score, after, run and _recount(connection, run, model, weights, change))


def _recount(
    connection: Connection, run: LastRun, model: Model, weights: tuple[int, ...], change: int | None
) -> Recount:
    """A run judged again. The law moves the own score it began with as far as that of today.

    So a run from before another intake stays as it was under the deck's own law.
    """
    against = OF_RUNS[run.mode].against
    calls = [
        Call(
            one.verdict.guess,
            one.verdict.score,
            one.verdict.anchor,
            score_under(model, weights, points_by(open_file(connection, one.profile_id).record)),
        )
        for one in run.calls
    ]
    moves = against is Against.YOU and change is not None
    own = compared_with(run.own_score, change or 0) if moves else None
    return recount(calls, own, against is Against.PERSON)
