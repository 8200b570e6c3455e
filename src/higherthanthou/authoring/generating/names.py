"""Names and places: plain, short, in latin letters, and of nobody known; by Faker, and firms by invention."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

from ...caches.cached import cached
from ...caches.sizes import SHIPPED
from ...game.names.folding import words_of
from ...paths import SEED
from ..seeds.models import SeedError
from .firms import call_firm, invent

if TYPE_CHECKING:
    from faker import Faker

LONGEST_NAME, LONGEST_PLACE = 26, 20
ARTICLES = {"La", "Le", "Les", "Los", "Las", "El"}
TRIES = 200
UNORDERED = "it_IT"
PROVIDERS = ["faker.providers.person", "faker.providers.address"]
"""What Faker is asked for; each locale has two dozen kinds of words, and loading them all takes time."""

_LATIN = r"[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]+"
PLAIN = re.compile(rf"{_LATIN}(?:[ '’-]{_LATIN})*")


@dataclass(frozen=True, slots=True)
class NameAndPlace:
    """Somebody with a full name and a place, both of one locale; ``woman`` tells which names were drawn.

    A firm has only its place of that locale.
    """

    name: str
    place: str
    woman: bool
    locale: str


class Names:
    """A stream of names and places from a mix of locales, which maps each to how common it is."""

    def __init__(self, locales: Mapping[str, float], seed: int) -> None:
        """Set up one Faker for each locale, some tenths of a second in all; SeedError if one will not do."""
        self._locales, self._weights = list(locales), list(locales.values())
        self._fakers = {locale: _faker(locale, f"{seed}/{locale}") for locale in locales}
        self._spares: dict[str, Faker] = {}
        self._seed = seed
        for locale in locales:
            self._draw(locale, woman=True)

    def draw(self, rng: Random) -> NameAndPlace:
        """The next person."""
        [locale] = rng.choices(self._locales, self._weights)
        return self._draw(locale, woman=rng.random() < 0.5)

    def draw_firm(self, trade: str, rng: Random) -> NameAndPlace:
        """The next firm, one of that trade."""
        [locale] = rng.choices(self._locales, self._weights)
        word = _first(lambda: invent(rng), _is_new, "Every invented word is known.")
        draw = partial(call_firm, word, trade, LONGEST_NAME, rng)
        return NameAndPlace(
            _first(draw, _is_new, "Every invented firm is known."), self._place(locale), False, locale
        )

    def _draw(self, locale: str, woman: bool) -> NameAndPlace:
        name = self._name(self._fakers[locale], locale, woman, _is_name)
        if not _is_new(name):
            name = self._name(
                self._spare(locale), locale, woman, lambda text: _is_name(text) and _is_new(text)
            )
        return NameAndPlace(name, self._place(locale), woman, locale)

    def _name(self, faker: "Faker", locale: str, woman: bool, fits: Callable[[str], bool]) -> str:
        given = faker.first_name_female if woman else faker.first_name_male
        family = faker.last_name_female if woman else faker.last_name_male
        return _first(lambda: f"{given()} {family()}", fits, f"The locale {locale} has no plain names.")

    def _spare(self, locale: str) -> "Faker":
        """Another stream, for names drawn again: whoever comes next is the same as if none had been."""
        if locale not in self._spares:
            self._spares[locale] = _faker(locale, f"{self._seed}/{locale}/again")
        return self._spares[locale]

    def _place(self, locale: str) -> str:
        return _first(self._fakers[locale].city, _is_place, f"The locale {locale} has no plain places.")


def _faker(locale: str, seed: str) -> "Faker":
    """A stream of that seed. Faker has the places of one locale in an order new to each process."""
    from faker import Faker  # a server imports this module, and draws no names itself

    faker = Faker(locale, providers=PROVIDERS)
    faker.seed_instance(seed)
    for provider in faker.get_providers() if locale == UNORDERED else ():
        if hasattr(provider, "cities"):
            provider.cities = sorted(provider.cities)
    return faker


@cached(SHIPPED)
def load_known() -> frozenset[str]:
    """The names of seed/known_names.txt, folded; what follows a # is a remark."""
    lines = (SEED / "known_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(name for line in lines if (name := _fold(line.partition("#")[0])))


def _fold(name: str) -> str:
    """A name in small letters without accents, its words one space apart."""
    return " ".join(words_of(name))


def _is_new(name: str) -> bool:
    return _fold(name) not in load_known()


def _is_name(text: str) -> bool:
    return len(text) <= LONGEST_NAME and bool(PLAIN.fullmatch(text))


def _is_place(text: str) -> bool:
    """Plain, short, no bare article, and not glued together like TraoreVille; Faker makes these."""
    glued = any(a.islower() and b.isupper() for a, b in pairwise(text))
    return len(text) <= LONGEST_PLACE and bool(PLAIN.fullmatch(text)) and text not in ARTICLES and not glued


def _first(draw: Callable[[], str], fits: Callable[[str], bool], complaint: str) -> str:
    """The first text drawn that fits."""
    for _ in range(TRIES):
        if fits(text := draw()):
            return text
    raise SeedError(complaint)
