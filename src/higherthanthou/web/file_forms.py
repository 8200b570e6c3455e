"""The form of a file: reading what a host typed into it, field by field."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random
from typing import NamedTuple, TypeVar

from ..authoring.deckfile import MOST_FACTS
from ..authoring.deckfile.cells import CellError, cell_text, whole_number
from ..authoring.emblem import choose_emblem
from ..authoring.people import new_file_number
from ..authoring.portrait import Look, choose_look, describe
from ..game.profile import BARS, Entry, Profile, Shown
from ..game.score import Model
from ..store.decks import Deck

T = TypeVar("T")
OLDEST = 150
_SHOWN = {shown.value: shown for shown in Shown}
FREE = 2
"""So many empty rows for facts stand below those that there are."""


class Typed(NamedTuple):
    """What was typed into a form, and what is wrong with it, by field."""

    fields: Mapping[str, str] = {}
    errors: Mapping[str, str] = {}


class FormErrors(Exception):
    """What is wrong with a form: a sentence for each field."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        """Keep the sentences."""
        super().__init__("Something in that form is not usable.")
        self.fields = dict(fields)


def new_profile(deck: Deck, rng: Random, emblem: bool) -> Profile:
    """A file with nothing on it but a drawn portrait or emblem."""
    look = new_look(None, rng, emblem)
    return Profile("", deck.low, None, "", "", new_file_number(rng), look, describe(look), (), ())


def new_look(age: int | None, rng: Random, emblem: bool) -> Look:
    """What to draw on a file that has no picture: a face that fits an age, or an emblem."""
    return choose_emblem(rng) if emblem else choose_look(age, rng)


def typed_of(profile: Profile, is_new: bool) -> dict[str, str]:
    """What the fields of the form hold before anything is typed."""
    fields = {
        "name": profile.name,
        "score": "" if is_new else str(profile.score),
        "age": "" if profile.age is None else str(profile.age),
        "occupation": profile.occupation,
        "place": profile.place,
        "picture_alt": profile.picture_alt,
    }
    for n, entry in enumerate(profile.record):
        fields |= {f"label_{n}": entry.label, f"text_{n}": entry.text, f"shown_{n}": entry.shown.value}
    return fields


def read_file(
    form: Mapping[str, str], before: Profile, deck: Deck, model: Model | None, rng: Random
) -> Profile:
    """The profile that a form makes of the one from before; what the form does not name stays.

    In a deck with a score model the facts are chosen from the model's own, and the score is theirs.
    Raises FormErrors.
    """
    reader = _Reader(form)
    name = reader.field("name", before.name, _name)
    age = reader.field("age", before.age, _age)
    record = reader.model_record(model, before) if model else reader.record(before)
    score = before.score
    if model:
        score = model.base + sum(entry.points or 0 for entry in record)
    else:
        score = reader.field("score", score, lambda text: _score(text, deck))
    after = replace(
        before,
        name=name,
        age=age,
        score=score,
        occupation=reader.field("occupation", before.occupation, cell_text),
        place=reader.field("place", before.place, cell_text),
        picture_alt=reader.field("picture_alt", before.picture_alt, cell_text),
        record=record,
        bars=_bars(record, before, rng),
    )
    if reader.errors:
        raise FormErrors(reader.errors)
    return after if after.look else replace(after, portrait_alt=alt_of(after))


def alt_of(profile: Profile) -> str:
    """The words for an uploaded picture; who gave none has to be told of a picture at least."""
    return profile.picture_alt or f"Picture of {profile.name}"


def _name(text: str) -> str:
    if not (name := cell_text(text)):
        raise CellError("A file needs a name.")
    return name


def _age(text: str) -> int | None:
    if not text.strip():
        return None
    age = whole_number(text.strip(), "Ages")
    if not 0 <= age <= OLDEST:
        raise CellError(f"An age is from 0 to {OLDEST}.")
    return age


def _score(text: str, deck: Deck) -> int:
    score = whole_number(text.strip(), "Scores")
    if not deck.low <= score <= deck.high:
        raise CellError(f"A score of this deck is from {deck.low:,} to {deck.high:,}.")
    return score


def _bars(record: tuple[Entry, ...], before: Profile, rng: Random) -> tuple[int, ...]:
    """The widths of the bars: those from before, and by chance for new ones."""
    withheld = sum(entry.shown is Shown.WITHHELD for entry in record)
    more = (rng.randint(1, BARS) for _ in range(withheld))
    return tuple([*before.bars, *more][:withheld])


class _Reader:
    """Reads fields, and gathers what is wrong with them."""

    def __init__(self, form: Mapping[str, str]) -> None:
        self._form = form
        self.errors: dict[str, str] = {}

    def field(self, name: str, before: T, read: Callable[[str], T]) -> T:
        """What a field says, or what was there before if the form has no such field or a bad one."""
        if name not in self._form:
            return before
        try:
            return read(self._form[name])
        except CellError as error:
            self.errors[name] = str(error)
            return before

    def record(self, before: Profile) -> tuple[Entry, ...]:
        """The facts as they were typed: a label, a text and where it stands, numbered from 0."""
        if "label_0" not in self._form:
            return before.record
        found: dict[str, Entry] = {}
        for n in range(MOST_FACTS):
            label = self.field(f"label_{n}", "", cell_text)
            text = self.field(f"text_{n}", "", cell_text)
            shown = (
                Shown(self._form.get(f"shown_{n}", ""))
                if self._form.get(f"shown_{n}") in _SHOWN
                else Shown.FILE
            )
            if not text:
                continue
            if not label:
                self.errors[f"label_{n}"] = "A fact needs a label."
            elif label.casefold() in found:
                self.errors[f"label_{n}"] = "That label is on this file already."
            else:
                found[label.casefold()] = Entry(label, text, shown)
        return tuple(found.values())

    def model_record(self, model: Model, before: Profile) -> tuple[Entry, ...]:
        """The facts that were chosen: of each trait a level and one of its wordings, and where it stands."""
        known = {entry.label: entry for entry in before.record}
        return tuple([self._chosen(model, trait.key, known.get(trait.label)) for trait in model.traits])

    def _chosen(self, model: Model, key: str, before: Entry | None) -> Entry:
        trait = next(trait for trait in model.traits if trait.key == key)
        middle = trait.levels[len(trait.levels) // 2]
        entry = before or Entry(trait.label, middle.texts[0], Shown.RECORD, trait.dimension, middle.points)
        entry = entry._replace(shown=_SHOWN.get(self._form.get(f"shown_{key}", ""), entry.shown))
        said = self._form.get(f"text_{key}")
        if said is None or said == entry.text:
            return entry
        for level in trait.levels:
            if said in level.texts:
                return entry._replace(text=said, points=level.points)
        self.errors[f"text_{key}"] = "Choose one of the facts that the model knows."
        return entry
