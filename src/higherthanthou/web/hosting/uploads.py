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

from ...authoring.import_options import ImportOptions, read_options, write_options
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

NEW_DECKS, CORRECTIONS = "uploads", "corrections"
"""The folders of files that are to become decks, and of those that replace the data of one."""

NAME = re.compile(r"[A-Za-z0-9_-]{22}")


class Upload(NamedTuple):
    """An uploaded file: what it was called, how it is to be imported, and when it came.

    ``arrived`` is in milliseconds since 1970; ``minutes`` is how much longer it is kept; ``bad``, whether
    rows of it were refused with these options.
    """

    name: str
    path: Path
    filename: str
    options: ImportOptions
    arrived: int
    minutes: int
    bad: bool = False

    def keep(self, options: ImportOptions, bad: bool = False) -> "Upload":
        """Keep how it is to be imported, and whether rows of it were refused."""
        _put(_beside(self.path), _description(self.filename, options, bad), self.arrived)
        return self._replace(options=options, bad=bad)

    def forget(self) -> None:
        """Remove it."""
        self.path.unlink(missing_ok=True)
        _beside(self.path).unlink(missing_ok=True)


def keep_upload(
    settings: Settings,
    host: Host,
    name: str,
    filename: str,
    data: bytes,
    options: ImportOptions,
    now: int,
    place: str = NEW_DECKS,
) -> Upload:
    """Keep a file of a host until it is a deck; Refusal if too many of this host's wait already.

    ``place`` is NEW_DECKS or CORRECTIONS.
    """
    folder = settings.data_dir / place
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{host.id}-{name}.deck"
    with _alone(folder):
        _sweep(folder, now)
        _make_room([other for other in waiting(settings, host, now, place) if other.path != path], filename)
        _put(_beside(path), _description(filename, options), now)
        _put(path, data, now)
    return Upload(name, path, filename, options, now, HOUR // MINUTE)


def _make_room(others: list[Upload], filename: str) -> None:
    """Have room for one more: the oldest goes whose rows were refused; Refusal if none was refused."""
    if len(others) < MOST:
        return
    refused = [other for other in others if other.bad]
    if not refused:
        raise Refusal(
            f"{MOST} files of yours wait to become decks already, so nothing was taken of {filename}. "
            "Go on with one of them, or drop one, and choose it again."
        )
    refused[-1].forget()


def find_upload(settings: Settings, host: Host, name: str, now: int, place: str = NEW_DECKS) -> Upload:
    """The upload of this host that has that name; Missing if there is none, or it is older than an hour."""
    path = settings.data_dir / place / f"{host.id}-{name}.deck"
    try:
        if NAME.fullmatch(name) and now - (arrived := _arrived(path)) <= HOUR:
            known = json.loads(_beside(path).read_text(encoding="utf-8"))
            minutes = max(1, round((arrived + HOUR - now) / MINUTE))
            return Upload(
                name,
                path,
                known["called"],
                read_options(known["options"]),
                arrived,
                minutes,
                known.get("bad", False),
            )
    except FileNotFoundError:
        raise Missing from None
    raise Missing


def waiting(settings: Settings, host: Host, now: int, place: str = NEW_DECKS) -> list[Upload]:
    """The uploads of a host, the newest first."""
    found = []
    for path in (settings.data_dir / place).glob(f"{host.id}-*.deck"):
        with suppress(Missing):
            found.append(find_upload(settings, host, path.stem.partition("-")[2], now, place))
    return sorted(found, key=lambda upload: -upload.arrived)


def _beside(path: Path) -> Path:
    return path.with_suffix(".options")


def _description(filename: str, options: ImportOptions, bad: bool = False) -> bytes:
    return json.dumps({"called": filename, "options": write_options(options), "bad": bad}).encode()


def _arrived(path: Path) -> int:
    return path.stat().st_mtime_ns // 10**6


def _put(path: Path, data: bytes, arrived: int) -> None:
    """Write a file so that whoever reads it meanwhile has all of it, or of the one before."""
    part = path.with_name(f"{new_public_id()}.part")
    try:
        part.write_bytes(data)
        os.utime(part, ns=(arrived * 10**6, arrived * 10**6))
        os.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
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
            if now - _arrived(path) > HOUR:
                path.unlink()
