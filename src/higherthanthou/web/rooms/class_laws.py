"""The law that a room has voted for, as its screens print it; and a file as that law judges it."""

from dataclasses import replace
from typing import NamedTuple

from ...authoring.seeds.models import load_model
from ...caches.cached import cached
from ...caches.sizes import LAID_FILES
from ...game.receipt import receipt
from ...game.rooms.class_law import ClassLaw, model_by, record_by
from ...game.score import Model
from ...store.decks.decks import Deck
from ...store.decks.profiles import OpenFile
from ...store.rooms.files import ShownFile
from ..play.receipts import PrintedReceipt, explained, printed


class Weight(NamedTuple):
    """What a dimension weighs under a law, in per cent, and what it weighs otherwise."""

    key: str
    title: str
    weight: int
    usual: int


class LawView(NamedTuple):
    """A law that judges a file: the how manieth of its files that is, of how many; how many voted."""

    weights: tuple[Weight, ...]
    file: int
    files: int
    votes: int


def model_of(deck: Deck) -> Model | None:
    """The model that a deck's scores come from; None if there is none."""
    return load_model(deck.model) if deck.model else None


def weights_of(weights: tuple[int, ...], model: Model) -> tuple[Weight, ...]:
    """Weights with the titles of their dimensions."""
    return tuple(
        Weight(dimension.key, dimension.title, weight, dimension.weight)
        for dimension, weight in zip(model.dimensions, weights, strict=True)
    )


def law_view(law: ClassLaw | None, deck: Deck, number: int) -> LawView | None:
    """The law that judges the file of a round; None where the deck's own does."""
    model = model_of(deck)
    if law is None or model is None:
        return None
    files = law.last_round - law.first_round + 1
    return LawView(weights_of(law.weights, model), number - law.first_round + 1, files, law.votes)


def file_by_law(shown: ShownFile, deck: Deck) -> OpenFile:
    """A file that is shown, with the points that the law gave which judged it."""
    return _file_by(shown.file, shown.law.weights, deck.model) if shown.law and deck.model else shown.file


@cached(LAID_FILES)
def _file_by(file: OpenFile, weights: tuple[int, ...], model: str) -> OpenFile:
    return replace(file, record=record_by(load_model(model), weights, file.record))


def receipt_by_law(shown: ShownFile, deck: Deck) -> PrintedReceipt:
    """The receipt of a file that is shown, under the law that judged it."""
    file = file_by_law(shown, deck)
    if shown.law is None or deck.model is None:
        return explained(file, shown.score, deck.model)
    law = model_by(load_model(deck.model), shown.law.weights)
    return printed(receipt(file.record, shown.score, law))
