"""Laws on the shelf: four that a lab offers to begin with."""

from typing import NamedTuple

from ..score import Model
from .law import scaled

FRIENDS = 30
"""What the lightest dimension weighs where it is made heavy. In the shipped model: whom somebody knows."""


class Preset(NamedTuple):
    """A law that has a name; ``weights`` are in the order of the model's dimensions."""

    key: str
    title: str
    weights: tuple[int, ...]


def presets(model: Model) -> tuple[Preset, ...]:
    """The model's own law; its heaviest dimension alone; its lightest at 30 %; and all dimensions alike."""
    own = tuple(dimension.weight for dimension in model.dimensions)
    heavy, light = own.index(max(own)), own.index(min(own))
    titles = [dimension.title for dimension in model.dimensions]
    alone = tuple(100 if place == heavy else 0 for place in range(len(own)))
    first = "As reported" if model.key == "sesame" else "As it is"
    shelf = (
        Preset("own", first, own),
        Preset("alone", f"Only {_lower(titles[heavy])}", alone),
        Preset("friends", f"{titles[light]} {FRIENDS}", _raised(own, light)),
        Preset("alike", "All alike", scaled([1] * len(own))),
    )
    return tuple(preset for place, preset in enumerate(shelf) if preset.weights not in _before(shelf, place))


def _before(shelf: tuple[Preset, ...], place: int) -> list[tuple[int, ...]]:
    return [preset.weights for preset in shelf[:place]]


def _raised(own: tuple[int, ...], light: int) -> tuple[int, ...]:
    """The weights with one of them at 30 %, or more if it has more, and the others scaled to what is left."""
    target = max(FRIENDS, own[light])
    others = 100 - own[light]
    rest = [weight * (100 - target) / others if others else 0 for weight in own]
    return scaled([target if place == light else weight for place, weight in enumerate(rest)])


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]
