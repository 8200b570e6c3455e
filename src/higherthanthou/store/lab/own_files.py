"""What a player has judged of a deck, and the last run on it: what the law lab may show to that player."""

from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from ..decks.profiles import OpenFile, open_file
from ..engine.statement import Statement, at_most
from ..runs.judged_files import LOGGED, JudgedFile
from ..tables import columns, guesses, profiles, run_of, runs

MOST = 120
"""So many of the files judged last are looked at."""

LONGEST = 60
"""Of a longer run the latest calls are judged again."""

_of_deck = (guesses.c.player_id == bindparam("player_id"), runs.c.deck_id == bindparam("deck_id"))
_judged = Statement(
    at_most(
        select(guesses.c.profile_id)
        .join(runs, run_of(guesses))
        .where(*_of_deck)
        .order_by(guesses.c.decided_at.desc()),
        MOST,
    )
)
_last = Statement(
    at_most(
        select(*columns(runs, "id mode own_score"))
        .join(guesses, run_of(guesses))
        .where(*_of_deck, ~runs.c.open)
        .order_by(guesses.c.decided_at.desc()),
        1,
    )
)
_calls = Statement(
    at_most(
        select(*LOGGED)
        .where(guesses.c.player_id == bindparam("player_id"), guesses.c.run_id == bindparam("run_id"))
        .order_by(guesses.c.turn.desc()),
        LONGEST,
    )
)
_line = Statement(select(profiles.c.occupation, profiles.c.place).where(profiles.c.id == bindparam("id")))


class LastRun(NamedTuple):
    """The last run of a player on a deck that is over: its mode, the own score in it, its calls in order."""

    mode: str
    own_score: int
    calls: tuple[JudgedFile, ...]


class Face(NamedTuple):
    """A file that may be shown with its score: as it is opened, and what the person does, and where."""

    file: OpenFile
    occupation: str
    place: str


def judged_files(connection: Connection, player_id: int, deck_id: int) -> tuple[int, ...]:
    """The ids of the files of a deck that a player has judged, the latest first, each once."""
    rows = _judged.all(connection, player_id=player_id, deck_id=deck_id)
    return tuple(dict.fromkeys(profile_id for (profile_id,) in rows))


def last_run(connection: Connection, player_id: int, deck_id: int) -> LastRun | None:
    """The last run of a player on a deck, None if none is over."""
    row = _last.first(connection, player_id=player_id, deck_id=deck_id)
    if row is None:
        return None
    run_id, mode, own_score = row
    calls = _calls.all(connection, player_id=player_id, run_id=run_id)
    return LastRun(mode, own_score, tuple(map(JudgedFile.read, reversed(calls))))


def face(connection: Connection, profile_id: int) -> Face:
    """A file that may be shown."""
    line = _line.first(connection, id=profile_id) or ("", "")
    return Face(open_file(connection, profile_id), *line)
