"""The whole mirror: when it is silent, what it counts, and what it says."""

import re

import pytest
from tests.game.mirror.makers import BEST, KEYS, make_calls

from higherthanthou.authoring.seeds.models import load_model
from higherthanthou.game.mirror.mirror import FEWEST, MOST_SENTENCES, Missed, missed_labels, reflect
from higherthanthou.game.mirror.phrases import PHRASES, phrase_of
from higherthanthou.game.mirror.sentences import (
    missed_sentence,
    other_surfaces,
    outstanding_sentence,
    surface_sentence,
    title_of,
    wanting_sentence,
)
from higherthanthou.game.mirror.surfaces import Surfaced

SHIPPED = ("sesame", "companies", "officials", "matches")


def test_it_is_silent_before_it_can_speak() -> None:
    """Under thirty calls it says how many are wanting, and one true thing."""
    mirror = reflect(make_calls(FEWEST - 1), KEYS)
    assert (mirror.lines, mirror.surfaces, mirror.outstanding) == ((), (), ())
    assert wanting_sentence(mirror) == "1 more call and this says something."
    assert mirror.missed
    assert reflect(make_calls(FEWEST), KEYS).wanting == 0


def test_nobody_is_told_more_than_two_things() -> None:
    """The farthest out come first."""
    mirror = reflect(make_calls(400, weights=(6.0, 0.0, -3.0)), KEYS)
    assert sum(line.stands_out for line in mirror.lines) == len(KEYS)
    assert len(mirror.outstanding) == MOST_SENTENCES
    first, second = [abs(line.standing) for line in mirror.outstanding]
    assert first >= second >= min(abs(line.standing) for line in mirror.lines)


def test_right_by_gap_stands_beside_the_weigher() -> None:
    """Every call once, at its own gap; the weigher is no worse than a player who is unsure."""
    calls = make_calls(400, weights=tuple([weight / 3 for weight in BEST]))
    mirror = reflect(calls, KEYS)
    assert [one.gap for one in mirror.by_gap] == [150, 90, 60, 0]
    assert sum(one.calls for one in mirror.by_gap) == 400
    assert sum(one.right for one in mirror.by_gap) == mirror.right == sum(call.right for call in calls)
    assert sum(one.weigher for one in mirror.by_gap) > mirror.right


def test_the_label_of_most_misses_is_the_one_that_is_named() -> None:
    """Of equals the one that stood on fewer files in all."""
    [call] = make_calls(1)
    right, wrong = call._replace(higher=call.stood), call._replace(higher=not call.stood)
    calls = [
        wrong._replace(labels=("Bills", "Court")), wrong._replace(labels=("Bills", "Court")),
        right._replace(labels=("Court",)), wrong._replace(labels=("Basket",)),
    ]  # fmt: skip
    assert missed_labels(calls, 2) == (Missed("Bills", 2, 2), Missed("Court", 2, 3))
    assert missed_labels([right]) == ()


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (
            Surfaced("face", 3.2, -9.1, 15.4, seen=False),
            "Your calls leaned on the face by 3 points in 100 (between −9 and 15): nothing to see.",
        ),
        (
            Surfaced("face", -20.0, -31.0, -9.0, seen=True),
            "Your calls leaned against the face by 20 points in 100 (between −31 and −9): something to see.",
        ),
        (
            Surfaced("age", 1.0, -4.0, 6.0, seen=False),
            "Your calls leaned on the age by 1 point in 100 (between −4 and 6): nothing to see.",
        ),
    ],
)
def test_a_surface_is_told_with_its_interval(one: Surfaced, said: str) -> None:
    """Always, and with true minus signs."""
    assert surface_sentence(one) == said


def test_the_other_surfaces_share_a_sentence() -> None:
    """Each with its interval; none, no sentence."""
    found = (Surfaced("age", 0.0, -7.0, 11.0, seen=False), Surfaced("place", 0.0, -12.0, 6.0, seen=False))
    assert other_surfaces(found) == "Age between −7 and 11, place between −12 and 6."
    assert other_surfaces(()) == ""


def test_sentences_are_counts() -> None:
    """Of calls and of the same files; no percent, and the player is not what they speak of."""
    mirror = reflect(make_calls(200, weights=(1.5, 0.0, 1.5)), KEYS)
    [line, *_] = mirror.outstanding
    phrase = phrase_of(line.key, "")
    assert re.fullmatch(
        r"When promises were \w+ you said higher \d+ times of (\d+); \d+ of those \1 stood higher\.",
        str(outstanding_sentence(line, phrase)),
    )
    assert title_of(line, phrase) == phrase.over
    assert missed_sentence(Missed("Bills", 4, 9)).startswith("“Bills” stood on 4 of the files")


@pytest.mark.parametrize("model", SHIPPED)
def test_every_dimension_that_is_shipped_has_words_of_its_own(model: str) -> None:
    """And they are told apart."""
    phrases = [PHRASES[dimension.key] for dimension in load_model(model).dimensions]
    assert len({part for phrase in phrases for part in phrase}) == 4 * len(phrases)


def test_another_dimension_has_words_of_its_title() -> None:
    """A model may be changed."""
    assert phrase_of("luck", "Sheer luck").good == "sheer luck looked good"
