"""Recipes of generated decks, read from seed/decks."""

import tomllib
from dataclasses import dataclass, replace
from typing import Any

from faker.config import AVAILABLE_LOCALES

from ..paths import SEED
from .models import SeedError

YOUNGEST, OLDEST = 18, 90
LONGEST_OCCUPATION = 24


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


def themes() -> tuple[Recipe, ...]:
    """Every recipe there is, by its theme."""
    return tuple(load_recipe(path.stem) for path in sorted((SEED / "decks").glob("*.toml")))


def load_recipe(theme: str, locale: str | None = None, model: str | None = None) -> Recipe:
    """The recipe of a theme; a locale or model given takes the place of its own. SeedError if unknown."""
    path = SEED / "decks" / f"{theme}.toml"
    if not theme.isalnum() or not path.is_file():
        known = ", ".join(sorted(found.stem for found in (SEED / "decks").glob("*.toml")))
        raise SeedError(f"There is no theme {theme}; there is: {known}.")
    try:
        recipe = _recipe(tomllib.loads(path.read_text(encoding="utf-8")))
        _check(recipe, theme)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise SeedError(f"The recipe {path.name} is not usable: {error!r}.") from None
    if model is not None:
        recipe = replace(recipe, model=model)
    if locale is not None:
        recipe = replace(recipe, locales={locale: 1.0})
    if unknown := set(recipe.locales) - set(AVAILABLE_LOCALES):
        raise SeedError(f"There is no locale {min(unknown)}.")
    return recipe


def _recipe(data: dict[str, Any]) -> Recipe:
    return Recipe(
        theme=str(data["theme"]),
        title=str(data["title"]),
        slug=str(data["slug"]),
        noun=str(data["noun"]),
        model=str(data["model"]),
        size=int(data["size"]),
        locales={str(key): float(weight) for key, weight in data["locales"].items()},
        occupations=tuple(_occupation(str(key), ages) for key, ages in data["occupations"].items()),
    )


def _occupation(title: str, ages: list[int]) -> Occupation:
    if len(ages) != 2 or len(title) > LONGEST_OCCUPATION:
        raise ValueError(f"{title} needs two ages and at most {LONGEST_OCCUPATION} characters")
    return Occupation(title, *map(int, ages))


def _check(recipe: Recipe, theme: str) -> None:
    if recipe.theme != theme:
        raise ValueError(f"its theme is {recipe.theme}")
    if recipe.size < 1:
        raise ValueError("its size is below 1")
    if not recipe.locales:
        raise ValueError("it has no locales")
    for locale, weight in recipe.locales.items():
        if not weight > 0:
            raise ValueError(f"the weight of {locale} is not above 0")
    for age in range(YOUNGEST, OLDEST + 1):
        if not any(o.youngest <= age <= o.oldest for o in recipe.occupations):
            raise ValueError(f"nobody aged {age} has an occupation")
