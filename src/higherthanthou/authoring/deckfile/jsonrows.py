"""The profiles of a JSON deck, each checked key by key."""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from typing import Any

from ...game.deck_about import DeckAbout
from ...game.measure import Kind
from ...game.names.labels import one_line
from ...game.profile import Entry, Shown
from ...game.stars import THEME as RATED
from ..seeds.models import load_model
from ..tables.json_table import text_of
from ..tables.jsontext import OddNumber
from .cells import LONGEST_FACT, CellError, json_text, quoted, read_label, whole_number
from .parsed_deck import MOST_POINTS
from .profile_fields import FIELDS, TEXTS, FiledProfile
from .row_checks import OLDEST, REMEMBERED, BadFields, BadRowList, Value, in_range, read_score, score_in_range

KINDS = {"facts": Shown.FILE, "withheld": Shown.WITHHELD, "record": Shown.RECORD}
PROFILE_KEYS = (*FIELDS, *KINDS)
FACT_KEYS = ("label", "value", "dimension", "points")


class JsonRows:
    """Makes a profile of each object that can be one; ``kinds`` gathers where which facts stand."""

    def __init__(self, head: DeckAbout) -> None:
        """``head`` has been checked: its range is usable and its model is there."""
        self.kinds: dict[tuple[Shown, str], None] = {}
        self._head = head
        self._model = load_model(head.model) if head.model else None
        self._dimensions = [dimension.key for dimension in self._model.dimensions] if self._model else []
        self._text = lru_cache(REMEMBERED)(json_text)
        self._fact_text = lru_cache(REMEMBERED)(partial(json_text, most=LONGEST_FACT))
        self._entry = lru_cache(REMEMBERED)(Entry)

    def read(self, profiles: Iterable[dict[str, Any]], bad_rows: BadRowList) -> Iterator[FiledProfile]:
        """The profiles in their order; what is wrong goes to ``bad_rows`` with the number of the profile."""
        for number, profile in enumerate(profiles, 1):
            wrong: BadFields = []
            filed = self._filed(profile, wrong)
            if wrong:
                bad_rows.add(number, tuple(_shown(profile.get(key, "")) for key in PROFILE_KEYS), wrong)
            else:
                yield filed

    def _filed(self, profile: dict[str, Any], wrong: BadFields) -> FiledProfile:
        def field(key: str, read: Callable[[Any], Value], nothing: Value) -> Value:
            try:
                return read(profile[key]) if key in profile else nothing
            except CellError as error:
                wrong.append((key, str(error)))
                return nothing

        for key in ("name", "score"):
            if key not in profile:
                wrong.append((key, _missing(key)))
        score = field("score", self._score, 0)
        record = self._record(profile, wrong)
        if self._model and not wrong:
            total = self._model.base + sum(entry.points or 0 for entry in record)
            if total != score:
                wrong.append(("score", f"The base and the points of the facts make {total}, not {score}."))
        return FiledProfile(
            name=field("name", self._name, ""),
            score=score,
            age=field("age", _age, None),
            **{text: field(text, self._read_text, "") for text in TEXTS},
            record=record,
        )

    def _record(self, profile: dict[str, Any], wrong: BadFields) -> tuple[Entry, ...]:
        record: dict[str, Entry] = {}
        for key, shown in KINDS.items():
            facts = profile.get(key, [])
            if type(facts) is not list:
                wrong.append((key, "Facts are a list in square brackets."))
                continue
            for fact in facts:
                try:
                    self._add(self._fact(fact, shown), record)
                except CellError as error:
                    wrong.append((key, str(error)))
        self._add_other_keys(profile, record, wrong)
        return tuple(record.values())

    def _add_other_keys(self, profile: dict[str, Any], record: dict[str, Entry], wrong: BadFields) -> None:
        """Any other key of a profile is a fact on the file."""
        for key in (key for key in profile if key not in PROFILE_KEYS):
            try:
                if entry := self._other_fact(key, profile[key]):
                    self._add(entry, record)
            except CellError as error:
                wrong.append((quoted(key), str(error)))

    def _other_fact(self, key: str, value: Any) -> Entry | None:
        """The fact that another key tells: a text, a number, yes or no; nothing if it is empty."""
        if isinstance(value, list | dict):
            raise CellError("A fact is a text, a number, or true or false.")
        text = value if isinstance(value, str) else text_of(value)
        told = self._fact_text(text)
        return self._entry(read_label(key), told, Shown.FILE) if told else None

    def _add(self, entry: Entry, record: dict[str, Entry]) -> None:
        if entry.label.casefold() in record:
            raise CellError(f"The profile has the fact {quoted(entry.label)} twice.")
        record[entry.label.casefold()] = entry
        self.kinds[entry.shown, entry.label] = None

    def _fact(self, fact: Any, shown: Shown) -> Entry:
        if type(fact) is not dict:
            raise CellError("A fact is an object with a label and a value.")
        if unknown := fact.keys() - set(FACT_KEYS):
            raise CellError(f"A fact has no key {quoted(min(unknown))}.")
        label = self._filled("label of a fact", fact.get("label", ""))
        if not one_line(label):
            raise CellError(f"The label {quoted(label)} is not one line.")
        value = self._filled("value of a fact", fact.get("value", ""), self._fact_text)
        return self._entry(label, value, shown, *self._points(fact))

    def _points(self, fact: dict[str, Any]) -> tuple[str | None, int | None]:
        """The dimension of a fact and its points.

        In a deck with a score model a fact has both, or neither if it adds nothing; in one that is scored by
        stars points alone, if any; in any other deck neither.
        """
        if "dimension" not in fact and "points" not in fact:
            return None, None
        if self._model is None:
            if self._head.theme != RATED or "dimension" in fact:
                raise CellError("A fact has points only in a deck with a score model.")
            return None, self._number_of_points(fact)
        dimension = fact.get("dimension")
        if type(dimension) is not str or dimension not in self._dimensions:
            raise CellError(f"The dimension of a fact is one of {', '.join(self._dimensions)}.")
        return dimension, self._number_of_points(fact)

    def _number_of_points(self, fact: dict[str, Any]) -> int:
        return in_range(_whole(fact.get("points"), "Points"), "Points", -MOST_POINTS, MOST_POINTS)

    def _read_text(self, value: Any, read: Callable[[str], str] | None = None) -> str:
        if type(value) is not str:
            raise CellError("This is no text in quotation marks.")
        return (read or self._text)(value)

    def _filled(self, what: str, value: Any, read: Callable[[str], str] | None = None) -> str:
        if not (text := self._read_text(value, read)):
            raise CellError(_missing(what))
        return text

    def _name(self, value: Any) -> str:
        return self._filled("name", value)

    def _score(self, value: Any) -> int:
        if (self._head.kind, self._head.decimals) == (Kind.NUMBER, 0):
            return score_in_range(_whole(value, "Scores"), self._head)
        if type(value) is not int and not isinstance(value, str | OddNumber):
            raise CellError("A score is a number, or a text in quotation marks.")
        return read_score(str(value).strip(), self._head)


def _missing(what: str) -> str:
    return f"The {what} is missing."


def _age(value: Any) -> int | None:
    return None if value is None else in_range(_whole(value, "Ages"), "Ages", 0, OLDEST)


def _whole(value: Any, many: str) -> int:
    if type(value) is int:
        return value
    if isinstance(value, OddNumber):
        return whole_number(value.text, many)
    raise CellError(f"{many} are whole numbers without quotation marks.")


def _shown(value: Any) -> str:
    """A value as it stood in the file, or nearly so."""
    if isinstance(value, str | OddNumber):
        return str(value)
    return json.dumps(value, default=str)
