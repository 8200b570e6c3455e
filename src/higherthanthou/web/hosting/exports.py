"""Export of a draft as CSV or JSON, for its owner alone."""

from collections.abc import AsyncIterator, Iterator
from functools import partial
from tempfile import TemporaryFile
from typing import IO

from sqlalchemy.engine import Connection
from starlette.concurrency import iterate_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from ...making.drafting import write_draft
from ...store.hosts.drafts import OwnDeck
from ..server import server_of
from .deck_pages import own_deck

PIECE = 256 * 1024
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


async def export_csv(request: Request) -> Response:
    """GET /host/decks/{deck}/export.csv."""
    return await _export(request, "csv")


async def export_json(request: Request) -> Response:
    """GET /host/decks/{deck}/export.json."""
    return await _export(request, "json")


async def _export(request: Request, kind: str) -> Response:
    """The whole draft as it is at one moment: written to a file first, then sent."""
    _, own = await own_deck(request)
    file = await server_of(request).database.read_slowly(partial(_written, own=own, kind=kind))
    headers = attached(f"{own.deck.slug}.{kind}")
    return StreamingResponse(_sent(file), media_type=TYPES[kind], headers=headers)


def csv_file(text: str | bytes, filename: str) -> Response:
    """A CSV to be saved under that name."""
    return Response(text, media_type=TYPES["csv"], headers=attached(filename))


def attached(filename: str) -> dict[str, str]:
    """The headers of what is saved as a file, for its owner alone."""
    return {"Content-Disposition": f'attachment; filename="{filename}"', "Cache-Control": "no-store"}


def _written(connection: Connection, own: OwnDeck, kind: str) -> IO[bytes]:
    file = TemporaryFile()  # noqa: SIM115  # closed by whoever sends it
    for piece in write_draft(connection, own, kind):
        file.write(piece.encode())
    file.seek(0)
    return file


async def _sent(file: IO[bytes]) -> AsyncIterator[bytes]:
    with file:
        async for piece in iterate_in_threadpool(_pieces(file)):
            yield piece


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece
