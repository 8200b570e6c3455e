"""The form of a file: reading what a host typed into it, field by field."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from random import Random
from typing import NamedTuple

from ...authoring.correcting.merging import alt_of
from ...authoring.deckfile.cells import CellError, json_text, whole_number
from ...authoring.deckfile.profile_fields import texts_of
from ...authoring.deckfile.row_checks import read_score
from ...authoring.generating.people import new_file_number
from ...authoring.pictures.emblem import Look, choose_emblem
from ...authoring.pictures.portrait import choose_look, describe
from ...game.measure import Measure
from ...game.profile import BARS, Entry, Profile, Shown
from ...game.score import Model
from ...store.decks.decks import Deck
from ...store.hosts.drafts import OwnDeck
from ...store.hosts.files import DraftFile
from ..forms.fields import FieldReader
from .record_forms import facts_of, read_record, typed_facts, usual_record

OLDEST = 150
WHOLE = "form"
"""Under this name stands what is wrong with a form as a whole."""


class TypedForm(NamedTuple):
    """What was typed into a form, and what is wrong with it, by field."""

    fields: Mapping[str, str] = {}
    errors: Mapping[str, str] = {}


class FormErrors(Exception):
    """What is wrong with a form: a sentence for each field."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        """Keep the sentences."""
        super().__init__(*fields.values())
        self.fields = dict(fields)


def new_profile(deck: Deck, model: Model | None, rng: Random, emblem: bool) -> Profile:
    """A file with a drawn portrait or emblem, and what its record usually begins with."""
    look, record = new_look(None, rng, emblem), usual_record(model)
    score = _total(record, model) if model else deck.low
    return Profile("", score, None, "", "", new_file_number(rng), look, describe(look), record, ())


def new_look(age: int | None, rng: Random, emblem: bool) -> Look:
    """What to draw on a file that has no picture: a face that fits an age, or an emblem."""
    return choose_emblem(rng) if emblem else choose_look(age, rng)


def typed_of(profile: Profile, model: Model | None, measure: Measure, is_new: bool = False) -> dict[str, str]:
    """What the fields of the form hold before anything is typed."""
    return (
        {
            "name": profile.name,
            "score": "" if is_new else measure.plain(profile.score),
            "age": "" if profile.age is None else str(profile.age),
        }
        | texts_of(profile)
        | typed_facts(facts_of(profile.record, model))
    )


def read_new(
    form: Mapping[str, str], blank: Profile, own: OwnDeck, model: Model | None, rng: Random
) -> Profile:
    """The profile of a form that adds a file: a name has to be there, and a score where no model makes it.

    Raises FormErrors.
    """
    return _read({"name": "", "score": ""} | dict(form), blank, own.deck, model, rng, scored=model is None)


def read_file(
    form: Mapping[str, str], file: DraftFile, own: OwnDeck, model: Model | None, rng: Random
) -> Profile:
    """The profile that a form makes of a file; what the form does not change stays.

    The score is typed, unless a score model or the stars of players make it. Raises FormErrors.
    """
    return _read(form, file.profile, own.deck, model, rng, scored=model is None and not file.by_stars)


def _read(
    form: Mapping[str, str], before: Profile, deck: Deck, model: Model | None, rng: Random, scored: bool
) -> Profile:
    reader, measure = FieldReader(form), deck.measure
    record = read_record(reader, before.record, model)
    score = _total(record, model) if model and record != before.record else before.score
    after = replace(
        before,
        name=reader.field("name", before.name, _name),
        age=reader.field("age", before.age, _age),
        score=reader.field("score", score, partial(_score, deck=deck), measure.plain) if scored else score,
        **{text: reader.field(text, said, json_text) for text, said in texts_of(before).items()},
        record=record,
        bars=_bars(record, before, rng),
    )
    is_other = after.score != before.score or not before.name
    if model and is_other and not deck.low <= after.score <= deck.high:
        reader.errors[WHOLE] = f"These facts make {measure.panel(after.score)}; {_range(deck)}."
    if reader.errors:
        raise FormErrors(reader.errors)
    return after if after.look else replace(after, portrait_alt=alt_of(after))


def _total(record: tuple[Entry, ...], model: Model) -> int:
    return model.base + sum(entry.points or 0 for entry in record)


def _name(text: str) -> str:
    if not (name := json_text(text)):
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
    try:
        score = deck.measure.read(text)
    except (ValueError, OverflowError):
        score = read_score(text.strip(), deck.about)  # which says what is wrong with it
    if not deck.low <= score <= deck.high:
        raise CellError(f"{_range(deck)[:1].upper()}{_range(deck)[1:]}.")
    return score


def _range(deck: Deck) -> str:
    return f"a score of this deck is from {deck.measure.span(deck.low, deck.high)}"


def _bars(record: tuple[Entry, ...], before: Profile, rng: Random) -> tuple[int, ...]:
    """The widths of the bars: each label has the one from before, and a new one has one by chance."""
    known = {withheld.label: withheld.bar for withheld in before.withheld()}
    labels = [entry.label for entry in record if entry.shown is Shown.WITHHELD]
    return tuple(known.get(label) or rng.randint(1, BARS) for label in labels)
