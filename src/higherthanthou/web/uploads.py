"""Deck files that were uploaded and are not decks yet: kept in the data folder for an hour.

Requests share these files, in threads and processes: each is written beside its place and moved there, one is
taken in only while no other is, and whoever comes upon one that is gone is told Missing.
"""

import errno
import fcntl
import json
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from ..authoring.importing import Wish, of_text, to_text
from ..game.errors import Refusal
from ..settings import Settings
from ..store.errors import Full, Missing
from ..store.hosts import Host
from ..store.tables import new_public_id

HOUR = 3600
MOST = 8
"""A host has no more than so many uploads that are not decks yet; another one is refused."""

NAME = re.compile(r"[A-Za-z0-9_-]{22}")


class Upload(NamedTuple):
    """An uploaded file: what it was called, what is wished of it, and when it came, in seconds since 1970."""

    name: str
    path: Path
    called: str
    wish: Wish
    came: float

    @property
    def minutes(self) -> int:
        """How many more minutes it is kept."""
        return max(1, round((self.came + HOUR - time.time()) / 60))

    def keep(self, wish: Wish) -> "Upload":
        """Keep what is wished of it."""
        _put(_beside(self.path), _told(self.called, wish))
        return self._replace(wish=wish)

    def forget(self) -> None:
        """Remove it."""
        self.path.unlink(missing_ok=True)
        _beside(self.path).unlink(missing_ok=True)


def keep_upload(settings: Settings, host: Host, name: str, called: str, data: bytes, wish: Wish) -> Upload:
    """Keep a file of a host until it is a deck; Refusal if too many of this host's wait already."""
    folder = settings.data_dir / "uploads"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{host.id}-{name}.deck"
    with _alone(folder):
        _sweep(folder)
        others = [other for other in folder.glob(f"{host.id}-*.deck") if other != path]
        if len(others) >= MOST:
            raise Refusal(
                f"{MOST} files of yours wait to become decks already, so nothing was taken of {called}. "
                "Go on with one of them, or drop one, and choose it again."
            )
        _put(_beside(path), _told(called, wish))
        _put(path, data)
    return Upload(name, path, called, wish, time.time())


def find_upload(settings: Settings, host: Host, name: str) -> Upload:
    """The upload of this host that has that name; Missing if there is none, or it is older than an hour."""
    path = settings.data_dir / "uploads" / f"{host.id}-{name}.deck"
    try:
        if NAME.fullmatch(name) and time.time() - (came := path.stat().st_mtime) <= HOUR:
            told = json.loads(_beside(path).read_text(encoding="utf-8"))
            return Upload(name, path, told["called"], of_text(told["wish"]), came)
    except FileNotFoundError:
        raise Missing from None
    raise Missing


def waiting(settings: Settings, host: Host) -> list[Upload]:
    """The uploads of a host, the newest first."""
    found = []
    for path in (settings.data_dir / "uploads").glob(f"{host.id}-*.deck"):
        with suppress(Missing):
            found.append(find_upload(settings, host, path.stem.partition("-")[2]))
    return sorted(found, key=lambda upload: -upload.came)


def _beside(path: Path) -> Path:
    return path.with_suffix(".wish")


def _told(called: str, wish: Wish) -> bytes:
    return json.dumps({"called": called, "wish": to_text(wish)}).encode()


def _put(path: Path, data: bytes) -> None:
    """Write a file so that whoever reads it meanwhile has all of it, or of the one before."""
    coming = path.with_name(f"{new_public_id()}.part")
    try:
        coming.write_bytes(data)
        os.replace(coming, path)
    except OSError as error:
        coming.unlink(missing_ok=True)
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Full from None
        raise


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until no other thread or process takes a file in."""
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def _sweep(folder: Path) -> None:
    """Remove what is older than an hour."""
    for path in folder.iterdir():
        with suppress(FileNotFoundError):
            if time.time() - path.stat().st_mtime > HOUR:
                path.unlink()
