"""Deck files that were uploaded and are not decks yet: kept for an hour, where any machine finds them."""

import errno
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from tempfile import TemporaryFile
from typing import BinaryIO, NamedTuple

from sqlalchemy.engine import Connection

from ...authoring.import_options import ImportOptions, read_options, write_options
from ...store.engine.errors import Full
from ...store.hosts import uploads
from ...store.hosts.hosts import Host
from ...store.hosts.uploads import HOUR, MINUTE, NEW_DECK, PIECE, NewUpload, WaitingUpload
from ..server import Server


class Upload(NamedTuple):
    """An uploaded file: what it was called, and how it is to be imported.

    ``minutes`` is how much longer it is kept; ``bad``, whether rows of it were refused with these options.
    """

    id: int
    name: str
    filename: str
    options: ImportOptions
    size: int
    minutes: int
    bad: bool = False


async def keep_upload(
    server: Server,
    host: Host,
    name: str,
    filename: str,
    data: bytes,
    options: ImportOptions,
    purpose: str = NEW_DECK,
) -> Upload:
    """Keep a file of a host until it is a deck; Refusal if too many of this host's wait already.

    Whatever is written, no page for everybody shows it, so these writes count as play.
    """
    write, now = partial(server.database.write, play=True), server.now()
    new = NewUpload(name, filename, write_options(options), len(data))
    upload_id = await write(partial(uploads.begin, host=host, purpose=purpose, new=new, now=now))
    if upload_id is not None:
        for number in range(uploads.count_of(len(data))):
            piece = data[number * PIECE : (number + 1) * PIECE]
            await write(partial(uploads.add_piece, upload_id=upload_id, number=number, data=piece))
        await write(partial(uploads.complete, upload_id=upload_id, now=now))
    return await find_upload(server, host, name, purpose)


async def find_upload(server: Server, host: Host, name: str, purpose: str = NEW_DECK) -> Upload:
    """The upload of this host that has that name; Missing if there is none, or it is older than an hour."""
    now = server.now()
    found = partial(uploads.find, host=host, purpose=purpose, name=name, now=now)
    return _shown(await server.database.read(found), now)


async def waiting(server: Server, host: Host) -> list[Upload]:
    """The uploads of a host that are to become decks, the newest first."""
    now = server.now()
    found = await server.database.read(partial(uploads.waiting, host=host, purpose=NEW_DECK, now=now))
    return [_shown(one, now) for one in found]


def _shown(kept: WaitingUpload, now: int) -> Upload:
    minutes = max(1, round((kept.arrived_at + HOUR - now) / MINUTE))
    options = read_options(kept.options)
    return Upload(kept.id, kept.name, kept.filename, options, kept.size, minutes, kept.bad)


async def describe_upload(
    server: Server, upload: Upload, options: ImportOptions, bad: bool = False
) -> Upload:
    """Keep how it is to be imported, and whether rows of it were refused."""
    told = partial(uploads.describe, upload_id=upload.id, options=write_options(options), bad=bad)
    await server.database.write(told, play=True)
    return upload._replace(options=options, bad=bad)


async def forget_upload(server: Server, upload: Upload) -> None:
    """Remove it."""
    await server.database.write(lambda connection: uploads.discard(connection, upload.id), play=True)


@asynccontextmanager
async def file_of(server: Server, upload: Upload) -> AsyncIterator[BinaryIO]:
    """The file itself, as long as it is needed; Missing if the upload is gone."""
    with TemporaryFile() as file:
        await server.database.read_slowly(partial(_copy, upload=upload, file=file))
        yield file


def _copy(connection: Connection, upload: Upload, file: BinaryIO) -> None:
    try:
        file.seek(0)  # a read is run again if its session is outdated
        for piece in uploads.pieces(connection, upload.id, upload.size):
            file.write(piece)
        file.seek(0)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Full from None
        raise
