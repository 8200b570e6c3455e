"""The wordings of the shipped models: enough of them, each on one line, none twice, and each within its level."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

import pytest

from higherthanthou.authoring.seeds.blocklist import load_blocklist
from higherthanthou.authoring.seeds.models import load_model
from higherthanthou.authoring.seeds.recipes import themes
from higherthanthou.game.names.folding import words_of
from higherthanthou.game.score import Level, Model, Trait
from higherthanthou.game.texts.wording import LONGEST_TEXT

PLAIN = MOULDS = 6
LEAST_FORMS, MOST_FORMS = 4, 16
MODELS = {recipe.model: load_model(recipe.model) for recipe in themes()}
NUMBER = re.compile(r"\d[\d,]*")
LITTLE = {"a", "an", "the", "and", "too", "in", "of", "with", "on", "at", "to", "for"}

pytestmark = pytest.mark.parametrize("model", MODELS.values(), ids=list(MODELS))


def levels(model: Model) -> Iterator[tuple[Trait, int, Level]]:
    """Every level with its trait and its number, from the worst."""
    return ((trait, n, level) for trait in model.traits for n, level in enumerate(trait.levels))


def texts(model: Model) -> list[str]:
    """Every form of every wording."""
    return [text for _, _, level in levels(model) for text in level.texts]


def gist(text: str) -> str:
    """A text without capitals, signs and little words."""
    return " ".join(word for word in words_of(text) if word not in LITTLE)


def test_each_level_has_six_plain_texts_and_six_moulds(model: Model) -> None:
    """As many as it takes that a player of 300 files meets a text again after 60; moulds are at most half."""
    for trait, n, level in levels(model):
        moulds = [wording for wording in level.wordings if wording.is_mould]
        counts = len(level.wordings) - len(moulds), len(moulds)
        assert counts == (PLAIN, MOULDS), (trait.key, n)
        for mould in moulds:
            assert LEAST_FORMS <= len(mould.forms()) <= MOST_FORMS, mould.forms()[0]


def test_every_form_fits_one_line_of_a_phone(model: Model) -> None:
    """38 characters at most, and about 34 as a rule."""
    assert max(map(len, texts(model))) <= LONGEST_TEXT == 38
    assert sum(len(text) > 34 for text in texts(model)) < len(texts(model)) / 8


def test_every_form_is_written_like_the_others(model: Model) -> None:
    """A capital or a number first, no full stop, single spaces, curved apostrophes, and an before a vowel."""
    for text in texts(model):
        assert text == " ".join(text.split())
        assert text[0].isupper() or text[0].isdecimal()
        assert not text.endswith((".", ",")) or text.endswith("a.m.")
        assert not re.search(r"['\"{}|]|,,| ,", text), text
        assert not re.search(r"\b[Aa] (?!one\b|uni|use|eu)[aeiou]|\b[Aa]n [^aeiouhI]", text), text


def test_no_text_is_there_twice_in_the_game(model: Model) -> None:
    """In no other trait or deck either, whatever its commas and little words."""
    everywhere = Counter(gist(text) for other in MODELS.values() for text in texts(other))
    assert [text for text in texts(model) if everywhere[gist(text)] > 1] == []


def test_no_text_says_how_somebody_was_born_or_believes(model: Model) -> None:
    """No word of sex, looks, origin or belief, no year of a calendar, and no word that a deck may not show."""
    banned = (
        r"\b(he|she|him|his|her|hers|man|men|woman|women|wife|husband|boy|girl|skin|fat|thin|pretty|ugly|tall"
    )
    banned += r"|church|mosque|prays?|god|foreign\w*|immigrant\w*|native|race|gay|muslim|jew\w*|christian\w*"
    banned += r"|(19|20)\d\d)\b"
    for text in texts(model):
        assert not re.search(banned, text, re.IGNORECASE), text
        assert load_blocklist().isdisjoint(words_of(text)), text


def test_a_number_stays_within_its_level(model: Model) -> None:
    """Texts of a trait that differ by their numbers only rise or fall from level to level, and do not overlap."""
    for trait in model.traits:
        found: defaultdict[str, defaultdict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
        for n, level in enumerate(trait.levels):
            for text in level.texts:
                numbers = [float(number.replace(",", "")) for number in NUMBER.findall(text)]
                if numbers:
                    whole = numbers[-1] if " of " in text else 1.0
                    found[NUMBER.sub("#", text)][n].append(numbers[0] / whole)
        for frame, by_level in found.items():
            spans = [(min(values), max(values)) for _, values in sorted(by_level.items())]
            rising = all(low[1] < high[0] for low, high in pairwise(spans))
            falling = all(low[0] > high[1] for low, high in pairwise(spans))
            assert rising or falling, (trait.key, frame, spans)
