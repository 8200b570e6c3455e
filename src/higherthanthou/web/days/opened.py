"""The ten files of a day that is over, opened: receipt, what everybody said, and what oneself said."""

from typing import NamedTuple

from sqlalchemy.engine import Connection

from ...game.modes.daily import order_of
from ...store.days import attempts, days
from ...store.days.attempts import Attempt
from ...store.days.days import RevealedFile
from ...store.decks.decks import Deck
from ..play.receipts import PrintedReceipt, explained_now


class OpenedFile(NamedTuple):
    """A file with its receipt, and the share in percent who said higher; ``right`` is one's own call."""

    file: RevealedFile
    receipt: PrintedReceipt
    said_higher: int | None
    right: bool | None


def opened_files(
    connection: Connection, deck: Deck, day: int, attempt: Attempt | None, player_id: int | None
) -> list[OpenedFile]:
    """The ten of a day in their order; ``attempt`` is the player's go at them, if there was one."""
    rights = _own_rights(connection, attempt, player_id)
    revealed = enumerate(days.revealed(connection, deck.id, day), 1)
    return [_opened(one, deck, rights.get(place)) for place, one in revealed]


def _own_rights(connection: Connection, attempt: Attempt | None, player_id: int | None) -> dict[int, bool]:
    """Whether the player was right, by the place of the file; each run has its own order."""
    if attempt is None or player_id is None:
        return {}
    rights = attempts.rights_of(connection, player_id, attempt.run)
    return dict(zip(order_of(attempt.run), rights, strict=False))  # a go may have ended early


def _opened(one: RevealedFile, deck: Deck, right: bool | None) -> OpenedFile:
    said = one.higher + one.lower
    share = round(100 * one.higher / said) if said else None
    return OpenedFile(one, explained_now(one.record, one.score, deck.model), share, right)
