"""Names and places by Faker: plain, short, in latin letters."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from faker import Faker

from .models import SeedError

LONGEST_NAME, LONGEST_PLACE = 26, 20
TRIES = 200

_LATIN = r"[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]+"
PLAIN = re.compile(rf"{_LATIN}(?:[ '’-]{_LATIN})*")


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody with a full name and a place, both of one locale; ``woman`` tells which names were drawn."""

    name: str
    place: str
    woman: bool
    locale: str


class Names:
    """A stream of names and places from a mix of locales, which maps each to how common it is."""

    def __init__(self, locales: Mapping[str, float], seed: int) -> None:
        """Set up one Faker for each locale, some tenths of a second in all; SeedError if one will not do."""
        self._locales, self._weights = list(locales), list(locales.values())
        self._fakers = {locale: Faker(locale) for locale in locales}
        for locale, faker in self._fakers.items():
            faker.seed_instance(f"{seed}/{locale}")
            self._draw(locale, woman=True)

    def draw(self, rng: Random) -> Named:
        """The next person."""
        [locale] = rng.choices(self._locales, self._weights)
        return self._draw(locale, woman=rng.random() < 0.5)

    def _draw(self, locale: str, woman: bool) -> Named:
        faker = self._fakers[locale]
        given = faker.first_name_female if woman else faker.first_name_male
        family = faker.last_name_female if woman else faker.last_name_male
        name = _first(lambda: f"{given()} {family()}", _is_name, f"The locale {locale} has no plain names.")
        place = _first(faker.city, _is_place, f"The locale {locale} has no plain places.")
        return Named(name, place, woman, locale)


def _is_name(text: str) -> bool:
    return len(text) <= LONGEST_NAME and bool(PLAIN.fullmatch(text))


def _is_place(text: str) -> bool:
    """Plain, short, and not glued together like TraoreVille, which some of Faker's locales make."""
    glued = any(a.islower() and b.isupper() for a, b in pairwise(text))
    return len(text) <= LONGEST_PLACE and bool(PLAIN.fullmatch(text)) and not glued


def _first(draw: Callable[[], str], fits: Callable[[str], bool], complaint: str) -> str:
    """The first text drawn that fits."""
    for _ in range(TRIES):
        if fits(text := draw()):
            return text
    raise SeedError(complaint)
