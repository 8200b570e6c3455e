"""Many profiles in little memory."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from operator import eq
from typing import Any, overload

from ...game.profile import Entry, Shown
from .shape import Filed

PACK = 256
"""So many profiles are packed together, and unpacked at once."""

_SHOWN = {str(shown): shown for shown in Shown}


class Packed(Sequence[Filed]):
    """Profiles kept as text and made anew when they are asked for; as objects they take four times that."""

    def __init__(self, profiles: Iterable[Filed]) -> None:
        """Go through the profiles once; no more than a pack of them is held at a time."""
        self._packs: list[bytes] = []
        self._size = 0
        profiles = iter(profiles)
        while pack := list(islice(profiles, PACK)):
            self._packs.append(json.dumps(pack, ensure_ascii=False, separators=(",", ":")).encode())
            self._size += len(pack)

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Filed]:
        for pack in self._packs:
            yield from map(_filed, json.loads(pack))

    @overload
    def __getitem__(self, index: int) -> Filed: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Filed]: ...
    def __getitem__(self, index: int | slice) -> Filed | Sequence[Filed]:
        if isinstance(index, slice):
            return [self[place] for place in range(self._size)[index]]
        pack, place = divmod(range(self._size)[index], PACK)
        return _filed(json.loads(self._packs[pack])[place])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(map(eq, self, other))

    __hash__ = None  # type: ignore[assignment]  # like a list


def _filed(packed: list[Any]) -> Filed:
    *fields, record = packed
    return Filed._make([*fields, tuple([_entry(*entry) for entry in record])])


def _entry(label: str, text: str, shown: str, dimension: str | None, points: int | None) -> Entry:
    return Entry(label, text, _SHOWN[shown], dimension, points)
