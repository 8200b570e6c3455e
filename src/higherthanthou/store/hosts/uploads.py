"""Files of hosts that wait to become decks, or to correct one: in pieces, each a short write of its own.

So a file of 25 MB holds up no guess, and the machine that goes on with it need not be the one that took it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.engine import Connection

from ...game.errors import Refusal
from ..engine.errors import Missing
from ..tables import row_id_of, upload_pieces, uploads
from .hosts import Host

MINUTE = 60_000
HOUR = 60 * MINUTE
"""An upload is kept for so many milliseconds."""

CUT_OFF = 10 * MINUTE
"""One that did not get all its pieces within so many milliseconds will not."""

MOST = 8
"""A host has no more than so many uploads of a purpose. For another one the oldest goes whose rows were
refused; if there is none, it is refused itself."""

TOGETHER = 1024**3
"""So many bytes may wait of all hosts together."""

PIECE = 256 * 1024

NEW_DECK, CORRECTION = "new deck", "correction"

_U, _P = uploads.c, upload_pieces.c


class NewUpload(NamedTuple):
    """A file that is to wait, named as nothing else is; ``options`` as below, ``size`` in bytes."""

    name: str
    filename: str
    options: str
    size: int


class WaitingUpload(NamedTuple):
    """An upload as it is kept; ``options``: JSON, how it is to be imported."""

    id: int
    name: str
    filename: str
    options: str
    bad: bool
    size: int
    arrived_at: int


_SHOWN = [_U[name] for name in WaitingUpload._fields]


def begin(connection: Connection, host: Host, purpose: str, new: NewUpload, now: int) -> int | None:
    """Have room for an upload, and return its id; None if it is there already, now with these options.

    The same form sent again goes on with the pieces that are there. Refusal if too much waits already.
    """
    discard_old(connection, now)
    upload_id, about = row_id_of(new.name), {"options": new.options, "bad": False, "arrived_at": now}
    known = connection.execute(select(_U.complete).where(_U.id == upload_id)).first()
    if known is not None:
        connection.execute(update(uploads).where(_U.id == upload_id).values(about))
        return None if known[0] else upload_id
    _refuse_beyond(connection, new)
    whose = {"host_id": host.id, "purpose": purpose, "slot": _free_slot(connection, host, purpose, new)}
    row = {"id": upload_id, "complete": False} | whose | new._asdict() | about
    connection.execute(insert(uploads), row)
    return upload_id


def _refuse_beyond(connection: Connection, new: NewUpload) -> None:
    """Refusal if there is no room for so many bytes more."""
    waiting = connection.execute(select(func.coalesce(func.sum(_U.size), 0))).scalar_one()
    if waiting + new.size > TOGETHER:
        raise Refusal(
            f"Files of other hosts that wait to become decks fill the room for them, so nothing was taken of "
            f"{new.filename}. Please choose it again in an hour."
        )


def _free_slot(connection: Connection, host: Host, purpose: str, new: NewUpload) -> int:
    """A free slot; if there is none, that of the oldest upload whose rows were refused, or Refusal."""
    mine = select(_U.slot, _U.id, _U.bad).where(_U.host_id == host.id, _U.purpose == purpose)
    taken = connection.execute(mine.order_by(_U.arrived_at)).all()
    free = sorted(set(range(MOST)) - {row.slot for row in taken})
    if free:
        return free[0]
    refused = [row for row in taken if row.bad]
    if not refused:
        raise Refusal(
            f"{MOST} files of yours wait to become decks already, so nothing was taken of {new.filename}. "
            "Go on with one of them, or drop one, and choose it again."
        )
    discard(connection, refused[0].id)
    return int(refused[0].slot)


def add_piece(connection: Connection, upload_id: int, number: int, data: bytes) -> None:
    """Keep a piece, unless it is there; Missing if the upload is gone."""
    _lock(connection, upload_id)
    there = select(_P.number).where(_P.upload_id == upload_id, _P.number == number)
    if connection.execute(there).first() is None:
        connection.execute(insert(upload_pieces), {"upload_id": upload_id, "number": number, "data": data})


def complete(connection: Connection, upload_id: int, now: int) -> None:
    """Have an upload whose pieces are all there; from now on it is found. Missing if it is gone."""
    found = update(uploads).where(_U.id == upload_id).values(complete=True, arrived_at=now)
    if connection.execute(found).rowcount != 1:
        raise Missing


def _lock(connection: Connection, upload_id: int) -> None:
    """Have nobody discard it meanwhile; Missing if it is gone."""
    there = select(_U.id).where(_U.id == upload_id).with_for_update(read=True)
    if connection.execute(there).first() is None:
        raise Missing


def find(connection: Connection, host: Host, purpose: str, name: str, now: int) -> WaitingUpload:
    """The upload of this host that has that name; Missing if there is none, or it is older than an hour."""
    mine = _U.id == row_id_of(name), _U.host_id == host.id, _U.purpose == purpose
    row = connection.execute(select(*_SHOWN).where(*mine, _U.complete, _U.arrived_at >= now - HOUR)).first()
    if row is None:
        raise Missing
    return WaitingUpload(*row)


def waiting(connection: Connection, host: Host, purpose: str, now: int) -> list[WaitingUpload]:
    """The uploads of a host, the newest first."""
    mine = _U.host_id == host.id, _U.purpose == purpose
    query = select(*_SHOWN).where(*mine, _U.complete, _U.arrived_at >= now - HOUR)
    return [WaitingUpload(*row) for row in connection.execute(query.order_by(_U.arrived_at.desc()))]


def pieces(connection: Connection, upload_id: int, size: int) -> Iterator[bytes]:
    """An upload of so many bytes, piece by piece; Missing if it is gone."""
    for number in range(count_of(size)):
        one = select(_P.data).where(_P.upload_id == upload_id, _P.number == number)
        row = connection.execute(one).first()
        if row is None:
            raise Missing
        yield bytes(row[0])


def count_of(size: int) -> int:
    """How many pieces an upload of so many bytes has."""
    return -(-size // PIECE)


def describe(connection: Connection, upload_id: int, options: str, bad: bool) -> None:
    """Keep how an upload is to be imported, and whether rows of it were refused; nothing if it is gone."""
    connection.execute(update(uploads).where(_U.id == upload_id).values(options=options, bad=bad))


def discard(connection: Connection, *upload_ids: int) -> None:
    """Remove uploads with their pieces."""
    connection.execute(delete(upload_pieces).where(_P.upload_id.in_(upload_ids)))
    connection.execute(delete(uploads).where(_U.id.in_(upload_ids)))


def discard_old(connection: Connection, now: int) -> None:
    """Remove what is older than an hour, and what was cut off."""
    old = (_U.arrived_at < now - HOUR) | (~_U.complete & (_U.arrived_at < now - CUT_OFF))
    gone = connection.execute(select(_U.id).where(old)).scalars().all()
    if gone:
        discard(connection, *gone)
