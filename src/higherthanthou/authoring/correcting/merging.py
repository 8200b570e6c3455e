"""A file of a deck with what a corrected sheet says of it: its face, its number and its bars stay."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from ...game.profile import Entry, Profile, Shown
from ..deckfile.profile_fields import FIELDS

NAME = "name"
"""The key by which files are matched if no column of facts is."""


class SheetColumns(NamedTuple):
    """What a sheet has columns for: fields of a file, and labels of facts; what it has not stays.

    ``placed`` is whether the sheet says where each fact is shown; if it does not, that stays too.
    """

    fields: frozenset[str]
    labels: frozenset[str]
    placed: bool


class FieldChange(NamedTuple):
    """What a field or a fact was and is; a fact that is not there is empty."""

    label: str
    before: str
    after: str


def merged(old: Profile, new: Profile, columns: SheetColumns) -> Profile:
    """The file with the fields and facts that the sheet has columns for."""
    fields = {field: getattr(new, field) for field in FIELDS if field in columns.fields}
    record = tuple(_record(old, new, columns))
    file = replace(old, **fields, record=record, bars=tuple(_bars(old, new, record)))
    return file if file.look else replace(file, portrait_alt=alt_of(file))


def alt_of(profile: Profile) -> str:
    """The words for an uploaded picture; who gave none has to be told of a picture at least."""
    return profile.picture_alt or f"Picture of {profile.name}"


def _record(old: Profile, new: Profile, columns: SheetColumns) -> Iterator[Entry]:
    """The facts in the order in which the file has them, and then those that it had not."""
    told = {entry.label: entry for entry in new.record}
    for entry in old.record:
        now = told.pop(entry.label, None)
        if now is not None:
            shown = now.shown if columns.placed else entry.shown
            same = (now.text, shown) == (entry.text, entry.shown)
            yield entry if same else now._replace(shown=shown)
        elif entry.label not in columns.labels:
            yield entry
    yield from told.values()


def _bars(old: Profile, new: Profile, record: tuple[Entry, ...]) -> Iterator[int]:
    """A width for each bar: the one that it had, else the one that was thrown for the sheet."""
    known = {bar.label: bar.bar for bar in (*new.withheld(), *old.withheld())}
    for entry in record:
        if entry.shown is Shown.WITHHELD:
            yield known[entry.label]


def key_of(profile: Profile, key: str) -> str:
    """What a file is matched by: its name, or the text of the fact with that label; empty if it has none."""
    if key == NAME:
        return profile.name
    return next((entry.text for entry in profile.record if entry.label == key), "")


def changes(old: Profile, new: Profile) -> list[FieldChange]:
    """What differs between two versions of a file, but the score."""
    fields = [field for field in FIELDS if field != "score" and getattr(old, field) != getattr(new, field)]
    before, after = ({entry.label: entry.text for entry in file.record} for file in (old, new))
    labels = [label for label in before | after if before.get(label, "") != after.get(label, "")]
    told = [FieldChange(field.replace("_", " "), _said(old, field), _said(new, field)) for field in fields]
    return told + [FieldChange(label, before.get(label, ""), after.get(label, "")) for label in labels]


def _said(file: Profile, field: str) -> str:
    value = getattr(file, field)
    return "" if value is None else str(value)
