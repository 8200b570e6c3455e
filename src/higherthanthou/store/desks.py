"""What the player of a run sees: the file on the desk, the last one opened, and the rest of the run."""

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from ..game.deal import Side
from ..game.modes import MODES, Mode
from ..game.profile import Entry, PublicProfile
from ..game.run import Verdict, judge
from ..game.standing import Standing
from . import boards
from .decks import FIELDS, Deck, portrait_url, public_profile, read_record
from .errors import Missing
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
_open = Statement(
    select(
        profiles.c.name, profiles.c.age, profiles.c.portrait, profiles.c.portrait_alt, profiles.c.record
    ).where(profiles.c.id == bindparam("profile_id"))
)
_logged = (
    select(_log.turn, _log.guess, _log.score, _log.anchor, profiles.c.name, _log.profile_id)
    .join(profiles, profiles.c.id == _log.profile_id)
    .where(_log.run_id == bindparam("run_id"))
)
_marks = Statement(_logged.order_by(_log.turn.desc()).limit(MARKS))
_mark = Statement(_logged.where(_log.turn == bindparam("turn")))


class Mark(NamedTuple):
    """A judged file of a run: its name and its verdict."""

    name: str
    verdict: Verdict


class Opened(NamedTuple):
    """The file judged last, opened: everything about it may be shown."""

    name: str
    age: int | None
    portrait: str
    portrait_alt: str
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


@dataclass(frozen=True, slots=True)
class Seat:
    """A run between two guesses, as the desk is laid from it. It does not know what the file scores."""

    run_id: str
    player_id: int
    deck: Deck
    mode: Mode
    own_score: int
    turn: int
    streak: int
    open: bool
    ranked: bool
    profile_id: int
    ended_at: int | None


def desk(connection: Connection, player_id: int, run_id: str) -> Desk:
    """The desk of this player's run, with the last verdict beside it."""
    row = _run.first(connection, run_id=run_id, player_id=player_id)
    if row is None:
        raise Missing
    mode, own_score, turn, streak, is_open, ranked, profile_id, ended_at, *fields = row
    deck = Deck(*fields)
    return lay_out(
        connection,
        Seat(
            run_id,
            player_id,
            deck,
            MODES[mode],
            own_score,
            turn,
            streak,
            is_open,
            ranked,
            profile_id,
            ended_at,
        ),
    )


def lay_out(connection: Connection, seat: Seat, turn: int | None = None) -> Desk:
    """Lay the desk of a run, with the verdict of ``turn`` beside it (the last one if None)."""
    judged = _marks.all(connection, run_id=seat.run_id)
    last = judged[0] if judged else None
    if last and turn is not None and last[0] != turn:
        last = _mark.first(connection, run_id=seat.run_id, turn=turn)
    return Desk(
        run_id=seat.run_id,
        deck=seat.deck,
        mode=seat.mode,
        own_score=seat.own_score,
        turn=seat.turn,
        streak=seat.streak,
        ranked=bool(seat.ranked),
        file=public_profile(connection, seat.profile_id) if seat.open else None,
        last=_opened(connection, last) if last else None,
        marks=tuple([Mark(mark[4], _verdict(mark)) for mark in judged]),
        ending=None if seat.open else _ending(connection, seat),
    )


def _verdict(mark: Row) -> Verdict:
    turn, side, score, anchor, *_ = mark
    return judge(turn, Side(side), score, anchor)


def _opened(connection: Connection, mark: Row) -> Opened:
    row = _open.first(connection, profile_id=mark[5])
    assert row is not None
    name, age, portrait, portrait_alt, record = row
    return Opened(name, age, portrait_url(portrait), portrait_alt, read_record(record), _verdict(mark))


def _ending(connection: Connection, seat: Seat) -> Ending | None:
    board = boards.board_name(seat.deck.id, seat.deck.version, seat.mode.key, "all", seat.ended_at or 0)
    best = boards.best(connection, board, seat.player_id)
    if best is None:
        return None
    value, reached_at = best
    new_best = value == seat.streak and reached_at == seat.ended_at
    return Ending(value, new_best, boards.place(connection, board, value))
