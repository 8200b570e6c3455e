"""What the player of a run sees: the file on the desk, the last one opened, and the rest of the run."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from ..game.deal import Side
from ..game.modes import MODES, Mode
from ..game.profile import Entry, PublicProfile
from ..game.run import Verdict, judge
from ..game.standing import Standing
from . import boards
from .decks import FIELDS, Deck, public_profile, record
from .statement import Row, Statement
from .tables import decks, guesses, profiles, runs

MARKS = 60
"""The desk shows no more judged files of a run than this, the latest ones."""

_shown = ("mode", "own_score", "turn", "streak", "open", "ranked", "profile_id", "ended_at")
_run = Statement(
    select(*(runs.c[name] for name in _shown), *FIELDS)
    .join(decks, decks.c.id == runs.c.deck_id)
    .where(runs.c.id == bindparam("run_id"), runs.c.player_id == bindparam("player_id"))
)
_log = guesses.c
_marks = Statement(
    select(_log.turn, _log.guess, _log.score, _log.anchor, profiles.c.name, _log.profile_id)
    .join(profiles, profiles.c.id == _log.profile_id)
    .where(_log.run_id == bindparam("run_id"))
    .order_by(_log.turn.desc())
    .limit(MARKS)
)


class Missing(LookupError):
    """This player has no such run."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A judged file of a run: its name and its verdict."""

    name: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Opened:
    """The file judged last, opened: everything about it may be shown."""

    profile: PublicProfile
    record: tuple[Entry, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Ending:
    """How a finished run stands: the player's best on the all-time board, and its rank."""

    best: int
    new_best: bool
    standing: Standing


@dataclass(frozen=True, slots=True)
class Desk:
    """A run as its player sees it: no ``file`` once it is over, no ``ending`` while open or unranked."""

    run_id: str
    deck: Deck
    mode: Mode
    own_score: int
    turn: int
    streak: int
    ranked: bool
    file: PublicProfile | None
    last: Opened | None
    marks: tuple[Mark, ...]
    ending: Ending | None


def desk(connection: Connection, player_id: int, run_id: str, turn: int | None = None) -> Desk:
    """The desk of this player's run, with the verdict of ``turn`` beside it (the last one if None)."""
    row = _run.first(connection, run_id=run_id, player_id=player_id)
    if row is None:
        raise Missing
    mode, own_score, at, streak, is_open, ranked, profile_id, ended_at, *fields = row
    deck = Deck(*fields)
    judged = _marks.all(connection, run_id=run_id)
    last = next((mark for mark in judged if mark[0] == turn), judged[0] if judged else None)
    return Desk(
        run_id=run_id,
        deck=deck,
        mode=MODES[mode],
        own_score=own_score,
        turn=at,
        streak=streak,
        ranked=bool(ranked),
        file=public_profile(connection, profile_id) if is_open else None,
        last=_opened(connection, last) if last else None,
        marks=tuple(Mark(mark[4], _verdict(mark)) for mark in judged),
        ending=None if is_open else _ending(connection, deck, mode, player_id, streak, ended_at),
    )


def _verdict(mark: Row) -> Verdict:
    turn, side, score, anchor, *_ = mark
    return judge(turn, Side(side), score, anchor)


def _opened(connection: Connection, mark: Row) -> Opened:
    profile_id = mark[5]
    return Opened(public_profile(connection, profile_id), record(connection, profile_id), _verdict(mark))


def _ending(
    connection: Connection, deck: Deck, mode: str, player_id: int, streak: int, ended_at: int
) -> Ending | None:
    board = boards.board_name(deck.id, deck.version, mode, "all", ended_at)
    best = boards.best(connection, board, player_id)
    if best is None:
        return None
    value, reached_at = best
    new_best = value == streak and reached_at == ended_at
    return Ending(value, new_best, boards.place(connection, board, value))
