"""Form fields for the facts of a file: those of a score model are chosen, any others are typed."""

from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

from ...authoring.deckfile.cells import LONGEST_FACT, NO_LABEL, json_text, read_label
from ...game.names.labels import MOST_LABELS
from ...game.profile import Entry, Shown
from ...game.score import Level, Model, Trait
from ..forms.fields import FieldReader

FREE = 2
"""So many empty rows for facts stand below those that there are."""

_SHOWN = {shown.value: shown for shown in Shown}


class TraitChoice(NamedTuple):
    """A trait of the model, and what the file says of it; ``own`` if in words that are not the model's."""

    trait: Trait
    entry: Entry | None
    own: bool

    @property
    def offered(self) -> list[tuple[int, list[str]]]:
        """The points of each level with a form of each wording: the one that the file has, or the first."""
        said = self.entry.text if self.entry else ""
        return [(level.points, _offered(level, said)) for level in self.trait.levels]


class Facts(NamedTuple):
    """The facts of a file as its form has them: a choice for each trait, a row for each other fact."""

    choices: tuple[TraitChoice, ...]
    rows: tuple[Entry, ...]

    @property
    def numbers(self) -> range:
        """The numbers of the rows, with the empty ones below."""
        return range(len(self.rows) + FREE)


def facts_of(record: tuple[Entry, ...], model: Model | None) -> Facts:
    """Part the facts of a file into those of the model's traits and any others."""
    choices = tuple(_choice(record, trait) for trait in model.traits) if model else ()
    chosen = {choice.entry for choice in choices}
    return Facts(choices, tuple(entry for entry in record if entry not in chosen))


def _choice(record: tuple[Entry, ...], trait: Trait) -> TraitChoice:
    ours = trait.label, trait.dimension
    entry = next((entry for entry in record if (entry.label, entry.dimension) == ours), None)
    known = {text for level in trait.levels for text in level.texts}
    return TraitChoice(trait, entry, entry is not None and entry.text not in known)


def _offered(level: Level, said: str) -> list[str]:
    """A plain text or the first form of each wording, but of the mould that the file has, the form it has."""
    forms = [wording.forms() for wording in level.wordings]
    return [said if said in these else these[0] for these in forms]


def usual_record(model: Model | None) -> tuple[Entry, ...]:
    """What a new file begins with: the middle of every trait, in the record only."""
    return tuple(_usual(trait) for trait in model.traits) if model else ()


def _usual(trait: Trait) -> Entry:
    middle = trait.levels[len(trait.levels) // 2]
    return Entry(trait.label, middle.texts[0], Shown.RECORD, trait.dimension, middle.points)


def typed_facts(facts: Facts) -> dict[str, str]:
    """What the fields of the facts hold at first; a trait without a text is not on the file."""
    fields: dict[str, str] = {}
    for trait, entry, _ in facts.choices:
        fields[f"text_{trait.key}"] = entry.text if entry else ""
        fields[f"shown_{trait.key}"] = (entry.shown if entry else Shown.RECORD).value
    for n, entry in enumerate(facts.rows):
        fields |= {f"label_{n}": entry.label, f"text_{n}": entry.text, f"shown_{n}": entry.shown.value}
    return fields


def read_record(reader: FieldReader, before: tuple[Entry, ...], model: Model | None) -> tuple[Entry, ...]:
    """The facts that a form makes of those from before, in their order, with new ones below.

    A fact that the form does not name stays, one whose text is emptied goes. A fact that is worded anew keeps
    its points; one of the model has those of what was chosen.
    """
    facts = facts_of(before, model)
    chosen = {choice.trait.label: _chosen(reader, choice) for choice in facts.choices}
    rows = [_row(reader, n, entry) for n, entry in enumerate([*facts.rows, *[None] * MOST_LABELS])]
    _check_labels(reader, chosen.values(), rows)
    by_row = dict(zip(facts.rows, rows, strict=False))
    edited = [by_row[entry] if entry in by_row else chosen.pop(entry.label) for entry in before]
    return tuple(entry for entry in (*edited, *chosen.values(), *rows[len(facts.rows) :]) if entry)


def _chosen(reader: FieldReader, choice: TraitChoice) -> Entry | None:
    """What is said of a trait: a level by one of its wordings, what was said before, or nothing."""
    trait, before, _ = choice
    field = f"text_{trait.key}"
    shown = _place(reader, trait.key, before.shown if before else Shown.RECORD)
    if reader.is_left(field, before.text if before else ""):
        return before and before._replace(shown=shown)
    said = reader.form[field]
    for level in trait.levels:
        if said in level.texts:
            return Entry(trait.label, said, shown, trait.dimension, level.points)
    if said:
        reader.errors[field] = "Choose one of the facts that the model knows."
    return before if said else None


def _row(reader: FieldReader, n: int, before: Entry | None) -> Entry | None:
    """The fact of a row, None for none: a label, a text and where it stands."""
    entry = before or Entry("", "", Shown.FILE)
    text = reader.field(f"text_{n}", entry.text, partial(json_text, most=LONGEST_FACT))
    if not text:
        if not before and reader.form.get(f"label_{n}", "").strip():
            reader.errors.setdefault(f"text_{n}", "A fact needs a text.")
        return None
    label = reader.field(f"label_{n}", entry.label, read_label)
    if not label:
        reader.errors.setdefault(f"label_{n}", NO_LABEL)
    return entry._replace(label=label, text=text, shown=_place(reader, str(n), entry.shown))


def _place(reader: FieldReader, key: str, before: Shown) -> Shown:
    return _SHOWN.get(reader.form.get(f"shown_{key}", ""), before)


def _check_labels(reader: FieldReader, chosen: Iterable[Entry | None], rows: Iterable[Entry | None]) -> None:
    """Tell beside a row if its label is that of a fact above it."""
    seen = {entry.label.casefold() for entry in chosen if entry}
    for n, entry in enumerate(rows):
        if entry and entry.label.casefold() in seen:
            reader.errors.setdefault(f"label_{n}", "That label is on this file already.")
        if entry:
            seen.add(entry.label.casefold())
