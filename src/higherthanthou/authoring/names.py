"""Names and places by Faker: plain, short, in latin letters."""

import re
from collections.abc import Callable, Mapping
from random import Random

from faker import Faker

from .models import SeedError

LONGEST_NAME, LONGEST_PLACE = 26, 20
TRIES = 200

_LATIN = r"[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]+"
PLAIN = re.compile(rf"{_LATIN}(?:[ '’-]{_LATIN})*")
GLUED = re.compile(r"[a-z][A-Z]")
"""Some locales of Faker make places like TraoreVille."""


class Names:
    """A stream of names and places from a mix of locales, which maps each to how common it is."""

    def __init__(self, locales: Mapping[str, float], seed: int) -> None:
        """Set up one Faker for each locale; all of them together take some tenths of a second."""
        self._locales, self._weights = list(locales), list(locales.values())
        self._fakers = {locale: _faker(locale, seed) for locale in locales}

    def draw(self, rng: Random) -> tuple[str, str, bool]:
        """A name, a place of the same locale, and whether the name is a woman's."""
        [locale] = rng.choices(self._locales, self._weights)
        faker, woman = self._fakers[locale], rng.random() < 0.5
        given = faker.first_name_female if woman else faker.first_name_male
        family = faker.last_name_female if woman else faker.last_name_male
        name = _first(lambda: f"{given()} {family()}", _is_name, f"The locale {locale} has no plain names.")
        return name, _first(faker.city, _is_place, f"The locale {locale} has no plain places."), woman


def _faker(locale: str, seed: int) -> Faker:
    faker = Faker(locale)
    faker.seed_instance(f"{seed}/{locale}")
    return faker


def _is_name(text: str) -> bool:
    return len(text) <= LONGEST_NAME and bool(PLAIN.fullmatch(text))


def _is_place(text: str) -> bool:
    return len(text) <= LONGEST_PLACE and bool(PLAIN.fullmatch(text)) and not GLUED.search(text)


def _first(draw: Callable[[], str], fits: Callable[[str], bool], complaint: str) -> str:
    """The first text drawn that fits."""
    for _ in range(TRIES):
        if fits(text := draw()):
            return text
    raise SeedError(complaint)
