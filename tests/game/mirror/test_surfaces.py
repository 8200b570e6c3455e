"""What is seen of somebody beside the facts: how it is read, and how calls that lean on it are told."""

import pytest
from tests.game.mirror.makers import make_calls

from higherthanthou.game.mirror.called import Called
from higherthanthou.game.mirror.leaning import Recalibrated
from higherthanthou.game.mirror.surfaces import FRIENDLY, STERN, SURFACES, Surfaced, surface_of, surfaces_of


def seen(calls: list[Called]) -> dict[str, Surfaced]:
    """What the calls made of each surface."""
    return {one.name: one for one in surfaces_of(calls, Recalibrated(calls))}


@pytest.mark.parametrize(
    ("name", "sex"),
    [("Zofia Krol", 1), ("Núria Vidal", 1), ("Bram Peeters", -1), ("Łukasz Nowak", -1), ("Marie Dubois", 0),
     ("José Pires", 0), ("Ama", 1), ("", 0), ("42", 0)],
)  # fmt: skip
def test_a_given_name_is_read_by_its_end(name: str, sex: int) -> None:
    """In a it is a woman's here, in a consonant a man's, else nobody knows."""
    assert surface_of("smile", 30, "Ghent", name)[3] == sex


def test_face_age_and_place_are_read() -> None:
    """A firm has neither face nor age, and then no sex of a name."""
    assert surface_of("smile", 60, "Łódź", "Zofia Krol") == (1, 1, 1, 1)
    assert surface_of("rage", 30, "Ghent", "Bram Peeters") == (-1, -1, -1, -1)
    assert surface_of("", None, "Ghent", "Bramka Works") == (0, 0, -1, 0)


def test_a_face_is_friendly_or_stern_or_neither() -> None:
    """Never both."""
    assert not FRIENDLY & STERN


def test_who_trusts_a_smile_is_told_so() -> None:
    """In points of a hundred that are about what the smile did; the rest is nothing to see."""
    found = seen(make_calls(400, smile=1.0))
    face = found.pop("face")
    assert face.seen
    assert 20 < face.points < 60
    assert not any(one.seen for one in found.values())


def test_who_looks_at_facts_alone_is_told_so() -> None:
    """All four intervals hold 0, and the estimate is inside of each."""
    found = seen(make_calls(400))
    assert tuple(found) == SURFACES
    for one in found.values():
        assert one.low < 0 < one.high
        assert one.low < one.points < one.high


def test_nothing_is_said_of_what_hardly_any_file_shows() -> None:
    """A deck of firms has no faces."""
    calls = [call._replace(surface=(0, 0, *call.surface[2:])) for call in make_calls(100)]
    assert set(seen(calls)) == {"place", "sex of the name"}


def test_an_interval_stays_within_a_hundred() -> None:
    """However few calls there are."""
    calls = make_calls(30, smile=3.0)
    for one in seen([*calls]).values():
        assert -100 <= one.low <= one.high <= 100
