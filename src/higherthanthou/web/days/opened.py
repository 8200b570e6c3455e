"""The ten files of a day that is over, opened: laid out for everybody, with places for one's own calls."""

from typing import NamedTuple

from sqlalchemy.engine import Connection

from ...game.modes.daily import number_of, order_of
from ...game.modes.ten import TURNS
from ...store.boards import boards
from ...store.days import attempts, days
from ...store.days.attempts import Attempt
from ...store.days.days import RevealedFile
from ...store.decks.decks import Deck
from ..html.fragments import kept_fragment
from ..html.pieces import Piece
from ..html.render import rendered
from ..html.skeleton import Skeleton, hole
from ..play.modes.daily_pieces import date_said
from ..play.receipts import PrintedReceipt, explained_now

CALLS = tuple(f"call_{place}" for place in range(1, TURNS + 1))
"""The places of what a player said of each file; ``had`` is that of how many were right."""

_had, _call = (kept_fragment("days/_own_calls.html", name) for name in ("had", "call"))


class OpenedFile(NamedTuple):
    """A file with its receipt, the share in percent who said higher, and the place of one's own call."""

    file: RevealedFile
    receipt: PrintedReceipt
    said_higher: int | None
    own_call: str


def opened_day(connection: Connection, deck: Deck, day: int) -> Skeleton | None:
    """A day with how everybody did and its ten files; None if no ten were drawn for it."""
    drawn = days.drawn(connection, deck, day)
    if drawn is None:
        return None
    board = boards.board_name(deck.id, drawn.version, "daily", "today", boards.begin_of(day))
    revealed = zip(days.revealed(connection, deck.id, day), CALLS, strict=True)
    html = rendered(
        "days/_opened.html",
        "/daily",
        deck=deck,
        number=number_of(day),
        date=date_said(day),
        anchor=drawn.anchor,
        histogram=boards.players_by_value(connection, board),
        files=[_opened(file, deck, call) for file, call in revealed],
        had=hole("had"),
    )
    return Skeleton(html)


def _opened(file: RevealedFile, deck: Deck, call: str) -> OpenedFile:
    said = file.higher + file.lower
    share = round(100 * file.higher / said) if said else None
    return OpenedFile(file, explained_now(file.record, file.score, deck.model), share, hole(call))


def own_calls(connection: Connection, attempt: Attempt | None, player_id: int | None) -> dict[str, Piece]:
    """What a player said of each file, for those places; nothing if there was no go at them."""
    pieces = dict.fromkeys(("had", *CALLS), Piece())
    if attempt is None or player_id is None:
        return pieces
    if attempt.over:
        pieces["had"] = _had(attempt.right, attempt.run)
    rights = attempts.rights_of(connection, player_id, attempt.run)
    places = zip(order_of(attempt.run), rights, strict=False)  # a go may have ended early
    return pieces | {CALLS[place - 1]: _call(right) for place, right in places}
