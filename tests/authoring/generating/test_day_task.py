"""The ten that are made to order for a day: people of the deck's theme whom nobody has met."""

import json
from io import BytesIO
from random import Random

import pytest

from higherthanthou import child_process
from higherthanthou.authoring.generating.day_task import make_ten, work
from higherthanthou.authoring.seeds.models import load_model
from higherthanthou.authoring.seeds.recipes import load_recipe, themes
from higherthanthou.store.decks.profile_row import COLUMNS, values_of

THEMES = [recipe.theme for recipe in themes()]


@pytest.mark.parametrize("theme", THEMES)
def test_ten_of_every_theme(theme: str) -> None:
    """Different people around one mark, as the theme's decks have them."""
    recipe = load_recipe(theme)
    mark, ten = make_ten(recipe, load_model(recipe.model), Random(3), 300)
    assert len({person.name for person in ten}) == 10
    assert 500 <= mark <= 850
    assert all(person.score != mark and person.facts() and person.withheld() for person in ten)
    assert all(("emblem" in person.look) is (recipe.pictures == "emblems") for person in ten)


def test_each_order_is_answered_with_a_line() -> None:
    """What cannot be made any more with null; the locales are those that were ordered."""
    orders = [["citizens", "nl_BE", "sesame"], ["nowhere", "", ""], ["rated", "", ""]]
    sent = BytesIO()
    assert work(BytesIO(json.dumps(orders).encode()), sent, values_of) == 0
    first, none, last = map(json.loads, sent.getvalue().splitlines())
    assert none is None
    for mark, ten in (first, last):
        assert isinstance(mark, int)
        assert [len(row) for row in ten] == [len(COLUMNS)] * 10


def test_they_are_made_in_a_process_of_their_own() -> None:
    """Two days of the same deck have nobody in common."""
    orders = json.dumps([["companies", "", ""], ["companies", "", ""]]).encode()
    told = child_process.whole("days", stdin=orders, memory=512 * 1024**2, seconds=60, at_most=1024**2)
    names = [{row[COLUMNS.index("name")] for row in json.loads(line)[1]} for line in told.splitlines()]
    assert len(names[0] | names[1]) == 20
