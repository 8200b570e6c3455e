"""Tables in JSON: lists of objects or of lists, objects by name, and an object on each line."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from .header import MOST_COLUMNS
from .jsontext import JsonText, OddNumber
from .limits import MOST_PROFILES, TOO_MANY_ROWS, DeckFileError
from .sheet import SheetRow, Source
from .texts import quoted
from .typed_cells import cell_of, decimal_of

NAME, VALUE = "name", "value"
"""The titles for the keys of an object that has an item for each name, and for items that are no objects."""
NO_TABLE = "There is no table in this file: it has no list of objects, and no object for each name."
DEEPEST = 3
"""Objects inside of objects become columns such as ``owner.city`` down to here, and then a text."""


class _Place(NamedTuple):
    """Where the items of a table are: in a list, in an object by their names, or one after the other."""

    at: int
    shape: str
    key: str = ""


def read_json_table(text: str) -> Source:
    """The rows of a JSON file; DeckFileError if there is no table in it."""
    place = _find_table(text)
    titles: dict[str, None] = {}
    for item in _items(text, place):
        titles.update(dict.fromkeys(item))
        if len(titles) > MOST_COLUMNS:
            raise DeckFileError(f"The file has more than {MOST_COLUMNS} columns, the most that can be read.")
    if not titles:
        raise DeckFileError(NO_TABLE)
    notes = (f"The rows are the list {quoted(place.key)} of the file.",) if place.key else ()
    of_lists = all(map(str.isdigit, titles))
    return Source(_rows(text, place, tuple(titles)), None if of_lists else tuple(titles), notes, "item")


def _rows(text: str, place: _Place, titles: tuple[str, ...]) -> Iterator[SheetRow]:
    for number, item in enumerate(_items(text, place), 1):
        if any(cells := tuple(item.get(title, "") for title in titles)):
            yield number, cells


def _find_table(text: str) -> _Place:
    """All of the file, or the longest list of objects or lists that an object has."""
    reader = JsonText(text)
    if reader.peek() != "{":
        size = _count(reader)
        return _Place(0, "lines" if reader.peek() == "[" else "list") if size else _no_table()
    lists: list[tuple[int, int, str]] = []
    for key in reader.keys():  # noqa: SIM118  # no dict
        reader.peek()
        begin = reader.at
        if size := _count(reader):
            lists.append((size, begin, key))
    if reader.peek():
        return _Place(0, "lines")
    if lists:
        _, begin, key = max(lists, key=lambda each: each[0])
        return _Place(begin, "list", key)
    return _Place(0, "names")


def _no_table() -> _Place:
    raise DeckFileError(NO_TABLE)


def _count(reader: JsonText) -> int:
    """Read a value; how many objects or lists it is a list of."""
    if reader.peek() != "[":
        reader.value()
        return 0
    size = 0
    for number in reader.items():
        if number > MOST_PROFILES:
            raise DeckFileError(TOO_MANY_ROWS)
        size += reader.peek() in ("{", "[")
        reader.value()
    return size


def _items(text: str, place: _Place) -> Iterator[dict[str, str]]:
    """The items one by one, each as the texts of its columns; DeckFileError beyond the most."""
    reader = JsonText(text, place.at)
    for number, item in enumerate(_values(reader, place.shape), 1):
        if number > MOST_PROFILES:
            raise DeckFileError(TOO_MANY_ROWS)
        yield item
    if not place.key and reader.peek():
        raise DeckFileError(f"Line {reader.line(reader.at)} has something after the end of the table.")


def _values(reader: JsonText, shape: str) -> Iterator[dict[str, str]]:
    if shape == "names":
        for key in reader.keys():  # noqa: SIM118  # no dict
            yield {NAME: key} | _columns(reader.value())
    elif shape == "list":
        for _ in reader.items():
            yield _columns(reader.value())
    else:
        while reader.peek():
            yield _columns(reader.value())


def _columns(value: Any) -> dict[str, str]:
    """The texts of an item by their columns; those of a list are called by their places."""
    if isinstance(value, list):
        return {str(place): text_of(each) for place, each in enumerate(value)}
    return dict(_flat(value, ())) if isinstance(value, dict) else {VALUE: text_of(value)}


def _flat(value: dict[str, Any], above: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for key, each in value.items():
        path = (*above, key)
        if isinstance(each, dict) and each and len(path) < DEEPEST:
            yield from _flat(each, path)
        else:
            yield ".".join(path), text_of(each)


def text_of(value: Any) -> str:
    """A value of a JSON file as a cell: a list with commas between its values, anything deeper as JSON."""
    if isinstance(value, OddNumber):
        return decimal_of(value.text)
    if isinstance(value, list) and not any(isinstance(each, list | dict) for each in value):
        return ", ".join(map(text_of, value))
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return cell_of(value)
