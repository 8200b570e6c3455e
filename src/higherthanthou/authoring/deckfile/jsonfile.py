"""Decks as JSON: what the deck is about, and an object for each profile."""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any, TypedDict

from ...game.deck_about import DeckAbout
from ...game.measure import MOST_DECIMALS, Kind
from ...game.profile import Entry
from ...game.stars import THEME as RATED
from ..tables.encoding import begin_of, find_encoding
from ..tables.jsontext import JsonText, OddNumber
from ..tables.limits import EMPTY, MOST_BYTES, MOST_PROFILES, TOO_LARGE, DeckFileError
from .cells import quoted
from .jsonrows import KINDS, PROFILE_KEYS, JsonRows
from .packed_profiles import PackedProfiles
from .parsed_deck import FORMAT, ParsedDeck, check_head, check_measure
from .profile_fields import FiledProfile
from .roles import check_labels, columns_for
from .row_checks import BadRowList, check_size

HEAD_KEYS = {
    "title": "title",
    "label": "label",
    "unit": "unit",
    "unit_first": "unit_first",
    "kind": "kind",
    "decimals": "decimals",
    "min": "low",
    "max": "high",
    "comparison": "comparison",
    "less_is_better": "less_is_better",
    "noun": "noun",
    "theme": "theme",
    "model": "model",
}
_OWN_FORMAT = re.compile(re.escape(FORMAT).replace("/", r"\\?/").encode())
"""The format as any program may write it."""
_DECIMALS = re.compile(r"-?[0-9]+\.([0-9]+)")
ALWAYS_WRITTEN = ("title", "label", "unit", "min", "max")
ENDS = ("min", "max")
TYPES: dict[str, tuple[type, str]] = {
    "decimals": (int, "a whole number"),
    "unit_first": (bool, "true or false"),
    "less_is_better": (bool, "true or false"),
}
"""What stands behind a key, if it is no text."""


class Overrides(TypedDict, total=False):
    """What to say of a deck whatever its file says; None leaves it to the file."""

    title: str | None
    label: str | None
    unit: str | None
    low: int | None
    high: int | None
    noun: str | None
    theme: str | None


def is_own_deck(data: bytes) -> bool:
    """Whether a file is a deck in our own format; any other JSON is a table."""
    return begin_of(data).startswith(b"{") and bool(_OWN_FORMAT.search(data.replace(b"\0", b"")))


def read_json(data: bytes, overrides: Overrides | None = None, skip_bad: bool = False) -> ParsedDeck:
    """The deck of a JSON file; DeckFileError if the file cannot be one, BadRows if some profiles cannot.

    With ``skip_bad`` those are left out.
    The file is read twice, as a head may stand below the profiles that are checked against it.
    """
    if len(data) > MOST_BYTES:
        raise DeckFileError(TOO_LARGE)
    text = data.decode(find_encoding(data))
    told, begin, size = _look_over(text)
    given = {key: value for key, value in (overrides or {}).items() if value is not None}
    head = check_head(replace(_head(told), **given))  # type: ignore[arg-type]  # the keys are those of DeckAbout
    check_size(size)
    bad_rows = BadRowList(PROFILE_KEYS, "profile")
    rows = JsonRows(head)
    profiles = PackedProfiles(rows.read(_profiles(JsonText(text, begin)), bad_rows))
    left_out = bad_rows.settle(len(profiles), skip_bad)
    check_labels(label for _, label in rows.kinds)
    return ParsedDeck(head, columns_for(rows.kinds), profiles, left_out)


def _look_over(text: str) -> tuple[dict[str, Any], int, int]:
    """Everything but the profiles, where those begin, and how many there are."""
    reader, begin, size, decimals = JsonText(text), 0, 0, 0
    told: dict[str, Any] = {}
    if not reader.peek():
        raise DeckFileError(EMPTY)
    if reader.peek() != "{":
        raise DeckFileError("The file is not a deck: a deck is one object in braces.")
    for key in reader.keys():  # noqa: SIM118  # no dict
        if key in told:
            raise DeckFileError(f"The deck has the key {quoted(key)} twice.")
        if key == "profiles":
            told[key], begin = None, reader.at
            for profile in _profiles(reader):
                size += 1
                decimals = max(decimals, _decimals_of(profile.get("score")))
        else:
            told[key] = _plain(reader, key)
    if reader.peek():
        raise DeckFileError(f"Line {reader.line(reader.at)} has something after the end of the deck.")
    if told.keys() >= {*ENDS} and not told.keys() & {"decimals", "kind", "model", "theme"}:
        told["decimals"] = min(decimals, MOST_DECIMALS)
    return told, begin, size


def _decimals_of(score: Any) -> int:
    """How many decimals a score is written with; a deck that says nothing of them has the most of all."""
    found = isinstance(score, OddNumber) and _DECIMALS.fullmatch(score.text)
    return len(found[1]) if found else 0


def _plain(reader: JsonText, key: str) -> Any:
    if reader.peek() in ("[", "{"):
        raise DeckFileError(
            f"The key {quoted(key)} of the deck has a list or an object, where neither belongs."
        )
    return reader.value()


def _profiles(reader: JsonText) -> Iterator[dict[str, Any]]:
    """The profiles one by one, as they were written."""
    if reader.peek() != "[":
        raise DeckFileError('The "profiles" of the deck are not a list in square brackets.')
    for number in reader.items():
        if number > MOST_PROFILES:
            check_size(number)
        if reader.peek() != "{":
            raise DeckFileError(f"Profile {number} is not an object in braces.")
        yield reader.value()


def _head(told: dict[str, Any]) -> DeckAbout:
    if told.get("format") != FORMAT:
        raise DeckFileError(f'The file is not a deck: its "format" is not "{FORMAT}".')
    if "profiles" not in told:
        raise DeckFileError('The file is not a deck: it has no "profiles".')
    for key, value in told.items():
        if key in ("format", "profiles"):
            continue
        if key not in HEAD_KEYS:
            raise DeckFileError(f"A deck has no key {quoted(key)}.")
        kind, called = TYPES.get(key, (str, "a text"))
        if key not in ENDS and type(value) is not kind:
            raise DeckFileError(f'The "{key}" of a deck is {called}.')
    known = {HEAD_KEYS[key]: told[key] for key in told if key in HEAD_KEYS and key not in ENDS}
    head = replace(DeckAbout(), **known)
    check_measure(head)
    return _with_range(replace(head, kind=Kind(head.kind)), told)


def _with_range(head: DeckAbout, told: dict[str, Any]) -> DeckAbout:
    """The head with the ends of its range; only plain whole numbers have usual ones."""
    ends = {HEAD_KEYS[key]: _end(key, told[key], head) for key in ENDS if key in told}
    if len(ends) < len(ENDS) and (head.kind, head.decimals) != (Kind.NUMBER, 0):
        raise DeckFileError('A deck of such scores says its "min" and its "max".')
    return replace(head, **ends)  # type: ignore[arg-type]  # low and high


def _end(key: str, value: Any, head: DeckAbout) -> int:
    """An end of the range: a number, or a text as scores of its kind are written."""
    is_number = head.kind in (Kind.NUMBER, Kind.YEAR)
    with suppress(ValueError, OverflowError):
        if type(value) is int and is_number:
            return value * int(10**head.decimals)
        if isinstance(value, OddNumber if is_number else str):
            return head.measure.read(str(value))
    called = "a whole number" if is_number and not head.decimals else "written as its scores are"
    raise DeckFileError(f'The "{key}" of a deck is {called}.')


def write_json(head: DeckAbout, profiles: Iterable[FiledProfile]) -> Iterator[str]:
    """The text of a deck file in chunks, one profile a line, to be sent as UTF-8."""
    usual, lines = DeckAbout(), [f'"format": "{FORMAT}"']
    for key, field in HEAD_KEYS.items():
        value = getattr(head, field)
        if key in ALWAYS_WRITTEN or value != getattr(usual, field):
            lines.append(f'"{key}": {_score(value, head) if key in ENDS else _dumps(value)}')
    yield "{\n" + ",\n".join(lines) + ',\n"profiles": ['
    between = "\n"
    for profile in profiles:
        yield between + _written(profile, head)
        between = ",\n"
    yield "\n]\n}\n"


def _score(score: int, head: DeckAbout) -> str:
    """A score as it stands in the file: a number, or the text of a day or a time."""
    plain = head.measure.plain(score)
    return plain if head.kind in (Kind.NUMBER, Kind.YEAR) else _dumps(plain)


def _written(profile: FiledProfile, head: DeckAbout) -> str:
    """The object of a profile in a deck of that head, without what is empty."""
    fields = {
        key: value for key, value in profile._asdict().items() if key not in ("name", "score", "record")
    }
    for key, shown in KINDS.items():
        fields[key] = [_fact(entry, head) for entry in profile.record if entry.shown is shown]
    told = {key: value for key, value in fields.items() if value not in (None, "", [])}
    more = f", {_dumps(told)[1:-1]}" if told else ""
    return f'{{"name": {_dumps(profile.name)}, "score": {_score(profile.score, head)}{more}}}'


def _fact(entry: Entry, head: DeckAbout) -> dict[str, object]:
    """A fact with its points, where they mean something: under a score model, or beside stars."""
    fact: dict[str, object] = {"label": entry.label, "value": entry.text}
    if head.model is not None and entry.dimension is not None:
        fact |= {"dimension": entry.dimension, "points": entry.points}
    elif head.theme == RATED and entry.points is not None:
        fact["points"] = entry.points
    return fact


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
