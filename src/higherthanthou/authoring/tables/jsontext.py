"""A JSON text read piece by piece, so that no file can fill the memory with what it nests or repeats."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from json import JSONDecodeError, JSONDecoder
from typing import Any

from .limits import DeckFileError
from .texts import quoted

LONGEST_PIECE = 400_000
"""Characters of one value; the largest profile there can be has some 300,000, each one escaped."""
WINDOW = 4 * LONGEST_PIECE
LONGEST_NUMBER = 16

_SPACE = re.compile(r"[ \t\r\n]*")


@dataclass(frozen=True, slots=True)
class OddNumber:
    """A number of JSON that is not whole, or longer than any score, as it was written."""

    text: str

    def __str__(self) -> str:
        return self.text


class _Twice(Exception):
    pass


def _whole(text: str) -> int | OddNumber:
    return int(text) if len(text) <= LONGEST_NUMBER else OddNumber(text)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        counts = Counter(key for key, _ in pairs)
        raise _Twice(next(key for key, count in counts.items() if count > 1))
    return found


_decoder = JSONDecoder(
    object_pairs_hook=_once, parse_int=_whole, parse_float=OddNumber, parse_constant=OddNumber
)


class JsonText:
    """A JSON text and how far it has been read."""

    def __init__(self, text: str, at: int = 0) -> None:
        """Begin to read there."""
        self.text, self.at = text, at
        self._window, self._start = "", at

    def peek(self) -> str:
        """The next character that is no space, empty at the end."""
        self.at = _SPACE.match(self.text, self.at).end()  # type: ignore[union-attr]  # it matches nothing, too
        return self.text[self.at : self.at + 1]

    def takes(self, character: str) -> bool:
        """Whether that one is next; if so, it has been read."""
        found = self.peek() == character
        self.at += found
        return found

    def take(self, character: str) -> None:
        """Read that one; DeckFileError if another is next."""
        if not self.takes(character):
            raise self.wrong(self.at)

    def value(self) -> Any:
        """The value that begins here; DeckFileError if it is not JSON, nested too deep or far too long."""
        self.peek()
        if self.at + LONGEST_PIECE > self._start + len(self._window) < len(self.text):
            self._start, self._window = self.at, self.text[self.at : self.at + WINDOW]
        try:
            value, end = _decoder.raw_decode(self._window, self.at - self._start)
        except JSONDecodeError as error:
            if self._start + error.pos - self.at > LONGEST_PIECE:
                line = self.line(self.at)
                raise DeckFileError(f"The value that begins in line {line} is far too long.") from None
            raise self.wrong(self._start + error.pos) from None
        except _Twice as error:
            key = quoted(str(error))
            raise DeckFileError(
                f"The value that begins in line {self.line(self.at)} has {key} twice."
            ) from None
        except RecursionError:
            raise DeckFileError(
                f"The value that begins in line {self.line(self.at)} is nested too deep."
            ) from None
        self.at = self._start + end
        return value

    def keys(self) -> Iterator[str]:
        """The keys of an object one by one; the caller reads the value of each before the next."""
        self.take("{")
        if self.takes("}"):
            return
        while True:
            if self.peek() != '"':
                raise self.wrong(self.at)
            key = self.value()
            self.take(":")
            yield key
            if self.takes("}"):
                return
            self.take(",")

    def items(self) -> Iterator[int]:
        """The numbers of the items of a list, from 1; the caller reads each item before the next."""
        self.take("[")
        if self.takes("]"):
            return
        for number in count(1):
            yield number
            if self.takes("]"):
                return
            self.take(",")

    def line(self, at: int) -> int:
        """The line of a place, counted from 1 as a text editor does."""
        before = self.text[:at]
        return 1 + before.count("\n") + before.count("\r") - before.count("\r\n")

    def wrong(self, at: int) -> DeckFileError:
        """What to raise when the text is not JSON at a place."""
        if at >= len(self.text):
            return DeckFileError("The file ends in the middle; it is not whole.")
        column = at - max(self.text.rfind("\n", 0, at), self.text.rfind("\r", 0, at))
        return DeckFileError(f"Line {self.line(at)} is not JSON at character {column}.")
