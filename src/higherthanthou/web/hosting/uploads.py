"""Deck files that were uploaded and are not decks yet: kept in the data folder for an hour.

Requests share these files, in threads and processes: each is written beside its place and moved there, one is
taken in only while no other is, and whoever comes upon one that is gone is told Missing.
"""

import errno
import fcntl
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from ...authoring.deck_import import Wish, of_text, to_text
from ...game.errors import Refusal
from ...settings import Settings
from ...store.engine.errors import Full, Missing
from ...store.hosts.hosts import Host
from ...store.tables import new_public_id

MINUTE = 60_000
HOUR = 60 * MINUTE
MOST = 8
"""A host has no more than so many uploads that are not decks yet. For another one the oldest goes whose rows
were refused; if there is none, it is refused itself."""

NAME = re.compile(r"[A-Za-z0-9_-]{22}")


class Upload(NamedTuple):
    """An uploaded file: what it was called, what is wished of it, and when it came.

    ``came`` is in milliseconds since 1970; ``minutes`` is how much longer it is kept; ``bad``, whether rows
    of it were refused as it is wished.
    """

    name: str
    path: Path
    called: str
    wish: Wish
    came: int
    minutes: int
    bad: bool = False

    def keep(self, wish: Wish, bad: bool = False) -> "Upload":
        """Keep what is wished of it, and whether rows of it were refused."""
        _put(_beside(self.path), _told(self.called, wish, bad), self.came)
        return self._replace(wish=wish, bad=bad)

    def forget(self) -> None:
        """Remove it."""
        self.path.unlink(missing_ok=True)
        _beside(self.path).unlink(missing_ok=True)


def keep_upload(
    settings: Settings, host: Host, name: str, called: str, data: bytes, wish: Wish, now: int
) -> Upload:
    """Keep a file of a host until it is a deck; Refusal if too many of this host's wait already."""
    folder = settings.data_dir / "uploads"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{host.id}-{name}.deck"
    with _alone(folder):
        _sweep(folder, now)
        _make_room([other for other in waiting(settings, host, now) if other.path != path], called)
        _put(_beside(path), _told(called, wish), now)
        _put(path, data, now)
    return Upload(name, path, called, wish, now, HOUR // MINUTE)


def _make_room(others: list[Upload], called: str) -> None:
    """Have room for one more: the oldest goes whose rows were refused; Refusal if none was refused."""
    if len(others) < MOST:
        return
    refused = [other for other in others if other.bad]
    if not refused:
        raise Refusal(
            f"{MOST} files of yours wait to become decks already, so nothing was taken of {called}. "
            "Go on with one of them, or drop one, and choose it again."
        )
    refused[-1].forget()


def find_upload(settings: Settings, host: Host, name: str, now: int) -> Upload:
    """The upload of this host that has that name; Missing if there is none, or it is older than an hour."""
    path = settings.data_dir / "uploads" / f"{host.id}-{name}.deck"
    try:
        if NAME.fullmatch(name) and now - (came := _came(path)) <= HOUR:
            told = json.loads(_beside(path).read_text(encoding="utf-8"))
            minutes = max(1, round((came + HOUR - now) / MINUTE))
            return Upload(
                name, path, told["called"], of_text(told["wish"]), came, minutes, told.get("bad", False)
            )
    except FileNotFoundError:
        raise Missing from None
    raise Missing


def waiting(settings: Settings, host: Host, now: int) -> list[Upload]:
    """The uploads of a host, the newest first."""
    found = []
    for path in (settings.data_dir / "uploads").glob(f"{host.id}-*.deck"):
        with suppress(Missing):
            found.append(find_upload(settings, host, path.stem.partition("-")[2], now))
    return sorted(found, key=lambda upload: -upload.came)


def _beside(path: Path) -> Path:
    return path.with_suffix(".wish")


def _told(called: str, wish: Wish, bad: bool = False) -> bytes:
    return json.dumps({"called": called, "wish": to_text(wish), "bad": bad}).encode()


def _came(path: Path) -> int:
    return path.stat().st_mtime_ns // 10**6


def _put(path: Path, data: bytes, came: int) -> None:
    """Write a file so that whoever reads it meanwhile has all of it, or of the one before."""
    coming = path.with_name(f"{new_public_id()}.part")
    try:
        coming.write_bytes(data)
        os.utime(coming, ns=(came * 10**6, came * 10**6))
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


def _sweep(folder: Path, now: int) -> None:
    """Remove what is older than an hour."""
    for path in folder.iterdir():
        with suppress(FileNotFoundError):
            if now - _came(path) > HOUR:
                path.unlink()
