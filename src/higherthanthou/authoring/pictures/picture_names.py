"""Matches uploaded pictures with files by their names."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import NamedTuple

from ...game.names.alias import alias_key

LONGEST = 200
_WRITTEN_AS = {"%22": '"', "%0D": "\r", "%0A": "\n"}
"""The signs in a file's name that browsers write as others (HTML, multipart form data)."""
_DOWNLOADED_AGAIN = re.compile(r"\s*\(\d{1,3}\)$")


class NamedFile(NamedTuple):
    """A file by its person and its name."""

    person: str
    name: str


class PictureNames:
    """The files of a deck by their names."""

    def __init__(self, known: Iterable[tuple[str, str]]) -> None:
        """Take the person and the name of every file."""
        self._spelt: dict[str, list[NamedFile]] = {}
        self._keys: dict[str, list[NamedFile]] = {}
        for one in map(NamedFile._make, known):
            self._spelt.setdefault(_spelt(one.name), []).append(one)
            if key := alias_key(one.name):
                self._keys.setdefault(key, []).append(one)

    def files_of(self, sent: str) -> list[NamedFile]:
        """The files that a picture uploaded under that name may be for; more than one if it does not tell.

        A file that is spelt as the name came goes before one as the browser may have found it.
        """
        came, read = _without_folders(sent), picture_name(sent)
        stems = _stems(came) if came != read else ()
        exactly = [one for stem in stems for one in self._spelt.get(_spelt(stem), [])]
        return exactly or self._alike(read)

    def _alike(self, picture: str) -> list[NamedFile]:
        """The files that are spelt like it, without an "(1)" or with, and those that come close before."""
        found: list[NamedFile] = []
        for stem in _stems(picture):
            if exactly := self._spelt.get(_spelt(stem)):
                return [*found, *exactly]
            found += self._keys.get(alias_key(stem), [])
        return found


def picture_name(sent: str) -> str:
    """The name of an uploaded picture as it was before the browser wrote it, without folders."""
    for written, sign in _WRITTEN_AS.items():
        sent = sent.replace(written, sign)
    return _without_folders(sent)


def _without_folders(sent: str) -> str:
    return PurePath(sent.replace("\\", "/")).name[:LONGEST]


def _stems(picture: str) -> Iterator[str]:
    """Its name without the ending, then without each "(1)" of another download."""
    stem = PurePath(picture).stem
    yield stem
    while (shorter := _DOWNLOADED_AGAIN.sub("", stem)) != stem:
        yield (stem := shorter)


def _spelt(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
