"""Recipes of generated decks, read from seed/decks."""

import math
import re
import tomllib
from dataclasses import dataclass, replace
from typing import Any

from ...caches.cached import cached
from ...caches.sizes import SHIPPED
from ...game.lab.wards import ward_of
from ...paths import SEED
from .models import SeedError

YOUNGEST, OLDEST = 18, 90
LONGEST_OCCUPATION, LONGEST_ASIDE = 24, 38
WEIGHT = re.compile(r"(?=.*[1-9])[0-9]{1,6}(\.[0-9]{1,6})?", re.ASCII)
"""How common a locale is; above 0."""

PICTURES, NAMES = ("faces", "emblems"), ("people", "firms")


@dataclass(frozen=True, slots=True)
class Occupation:
    """Something people do, and the first and last age at which they may."""

    title: str
    youngest: int
    oldest: int


@dataclass(frozen=True, slots=True)
class Aside:
    """A fact on every file that adds nothing to a score, in one of these wordings by chance."""

    label: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ward:
    """A part of a town: its name, and which shares of misdeeds are seen and of people repay, from 0 to 1."""

    place: str
    looks: float
    repays: float


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to generate a deck; ``locales`` maps Faker's locales to how common they are.

    ``pictures`` is one of ``PICTURES``, ``names`` one of ``NAMES``.
    The occupations of firms are trades, of any age.
    With ``wards`` people live in those, as many in each.
    """

    theme: str
    title: str
    slug: str
    noun: str
    model: str
    size: int
    locales: dict[str, float]
    occupations: tuple[Occupation, ...]
    pictures: str = "faces"
    names: str = "people"
    asides: tuple[Aside, ...] = ()
    wards: tuple[Ward, ...] = ()


@cached(SHIPPED)
def known_locales() -> frozenset[str]:
    """Every locale that Faker has names for."""
    from faker.config import AVAILABLE_LOCALES  # a server that makes no decks does without Faker

    return frozenset(AVAILABLE_LOCALES)


def themes() -> tuple[Recipe, ...]:
    """Every recipe there is, by its theme."""
    return tuple(load_recipe(path.stem) for path in sorted((SEED / "decks").glob("*.toml")))


def load_recipe(theme: str, locale: str | None = None, model: str | None = None) -> Recipe:
    """The recipe of a theme; a model or locales given take the place of its own. SeedError if unknown.

    ``locale`` is one such as nl_BE or a mix such as nl_BE,fr_FR or nl_BE=2,fr_FR=1.
    """
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
        recipe = replace(recipe, locales=_mix(locale))
    if unknown := set(recipe.locales) - known_locales():
        raise _no_locale(min(unknown))
    return recipe


def _no_locale(name: str) -> SeedError:
    return SeedError(f"There is no locale {name}.")


def _mix(text: str) -> dict[str, float]:
    """The locales of a text such as nl_BE=2,fr_FR=1; one without a number counts 1."""
    mix: dict[str, float] = {}
    for part in text.split(","):
        locale, equals, number = (piece.strip() for piece in part.partition("="))
        if locale not in known_locales():
            raise _no_locale(locale)
        if locale in mix:
            raise SeedError(f"The locale {locale} is given twice.")
        if equals and not WEIGHT.fullmatch(number):
            raise SeedError(f"How common {locale} is has to be a number above 0, such as {locale}=2.")
        mix[locale] = float(number) if equals else 1.0
    return mix


def _recipe(data: dict[str, Any]) -> Recipe:
    return Recipe(
        theme=str(data["theme"]),
        title=str(data["title"]),
        slug=str(data["slug"]),
        noun=str(data["noun"]),
        model=str(data["model"]),
        size=int(data["size"]),
        locales={str(key): float(weight) for key, weight in data["locales"].items()},
        occupations=_occupations(data),
        pictures=str(data.get("pictures", "faces")),
        names=str(data.get("names", "people")),
        asides=tuple(_aside(aside) for aside in data.get("asides", ())),
        wards=tuple(_ward(ward) for ward in data.get("wards", ())),
    )


def _ward(data: dict[str, Any]) -> Ward:
    ward = Ward(str(data["place"]), float(data["looks"]), float(data["repays"]))
    if not (0 <= ward.looks <= 1 and 0 < ward.repays < 1) or ward_of(ward.place) is None:
        raise ValueError(f"the ward {ward.place} is not north or south, or its shares are not 0 to 1")
    return ward


def _aside(data: dict[str, Any]) -> Aside:
    texts = tuple(str(text) for text in data["texts"])
    if not texts or max(map(len, texts)) > LONGEST_ASIDE:
        raise ValueError(f"the aside {data['label']} needs texts of at most {LONGEST_ASIDE} characters")
    return Aside(str(data["label"]), texts)


def _occupations(data: dict[str, Any]) -> tuple[Occupation, ...]:
    if "trades" not in data:
        return tuple(_occupation(str(key), ages) for key, ages in data["occupations"].items())
    if "occupations" in data:
        raise ValueError("it has trades and occupations")
    if data.get("names", "people") == "people":
        raise ValueError('trades are for names = "firms" only')
    trades = data["trades"]
    if not isinstance(trades, list) or not trades:
        raise ValueError("its trades are no list")
    if not all(isinstance(trade, str) and trade.strip() for trade in trades):
        raise ValueError("its trades are not all words")
    return tuple(_occupation(trade, [YOUNGEST, OLDEST]) for trade in trades)


def _occupation(title: str, ages: list[int]) -> Occupation:
    if len(ages) != 2 or len(title) > LONGEST_OCCUPATION:
        raise ValueError(f"{title} needs two ages and at most {LONGEST_OCCUPATION} characters")
    return Occupation(title, *map(int, ages))


def _check(recipe: Recipe, theme: str) -> None:
    if recipe.theme != theme:
        raise ValueError(f"its theme is {recipe.theme}")
    if recipe.size < 1:
        raise ValueError("its size is below 1")
    if recipe.pictures not in PICTURES:
        raise ValueError(f"its pictures are {recipe.pictures}, and neither {' nor '.join(PICTURES)}")
    if recipe.names not in NAMES:
        raise ValueError(f"its names are of {recipe.names}, and neither of {' nor of '.join(NAMES)}")
    if not recipe.locales:
        raise ValueError("it has no locales")
    for locale, weight in recipe.locales.items():
        if not 0 < weight < math.inf:
            raise ValueError(f"the weight of {locale} is not above 0")
    for age in range(YOUNGEST, OLDEST + 1):
        if not any(o.youngest <= age <= o.oldest for o in recipe.occupations):
            raise ValueError(f"nobody aged {age} has an occupation")
