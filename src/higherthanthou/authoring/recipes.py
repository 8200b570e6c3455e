"""Recipes of generated decks, read from seed/decks."""

import tomllib
from dataclasses import dataclass
from typing import Any

from faker.config import AVAILABLE_LOCALES

from ..paths import SEED
from .models import SeedError

YOUNGEST, OLDEST = 18, 90


@dataclass(frozen=True, slots=True)
class Occupation:
    """Something people do, and the first and last age at which they may."""

    title: str
    youngest: int
    oldest: int


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to generate a deck; ``locales`` maps Faker's locales to how common they are."""

    theme: str
    title: str
    slug: str
    noun: str
    model: str
    size: int
    locales: dict[str, float]
    occupations: tuple[Occupation, ...]


def load_recipe(theme: str, locale: str | None = None) -> Recipe:
    """The recipe of a theme; a locale given takes the place of its mix."""
    path = SEED / "decks" / f"{theme}.toml"
    if not theme.isalnum() or not path.is_file():
        known = ", ".join(sorted(found.stem for found in (SEED / "decks").glob("*.toml")))
        raise SeedError(f"There is no theme {theme}; there is: {known}.")
    try:
        recipe = _recipe(tomllib.loads(path.read_text(encoding="utf-8")), locale)
    except (KeyError, TypeError, ValueError) as error:
        raise SeedError(f"The recipe {path.name} is not usable: {error!r}.") from None
    unknown = sorted(set(recipe.locales) - set(AVAILABLE_LOCALES))
    if unknown:
        raise SeedError(f"There is no locale {unknown[0]}.")
    return recipe


def _recipe(data: dict[str, Any], locale: str | None) -> Recipe:
    recipe = Recipe(
        theme=str(data["theme"]),
        title=str(data["title"]),
        slug=str(data["slug"]),
        noun=str(data["noun"]),
        model=str(data["model"]),
        size=int(data["size"]),
        locales={locale: 1.0} if locale else {str(k): float(v) for k, v in data["locales"].items()},
        occupations=tuple(Occupation(str(k), int(v[0]), int(v[1])) for k, v in data["occupations"].items()),
    )
    for age in range(YOUNGEST, OLDEST + 1):
        if not any(o.youngest <= age <= o.oldest for o in recipe.occupations):
            raise ValueError(f"nobody aged {age} has an occupation")
    return recipe
