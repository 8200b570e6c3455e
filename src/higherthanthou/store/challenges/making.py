"""Making a challenge of a run: its files are copied, with what each was compared with."""

from sqlalchemy import BindParameter, bindparam, exists, insert, select
from sqlalchemy.engine import Connection

from ...game.errors import Refusal
from ...game.modes import CHALLENGES
from ...game.modes.challenge import LONGEST
from ...game.modes.daily import may_look_back
from ...game.modes.mode import Against
from ..engine.errors import Missing
from ..engine.statement import Row, Statement, at_most
from ..tables import ChallengeRow, challenge_files, challenges, columns, guesses, profiles, runs, sightings
from .challenges import Challenge, find, of_run

STILL_OPEN = "That run is still open: judge it to its end first."
NOT_OF_THIS_MODE = "Others can be challenged to a streak, a chain or a daily, and to nothing else."
NOTHING_JUDGED = "Nothing was judged in that run, so there is nothing to challenge anybody to."
DAY_NOT_OVER = "Others can be challenged to a daily an hour after the end of its day."

_me: BindParameter[int] = bindparam("player_id")
_this: BindParameter[str] = bindparam("run_id")
_run = Statement(
    select(*columns(runs, "open mode day deck_id deck_version")).where(
        runs.c.player_id == _me, runs.c.id == _this
    )
)
_judged = [guesses.c.player_id == _me, guesses.c.run_id == _this]
_files = Statement(
    at_most(
        select(*columns(guesses, "turn profile_id score anchor")).where(*_judged).order_by(guesses.c.turn),
        LONGEST,
    )
)
_in_the_run = exists().where(*_judged, guesses.c.profile_id == profiles.c.id)
_met_with_that_score = Statement(
    at_most(
        select(profiles.c.id)
        .join(sightings, sightings.c.profile_id == profiles.c.id)
        .where(
            sightings.c.player_id == _me,
            profiles.c.deck_id == bindparam("deck_id"),
            profiles.c.since <= bindparam("version"),
            profiles.c.until > bindparam("version"),
            profiles.c.score == bindparam("score"),
            ~_in_the_run,
        )
        .order_by(profiles.c.id),
        1,
    )
)
_add = Statement(insert(challenges).values({c.name: bindparam(c.name) for c in challenges.c}))
_add_file = Statement(insert(challenge_files).values({c.name: bindparam(c.name) for c in challenge_files.c}))


def made_of(connection: Connection, player_id: int, run_id: str, now: int) -> Challenge | None:
    """The challenge of a run of this player; None if there is none yet. Raises what ``make`` does."""
    row = _run_of(connection, player_id, run_id)
    known = of_run(connection, run_id)
    if known is None:
        _refuse_unless_suits(row, now)
    return known


def _run_of(connection: Connection, player_id: int, run_id: str) -> Row:
    row = _run.first(connection, player_id=player_id, run_id=run_id)
    if row is None:
        raise Missing
    return row


def _refuse_unless_suits(row: Row, now: int) -> None:
    is_open, key, day, *_ = row
    if is_open:
        raise Refusal(STILL_OPEN)
    if key not in CHALLENGES:
        raise Refusal(NOT_OF_THIS_MODE)
    if not may_look_back(day, now):
        raise Refusal(DAY_NOT_OVER)


def make(connection: Connection, player_id: int, run_id: str, now: int) -> Challenge:
    """The challenge of a run of this player, made unless there is one. Missing if the run is not there.

    Raises:
        Refusal: The run is open or of another mode, nothing was judged in it, or its ten are still to be
            judged by others.
    """
    known = made_of(connection, player_id, run_id, now)
    if known is not None:
        return known
    _, key, day, deck_id, version = _run_of(connection, player_id, run_id)
    files = _files.all(connection, player_id=player_id, run_id=run_id)
    if not files:
        raise Refusal(NOTHING_JUDGED)
    made = ChallengeRow(
        maker_id=player_id, run_id=run_id, deck_id=deck_id, deck_version=version, mode=key, day=day,
        files=len(files), made_at=now,
    )  # fmt: skip
    _add.change(connection, **made.model_dump())
    before: list[int | None] = [None] * len(files)
    if CHALLENGES[key].against is Against.PERSON:
        before = _before_each(connection, made, files)
    _add_file.many(connection, [
        {
            "challenge_id": made.id, "turn": turn, "profile_id": profile_id, "score": score,
            "anchor": anchor, "before_id": before_id,
        }
        for (turn, profile_id, score, anchor), before_id in zip(files, before, strict=True)
    ])  # fmt: skip
    return find(connection, made.token)


def _before_each(connection: Connection, made: ChallengeRow, files: list[Row]) -> list[int | None]:
    """Whom each file of a chain was compared with: the one before, unless a chain began there.

    Whom a chain begins with is not in the log. It is somebody whom the player has met and who has that score.
    """
    found: list[int | None] = []
    last, last_score = None, None
    for _, profile_id, score, anchor in files:
        found.append(last if anchor == last_score else _beginning(connection, made, anchor))
        last, last_score = profile_id, score
    return found


def _beginning(connection: Connection, made: ChallengeRow, score: int) -> int | None:
    row = _met_with_that_score.first(
        connection, player_id=made.maker_id, run_id=made.run_id, deck_id=made.deck_id,
        version=made.deck_version, score=score,
    )  # fmt: skip
    return int(row[0]) if row else None
