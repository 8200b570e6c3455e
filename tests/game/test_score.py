"""The score model: points add up exactly, nothing leaves the scale, and a broken model is refused in words."""

import tomllib
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from higherthanthou.authoring.seeds.models import load_model
from higherthanthou.game.score import Model, ModelError, parse_model

SESAME = load_model("sesame")
TINY = tomllib.loads("""
key = "tiny"
title = "Tiny"
low = 0
high = 100
base = 50
general = 0.5
kindred = 0.3
dimensions = [{ key = "debts", title = "Debts", weight = 60 }, { key = "name", title = "Name", weight = 40 }]
bands = [{ low = 0, title = "Poor", note = "" }, { low = 60, title = "Rich", note = "a chair" }]

[[traits]]
key = "bills"
label = "Bills"
dimension = "debts"
show = 1.0
levels = [{ points = -30, share = 0.5, texts = ["Late"] }, { points = 30, share = 0.5, texts = ["On time"] }]

[[traits]]
key = "papers"
label = "Papers"
dimension = "name"
show = 0.5
levels = [{ points = -20, share = 0.25, texts = ["Lost"] }, { points = 20, share = 0.75, texts = ["Found"] }]
""")


def people(model: Model) -> st.SearchStrategy[dict[str, int]]:
    """Levels of any people at all, with any of the traits left out."""
    levels = {t.key: st.integers(0, len(t.levels) - 1) for t in model.traits}
    return st.fixed_dictionaries({}, optional=levels)


@given(people(SESAME))
def test_points_sum_exactly_to_the_total_and_stay_on_the_scale(levels: dict[str, int]) -> None:
    """Base, plus what each named trait adds, is the score: an integer from 350 to 950, never clamped."""
    score = SESAME.score(levels)
    added = [t.levels[levels[t.key]].points for t in SESAME.traits if t.key in levels]
    assert score.total == score.base + sum(score.points.values()) == 650 + sum(added)
    assert isinstance(score.total, int)
    assert 350 <= score.total <= 950


@given(people(SESAME), st.data())
def test_each_dimension_stays_within_its_weight(levels: dict[str, int], data: st.DataObject) -> None:
    """A dimension's bar is the sum of its own traits and no longer than its share of the range."""
    dimension = data.draw(st.sampled_from(SESAME.dimensions))
    own = [t for t in SESAME.traits if t.dimension == dimension.key and t.key in levels]
    points = SESAME.score(levels).points[dimension.key]
    assert points == sum(t.levels[levels[t.key]].points for t in own)
    assert abs(points) <= dimension.weight * 600 / 200


@given(people(SESAME), st.data())
def test_a_better_level_is_a_better_score(levels: dict[str, int], data: st.DataObject) -> None:
    """Levels go from worst to best: one step up at any trait always adds points."""
    trait = data.draw(st.sampled_from(SESAME.traits))
    level = data.draw(st.integers(0, len(trait.levels) - 2))
    lower, upper = SESAME.score(levels | {trait.key: level}), SESAME.score(levels | {trait.key: level + 1})
    assert lower.total < upper.total


def test_the_shipped_model_reaches_both_ends_of_the_scale() -> None:
    """The worst at everything have 350, the best 950, and somebody without a record the base."""
    worst = SESAME.score({t.key: 0 for t in SESAME.traits})
    best = SESAME.score({t.key: len(t.levels) - 1 for t in SESAME.traits})
    assert (worst.total, SESAME.score({}).total, best.total) == (350, 650, 950)
    assert [abs(p) for p in worst.points.values()] == list(best.points.values()) == [105, 75, 60, 45, 15]


def test_the_shipped_dimensions_carry_the_reported_weights() -> None:
    """35, 25, 20, 15 and 5 percent, as reported of the real one."""
    weights = {d.key: d.weight for d in SESAME.dimensions}
    assert weights == {"history": 35, "fulfilment": 25, "behaviour": 20, "identity": 15, "connections": 5}
    assert SESAME.dimension("identity").title == "Identity"


@pytest.mark.parametrize(
    ("total", "title"),
    [
        (350, "Poor"),
        (549, "Poor"),
        (550, "Fair"),
        (599, "Fair"),
        (600, "Good"),
        (649, "Good"),
        (650, "Excellent"),
        (699, "Excellent"),
        (700, "Outstanding"),
        (950, "Outstanding"),
        (0, "Poor"),
    ],
)
def test_bands_begin_where_they_were_reported_to(total: int, title: str) -> None:
    """350 poor, 550 fair, 600 good, 650 excellent, 700 outstanding; below the scale is poor, too."""
    assert SESAME.band(total).title == title


@given(st.integers(350, 950), st.integers(350, 950))
def test_a_higher_score_is_never_in_a_lower_band(one: int, other: int) -> None:
    """Bands are ordered as scores are."""
    assert (SESAME.band(one).low <= SESAME.band(other).low) or one > other


def test_the_intake_can_tell_people_apart() -> None:
    """Its offered answers reach from 470 or lower to 830 or higher, and never outside 400 to 900."""
    offered = [[lv.points for lv in t.levels if lv.answer] for t in SESAME.traits if t.question]
    assert 7 <= len(offered) <= 8
    assert all(3 <= len(points) <= 5 for points in offered)
    assert 400 <= 650 + sum(min(points) for points in offered) <= 470
    assert 830 <= 650 + sum(max(points) for points in offered) <= 900


def test_a_readable_model_is_read() -> None:
    """Every value of the file arrives."""
    model = parse_model(TINY)
    assert (model.key, model.title, model.low, model.high, model.base) == ("tiny", "Tiny", 0, 100, 50)
    assert (model.general, model.kindred, len(model.dimensions)) == (0.5, 0.3, 2)
    assert (model.bands[1].low, model.bands[1].title, model.bands[1].note) == (60, "Rich", "a chair")
    assert [(t.key, t.label, t.dimension, t.show) for t in model.traits] == [
        ("bills", "Bills", "debts", 1.0),
        ("papers", "Papers", "name", 0.5),
    ]
    level = model.traits[1].levels[0]
    assert (level.points, level.share, level.texts, level.answer) == (-20, 0.25, ("Lost",), "")


def test_loadings_may_explain_everything() -> None:
    """Their squares sum to one at most."""
    assert parse_model(deepcopy(TINY) | {"general": 0.6, "kindred": 0.8}).kindred == 0.8


def trait(data: dict[str, Any]) -> Any:
    """The first trait of a model's data."""
    return data["traits"][0]


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (lambda d: d.pop("base"), "base"),
        (lambda d: d.update(base=60), "middle of the scale"),
        (lambda d: d.update(low=100, high=0), "middle of the scale"),
        (lambda d: d.update(general="much"), "much"),
        (lambda d: d.update(general=0.9, kindred=0.5), "squares"),
        (lambda d: d.update(kindred=-0.1), "squares"),
        (lambda d: d.update(bands=[]), "bands"),
        (lambda d: d["bands"].reverse(), "bands"),
        (lambda d: d["dimensions"][0].update(weight=50), "sum to 100"),
        (
            lambda d: [one.update(weight=w) for one, w in zip(d["dimensions"], (110, -10), strict=True)],
            "sum to 100",
        ),
        (lambda d: d["dimensions"][0].update(weight="most"), "most"),
        (lambda d: d["dimensions"][0].pop("title"), "title"),
        (lambda d: d["dimensions"][0].update(key="name"), "same key"),
        (lambda d: d["traits"][1].update(key="bills"), "same key"),
        (lambda d: trait(d).update(dimension="looks"), "looks"),
        (lambda d: trait(d).update(show=0), "Trait bills needs a show"),
        (lambda d: trait(d)["levels"].pop(), "Trait bills needs two levels"),
        (lambda d: trait(d)["levels"][0].update(texts=[]), "each with a text"),
        (lambda d: trait(d)["levels"][0].update(texts="Late"), "not a list"),
        (lambda d: trait(d)["levels"][0].update(texts=["Late {by|"]), "A slot of “Late {by|” is not closed"),
        (lambda d: trait(d)["levels"][0].update(texts=["Late", "L" * 39]), "more than 38 characters"),
        (lambda d: trait(d)["levels"][0].update(share=0.4), "shares of trait bills"),
        (lambda d: [lv.update(share=s) for lv, s in zip(trait(d)["levels"], (-1, 2), strict=True)], "shares"),
        (lambda d: trait(d)["levels"][0].update(points=-31), "Dimension debts"),
        (lambda d: trait(d)["levels"][1].update(points=31), "Dimension debts"),
        (lambda d: d.update(traits=["bills"]), "not readable"),
    ],
)
def test_a_model_that_cannot_be_used_is_refused(spoil: Callable[[dict[str, Any]], Any], named: str) -> None:
    """One mistake in the file, and the message names it in one sentence."""
    data = deepcopy(TINY)
    spoil(data)
    with pytest.raises(ModelError, match=named) as refused:
        parse_model(data)
    assert str(refused.value).endswith(".")


@given(
    st.lists(st.lists(st.integers(-40, 40), min_size=2, max_size=3), min_size=2, max_size=3),
    st.integers(30, 70),
    st.sampled_from([50, 50, 50, 49, 20, 90]),
)
def test_no_model_that_is_accepted_can_leave_its_scale(
    points: list[list[int]], weight: int, base: int
) -> None:
    """Whatever points, weights and base a file has: it is refused, or no total needs to be clamped."""
    data = deepcopy(TINY) | {"base": base, "traits": []}
    data["dimensions"][0]["weight"], data["dimensions"][1]["weight"] = weight, 100 - weight
    for n, mine in enumerate(points):
        levels = [{"points": p, "share": 1 / len(mine), "texts": ["So"]} for p in mine]
        home = data["dimensions"][n % 2]["key"]
        data["traits"].append({"key": str(n), "label": "So", "dimension": home, "show": 1, "levels": levels})
    lowest, highest = base + sum(map(min, points)), base + sum(map(max, points))
    try:
        model = parse_model(data)
    except ModelError as refused:
        event(str(refused).split()[0])
    else:
        event("accepted")
        assert 0 <= lowest <= highest <= 100
        assert model.score({str(n): mine.index(max(mine)) for n, mine in enumerate(points)}).total == highest
