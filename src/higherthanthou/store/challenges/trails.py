"""Two trails through the same files, side by side, once both are at their end."""

from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from ...game.deal import Side
from ...game.modes.challenge import LONGEST
from ..boards.hidden_aliases import instead_on, read_as
from ..engine.statement import Statement, at_most
from ..players.histories import is_over
from ..tables import columns, guesses, players
from . import attempts
from .attempts import Attempt
from .challenges import Challenge

_steps = Statement(
    at_most(
        select(*columns(guesses, "turn name score guess right"))
        .where(guesses.c.player_id == bindparam("player_id"), guesses.c.run_id == bindparam("run_id"))
        .order_by(guesses.c.turn),
        LONGEST,
    )
)
_name = Statement(
    select(players.c.alias, instead_on(bindparam("deck_id"))).where(players.c.id == bindparam("player_id"))
)


class Step(NamedTuple):
    """A call on a trail: the file and its score, the side that was said, and whether that was right."""

    turn: int
    name: str
    score: int
    side: Side
    right: bool


Trail = tuple[Step, ...]


class Maker(NamedTuple):
    """Who made a challenge, by the alias as others read it, and the trail through its files."""

    name: str
    trail: Trail

    @property
    def right(self) -> int:
        """How many calls were right."""
        return sum(step.right for step in self.trail)


class Other(NamedTuple):
    """The trail of somebody else through the same files."""

    name: str
    trail: Trail


class Looked(NamedTuple):
    """A challenge and who took it up, as one player may see it.

    ``maker`` is None once that player is erased. ``run_id`` is the run of whoever looks, ``mine`` its trail,
    empty until it is over. ``other`` is there only for somebody who has finished, and is somebody who has.
    """

    challenge: Challenge
    maker: Maker | None
    is_maker: bool
    run_id: str | None
    mine: Trail
    other: Other | None
    attempts: list[Attempt]


def look(connection: Connection, challenge: Challenge, viewer_id: int | None, beside: int = 0) -> Looked:
    """Look at a challenge; ``beside`` is the place of the attempt to compare with.

    Without it that is the maker, and for the maker the first who took it up and has finished.
    """
    maker, entered = maker_of(connection, challenge), attempts.listed(connection, challenge)
    is_maker = viewer_id is not None and viewer_id == challenge.maker_id
    run_id, mine = None, Trail()
    if viewer_id is not None:
        run_id = challenge.run_id if is_maker else attempts.run_in(connection, viewer_id, challenge)
        if run_id is not None and is_over(connection, viewer_id, run_id):
            mine = trail(connection, viewer_id, run_id)
    other = None
    if mine:
        known = None if is_maker else maker
        finished = [one for one in entered if not one.open and one.player_id != viewer_id]
        other = _other(connection, known, finished, beside)
    return Looked(challenge, maker, is_maker, run_id, mine, other, entered)


def trail(connection: Connection, player_id: int, run_id: str) -> Trail:
    """The calls of a run of a player, as far as a challenge has its files."""
    rows = _steps.all(connection, player_id=player_id, run_id=run_id)
    return tuple(
        [Step(turn, name, score, Side(said), bool(right)) for turn, name, score, said, right in rows]
    )


def maker_of(connection: Connection, challenge: Challenge) -> Maker | None:
    """Who made a challenge; None for one who has been erased."""
    row = _name.first(connection, player_id=challenge.maker_id, deck_id=challenge.deck_id)
    if row is None or challenge.run_id is None:
        return None
    return Maker(read_as(*row), trail(connection, challenge.maker_id, challenge.run_id))


def _other(connection: Connection, maker: Maker | None, finished: list[Attempt], beside: int) -> Other | None:
    """The one in that place, else the maker, else the first who has finished."""
    asked = next((one for one in finished if one.place == beside), None)
    if asked is None and maker is not None:
        return Other(maker.name, maker.trail)
    chosen = asked or next(iter(finished), None)
    return Other(chosen.name, trail(connection, chosen.player_id, chosen.run_id)) if chosen else None
