"""Parsed profiles held as text, which takes a quarter of the memory that they take as objects."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from operator import eq
from typing import Any, overload

from ...game.profile import Entry, Shown
from .profile_fields import FiledProfile

PACK = 256
"""So many profiles are packed together, and unpacked at once."""

_SHOWN = {str(shown): shown for shown in Shown}


class PackedProfiles(Sequence[FiledProfile]):
    """Profiles kept as text and made anew when they are asked for; as objects they take four times that."""

    def __init__(self, profiles: Iterable[FiledProfile]) -> None:
        """Go through the profiles once; no more than a pack of them is held at a time."""
        self._packs: list[bytes] = []
        self._size = 0
        profiles = iter(profiles)
        while pack := list(islice(profiles, PACK)):
            self._packs.append(json.dumps(pack, ensure_ascii=False, separators=(",", ":")).encode())
            self._size += len(pack)

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[FiledProfile]:
        for pack in self._packs:
            yield from map(_filed, json.loads(pack))

    @overload
    def __getitem__(self, index: int) -> FiledProfile: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[FiledProfile]: ...
    def __getitem__(self, index: int | slice) -> FiledProfile | Sequence[FiledProfile]:
        if isinstance(index, slice):
            return [self[place] for place in range(self._size)[index]]
        pack, place = divmod(range(self._size)[index], PACK)
        return _filed(json.loads(self._packs[pack])[place])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(map(eq, self, other))

    __hash__ = None  # type: ignore[assignment]  # like a list


def _filed(packed: list[Any]) -> FiledProfile:
    *fields, record = packed
    return FiledProfile._make([*fields, tuple([_entry(*entry) for entry in record])])


def _entry(label: str, text: str, shown: str, dimension: str | None, points: int | None) -> Entry:
    return Entry(label, text, _SHOWN[shown], dimension, points)
