"""A ZIP of pictures: a container and nothing else. Its directory is bounded before it is read.

Names of entries are names of pictures, never paths; nothing is unpacked to disk. Sizes that an entry declares
are not believed: what is read of one stops at the bound of a picture. An archive in an archive is no picture.
"""

import struct
import zlib
from collections.abc import Iterator
from pathlib import PurePath
from typing import IO, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from .picture import MOST_BYTES

MARK = b"PK\x03\x04"
MOST_ENTRIES = 2000
MOST_DIRECTORY = 1024 * 1024
"""Bytes of the directory at the end of a ZIP: 500 for each entry are plenty."""

TOGETHER = 1024**3
"""Bytes that all entries of a ZIP may be together once they are inflated."""

END, LARGE_END = struct.Struct("<4s4H2LH"), b"PK\x06\x07"
END_MARK = b"PK\x05\x06"
"""The end of the central directory, and the locator of that of a ZIP64 (APPNOTE.TXT 4.3.15 and 4.3.16)."""

LONGEST_COMMENT = 65_535
LOCKED = 0x1
ASIDE = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
"""What computers put into archives by themselves."""

NOT_READABLE = "This ZIP cannot be opened; make it again, or choose the pictures themselves."
TOO_MANY = f"This ZIP has more than {MOST_ENTRIES:,} entries; make several of it."
LOCKED_UP = "It is locked by a password; make a ZIP without one."
OTHER_METHOD = "It is packed in a way that is not opened here; make an ordinary ZIP."
DAMAGED = "It is damaged; make the ZIP again."
NESTED = "An archive in an archive is not opened; unpack it first."
TOO_LARGE = f"It has more than {MOST_BYTES // 1024**2} MB; make it smaller and send that."
TOO_MUCH = f"The ZIP is more than {TOGETHER // 1024**3} GB unpacked; send what is left as another."


class ArchiveError(Exception):
    """A ZIP cannot be opened; ``str(error)`` is one sentence for the host."""


class ArchivedPicture(NamedTuple):
    """An entry of a ZIP: its name without folders, its bytes, or why there are none."""

    name: str
    data: bytes
    refused: str


def is_archive(head: bytes) -> bool:
    """Whether a file is a ZIP, from its first bytes."""
    return head.startswith((MARK, END_MARK))


def pictures_in(file: IO[bytes]) -> Iterator[ArchivedPicture]:
    """The entries of a ZIP, each read when it is asked for, without folders and leavings of computers.

    Raises:
        ArchiveError: The file is no ZIP, or its directory is larger than that of pictures would be.
    """
    _check_directory(file)
    try:
        archive = ZipFile(file)
        entries = archive.infolist()
    except (BadZipFile, ValueError, NotImplementedError, OSError, struct.error):
        raise ArchiveError(NOT_READABLE) from None
    if len(entries) > MOST_ENTRIES:
        raise ArchiveError(TOO_MANY)
    left = TOGETHER
    for entry in entries:
        if entry.is_dir() or any(part in ASIDE for part in PurePath(entry.filename).parts):
            continue
        picture = _read(archive, entry) if left > 0 else ArchivedPicture(_name(entry), b"", TOO_MUCH)
        left -= max(len(picture.data), min(entry.file_size, MOST_BYTES) if picture.refused else 0)
        yield picture


def _check_directory(file: IO[bytes]) -> None:
    """ArchiveError unless the end of the file tells of a directory that is small enough to be read."""
    size = file.seek(0, 2)
    file.seek(max(0, size - LONGEST_COMMENT - END.size))
    tail = file.read()
    place = tail.rfind(END_MARK)
    if place < 0 or len(tail) - place < END.size:
        raise ArchiveError(NOT_READABLE)
    *_, entries, directory, _, _ = END.unpack_from(tail, place)
    if tail[max(0, place - 20) : place].startswith(LARGE_END) or entries > MOST_ENTRIES:
        raise ArchiveError(TOO_MANY)
    if directory > MOST_DIRECTORY:
        raise ArchiveError(TOO_MANY)
    file.seek(0)


def _read(archive: ZipFile, entry: ZipInfo) -> ArchivedPicture:
    """The bytes of an entry, no more than a picture may have."""
    name = _name(entry)
    if entry.flag_bits & LOCKED:
        return ArchivedPicture(name, b"", LOCKED_UP)
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return ArchivedPicture(name, b"", OTHER_METHOD)
    try:
        with archive.open(entry) as opened:
            data = opened.read(MOST_BYTES + 1)
    except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, struct.error):
        return ArchivedPicture(name, b"", DAMAGED)
    if len(data) > MOST_BYTES:
        return ArchivedPicture(name, b"", TOO_LARGE)
    if is_archive(data):
        return ArchivedPicture(name, b"", NESTED)
    return ArchivedPicture(name, data, "")


def _name(entry: ZipInfo) -> str:
    return entry.filename.replace("\\", "/").rpartition("/")[2][:200] or "Untitled"
