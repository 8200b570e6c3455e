"""Making a result public, taking it back, and reading it by its token."""

from typing import NamedTuple

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.engine import Connection

from ...game.errors import Refusal
from ...game.quantiles import Quantiles
from ...game.verdict import Verdict
from ..boards.hidden_aliases import instead_on
from ..decks import decks
from ..decks.profiles import look, open_file, public_profile
from ..decks.standings import quantiles_of
from ..engine.errors import Missing
from ..engine.statement import Statement
from ..players.players import own_score
from ..reviews.reviews import ReviewedFile
from ..runs.judged_files import JudgedFiles, judged_in
from ..runs.stored_run import StoredRun, stored_run
from ..tables import STILL, players, profiles, public_results, public_token
from ..tables import PublicResult as PublicResultRow

STILL_OPEN = "This run is not over yet; its page can be made when it is."
CHALLENGED = (
    "A run that took up a challenge has no page: its files are still to be judged. Pass on the challenge."
)
NOTHING_JUDGED = "Nothing was judged in this run, so there is nothing to show."

_T = public_results.c
_whose = Statement(select(_T.player_id, _T.run_id).where(_T.token == bindparam("token")))
_picture = Statement(select(_T.picture).where(_T.token == bindparam("token")))
_stands = Statement(
    select(profiles.c.id).where(profiles.c.id == bindparam("profile_id"), profiles.c.until == STILL)
)
"""A file that is in its deck as it was."""

_add = Statement(insert(public_results).values({column.name: bindparam(column.name) for column in _T}))
_take_back = Statement(
    delete(public_results).where(_T.token == bindparam("token"), _T.player_id == bindparam("player_id"))
)


class PublicResult(NamedTuple):
    """A run that is over, as anybody may see it: its calls, and the file that broke it if one did.

    ``alias`` is that of its player, empty where it is hidden. ``verdicts`` are the latest, in their order.
    ``look`` is what the portrait of that file is drawn from; None if it is a picture that a host uploaded.
    ``archived`` if nobody can begin a run on the deck now.
    """

    stored: StoredRun
    alias: str
    verdicts: tuple[Verdict, ...]
    miss: ReviewedFile | None
    look: dict[str, str] | None
    quantiles: Quantiles | None
    archived: bool


def result_of(connection: Connection, player_id: int, run_id: str) -> PublicResult:
    """What the public page of a player's run shows, or would show.

    Raises:
        Missing: The player has no such run.
        Refusal: It is open, nothing was judged in it, or it took up a challenge.
    """
    stored = stored_run(connection, player_id, run_id)
    if stored.mode.base is not None:
        raise Refusal(CHALLENGED)
    judged = judged_in(connection, stored)
    if stored.run.open or not judged:
        raise Refusal(STILL_OPEN if stored.run.open else NOTHING_JUDGED)
    miss = _miss(connection, stored, judged)
    deck = decks.by_id(connection, stored.deck.id)
    return PublicResult(
        stored,
        _alias(connection, stored),
        tuple([one.verdict for one in reversed(judged)]),
        miss,
        look(connection, miss.shown.portrait.rpartition("/")[2]) if miss else None,
        quantiles_of(connection, stored.deck),
        deck is None or deck.archived,
    )


def _miss(connection: Connection, stored: StoredRun, judged: JudgedFiles) -> ReviewedFile | None:
    """The file that broke a run. A run of so many files is broken by none, and one of a day tells none.

    An imported deck may have real people in it: who left it, or was changed since, is not shown.
    """
    last = judged[0]
    if last.verdict.right or stored.mode.turns is not None or stored.mode.changes_view:
        return None
    if stored.deck.model is None and not _stands.first(connection, profile_id=last.profile_id):
        return None
    record = open_file(connection, last.profile_id).record
    return ReviewedFile(public_profile(connection, last.profile_id), record, last.verdict, stored.run.value)


def _alias(connection: Connection, stored: StoredRun) -> str:
    known = select(players.c.alias, instead_on(stored.deck.id)).where(players.c.id == stored.player_id)
    row = connection.execute(known).first()
    if row is None:
        raise Missing
    return str(row.alias) if row[1] is None else ""


def publish(connection: Connection, player_id: int, run_id: str, picture: bytes, now: int) -> str:
    """Make the result of a player's run public, which ``result_of`` was asked of; return its token.

    Made again, it stays as it is. Raises Missing if the player has no such run.
    """
    own_score(connection, player_id)
    run_id = stored_run(connection, player_id, run_id).run_id
    token = public_token(run_id)
    if _whose.first(connection, token=token) is None:
        row = PublicResultRow(token=token, player_id=player_id, run_id=run_id, made_at=now, picture=picture)
        _add.change(connection, **row.model_dump())
    return token


def is_public(connection: Connection, run_id: str) -> bool:
    """Whether the result of a run is public."""
    return _whose.first(connection, token=public_token(run_id)) is not None


def take_back(connection: Connection, player_id: int, run_id: str) -> None:
    """Nobody sees the result of a player's run any more. Missing if there is none; Refusal if it is open."""
    own_score(connection, player_id)
    stored = stored_run(connection, player_id, run_id)
    if stored.run.open:
        raise Refusal(STILL_OPEN)
    _take_back.change(connection, token=public_token(stored.run_id), player_id=player_id)


def public_result(connection: Connection, token: str) -> PublicResult:
    """The result that is public under a token. Missing if none is, or it was taken back."""
    row = _whose.first(connection, token=token)
    if row is None:
        raise Missing
    return result_of(connection, *row)


def public_picture(connection: Connection, token: str) -> bytes:
    """The picture of a public result, empty if it could not be drawn. Missing if there is none."""
    row = _picture.first(connection, token=token)
    if row is None:
        raise Missing
    return bytes(row[0])
