"""Deck files that were uploaded and are not decks yet: kept in the data folder for an hour."""

import re
import secrets
import time
from contextlib import suppress
from pathlib import Path

from ..authoring.importing import Wish, of_text, to_text
from ..settings import Settings
from ..store.errors import Missing
from ..store.hosts import Host

HOUR = 3600
MOST = 4
"""A host has no more than so many uploads that are not decks yet; the oldest goes first."""

NAME = re.compile(r"[A-Za-z0-9_-]{22}")


class Upload:
    """An uploaded file, and what is wished of it."""

    def __init__(self, folder: Path, host_id: int, name: str) -> None:
        """The one of that name, whether it is there or not."""
        self.name = name
        self.path = folder / f"{host_id}-{name}.deck"
        self._wish = folder / f"{host_id}-{name}.wish"

    @property
    def wish(self) -> Wish:
        """What was wished of it so far."""
        return of_text(self._wish.read_text(encoding="utf-8"))

    def keep(self, wish: Wish) -> None:
        """Keep what is wished of it."""
        self._wish.write_text(to_text(wish), encoding="utf-8")

    def forget(self) -> None:
        """Remove it."""
        for path in (self.path, self._wish):
            path.unlink(missing_ok=True)


def keep_upload(settings: Settings, host: Host, data: bytes, wish: Wish) -> Upload:
    """Keep a file of a host until it is a deck."""
    folder = settings.data_dir / "uploads"
    folder.mkdir(mode=0o700, exist_ok=True)
    _sweep(folder, host)
    upload = Upload(folder, host.id, secrets.token_urlsafe(16))
    upload.path.write_bytes(data)
    upload.keep(wish)
    return upload


def find_upload(settings: Settings, host: Host, name: str) -> Upload:
    """The upload of this host that has that name; Missing if there is none, or it is older than an hour."""
    upload = Upload(settings.data_dir / "uploads", host.id, name)
    try:
        old = not NAME.fullmatch(name) or time.time() - upload.path.stat().st_mtime > HOUR
    except FileNotFoundError:
        raise Missing from None
    if old:
        raise Missing
    return upload


def _sweep(folder: Path, host: Host) -> None:
    """Remove what is older than an hour, and the oldest of a host who has many."""
    now = time.time()
    mine = []
    for path in folder.iterdir():
        with suppress(FileNotFoundError):
            age = now - path.stat().st_mtime
            if age > HOUR:
                path.unlink()
            elif path.match(f"{host.id}-*.deck"):
                mine.append((age, path))
    for _, path in sorted(mine)[MOST - 1 :]:
        path.unlink(missing_ok=True)
        path.with_suffix(".wish").unlink(missing_ok=True)
