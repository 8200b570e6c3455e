"""What the front page has of one player: score and standing, the next step, today's ten."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy.engine import Connection

from ...authoring.seeds.models import load_model
from ...game.visits.calendar import SHOWN
from ...game.visits.next_step import DailyState, Step, Visit, next_step
from ...store.boards import boards
from ...store.boards.boards import Best
from ...store.challenges.begun import begun
from ...store.days import attempts
from ...store.days.attempts import Attempt
from ...store.decks.decks import Deck
from ...store.players import histories, players
from ...store.players.histories import OpenRun
from ...store.players.players import PROVISIONAL_SCORE, Me
from ..html.fragments import kept_fragment
from ..html.pieces import Piece
from ..play.intake import OWN_MODEL

TEMPLATE = "front/_own.html"
HOLES = ("score", "step", "today", "result", "sent")
"""The places of the front page that are a player's; ``sent`` is for what others have sent to be played."""

_score, _step, _waiting, _begun, _over, _result, _sent = (
    kept_fragment(TEMPLATE, name) for name in ("score", "step", "waiting", "begun", "over", "result", "sent")
)


class Front(NamedTuple):
    """What the front page offers at a moment: a deck to play, its board, the deck of today's ten, the day."""

    play: Deck
    board: str
    daily: Deck | None
    today: int


class Today(NamedTuple):
    """How far a player is with today's ten; ``attempt`` is the go, ``row`` the days in a row."""

    state: DailyState
    attempt: Attempt | None = None
    row: int = 0
    rights: tuple[bool, ...] = ()


def newcomer_parts(front: Front) -> dict[str, Piece]:
    """The parts of somebody who has not played yet."""
    today = Today(DailyState.WAITING if front.daily else DailyState.NONE)
    parts = {"score": _score(PROVISIONAL_SCORE, "", 0, 0, 0), "step": _step(Step.PLAY, "", 0)}
    return parts | _today_parts(front, today) | {"sent": Piece()}


def read_own_parts(connection: Connection, player_id: int, front: Front) -> Mapping[str, Piece] | None:
    """The parts of a player, as of now; None for one who has been erased."""
    me = players.me(connection, player_id)
    if me is None:
        return None
    best = boards.best(connection, front.board, player_id)
    run = histories.open_run(connection, player_id, front.play.id)
    today = _read_today(connection, player_id, front)
    parts = {"score": _score_part(me, best), "step": _step_part(me, best, run, today, front)}
    return parts | _today_parts(front, today) | {"sent": _sent_part(connection, player_id)}


def _sent_part(connection: Connection, player_id: int) -> Piece:
    """The challenge that the player has begun and not ended."""
    found = begun(connection, player_id)
    if found is None:
        return Piece()
    name, right = (found.maker.name, found.maker.right) if found.maker else ("", 0)
    return _sent(name, right, found.judged, found.files, f"/runs/{found.run_id}")


def _read_today(connection: Connection, player_id: int, front: Front) -> Today:
    if front.daily is None:
        return Today(DailyState.NONE)
    deck_id, first = front.daily.id, front.today - SHOWN
    known = attempts.attempts_since(connection, player_id, deck_id, first)
    over, attempt = attempts.over_days(known.values()), known.get(front.today)
    row = attempts.row_of_days(connection, player_id, deck_id, over, first, front.today) if over else 0
    if attempt is None:
        return Today(DailyState.WAITING, row=row)
    state = DailyState.OVER if attempt.over else DailyState.BEGUN
    return Today(state, attempt, row, attempts.rights_of(connection, player_id, attempt.run))


def _score_part(me: Me, best: Best | None) -> Piece:
    band = "" if me.provisional else load_model(OWN_MODEL).band(me.own_score).title
    if best is None:
        return _score(me.own_score, band, 0, 0, 0)
    return _score(me.own_score, band, best.value, best.standing.rank, best.standing.players)


def _step_part(me: Me, best: Best | None, run: OpenRun | None, today: Today, front: Front) -> Piece:
    step = next_step(Visit(best is not None, run is not None, me.provisional, today.state))
    if run is not None:
        return _step(step, f"/runs/{run.id}", run.value)
    if today.attempt is not None:
        return _step(step, f"/runs/{today.attempt.run}", 0)
    return _step(step, f"/daily?deck={front.daily.slug}" if front.daily else "", 0)


def _today_parts(front: Front, today: Today) -> dict[str, Piece]:
    attempt, nothing = today.attempt, Piece()
    if front.daily is None:
        return {"today": nothing, "result": nothing}
    if attempt is None:
        return {"today": _waiting(front.daily.slug, today.row), "result": nothing}
    url = f"/runs/{attempt.run}"
    if not attempt.over:
        return {"today": _begun(today.rights, url), "result": nothing}
    return {"today": _over(attempt.right, today.rights, today.row), "result": _result(url)}
