"""Wordings: a mould becomes exactly what its slots say, every form is drawn, and a bad one is refused in words."""

from collections import Counter
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.game.texts.wording import (
    LONGEST_TEXT,
    MOULD_WEIGHT,
    Wording,
    WordingError,
    draw_text,
    parse_wording,
)

PLAIN = st.text("ab ,’1", max_size=4)
FILLINGS = st.lists(
    st.text("xyz 2", min_size=1, max_size=3).filter(str.strip), min_size=2, max_size=4, unique=True
)


@given(PLAIN, st.lists(st.tuples(FILLINGS, PLAIN), max_size=3))
def test_expanding_is_exact(start: str, slots: list[tuple[list[str], str]]) -> None:
    """Each choice of fillings is one form, in the order of the slots, and there is no other."""
    mould = start + "".join(f"{{{'|'.join(fillings)}}}{end}" for fillings, end in slots)
    expected = [
        start + "".join(filling + end for filling, (_, end) in zip(chosen, slots, strict=True))
        for chosen in product(*(fillings for fillings, _ in slots))
    ]
    wording = parse_wording(mould)
    assert list(wording.forms()) == expected
    assert wording.is_mould == bool(slots)


@given(st.lists(st.tuples(FILLINGS, PLAIN), max_size=2), st.integers())
def test_every_form_is_drawn_and_nothing_else(slots: list[tuple[list[str], str]], seed: int) -> None:
    """All of at most sixteen forms within 600 draws; missing one is a chance of less than one in 10**14."""
    wording = parse_wording("a" + "".join(f"{{{'|'.join(fillings)}}}{end}" for fillings, end in slots))
    rng = Random(seed)
    assert {wording.draw(rng) for _ in range(600)} == set(wording.forms())


def test_moulds_are_drawn_twice_as_often() -> None:
    """And each of their forms as often as any other."""
    rng, wordings = Random(1), [parse_wording("Plain"), parse_wording("{1|2} moulds"), parse_wording("Other")]
    drawn = Counter(draw_text(wordings, rng) for _ in range(8000))
    assert MOULD_WEIGHT == 2
    assert set(drawn) == {"Plain", "Other", "1 moulds", "2 moulds"}
    assert all(1850 < count < 2150 for count in drawn.values())


def test_a_plain_text_is_its_only_form() -> None:
    """As it stands."""
    wording = parse_wording("Pays when the lights flicker")
    assert wording == Wording((("Pays when the lights flicker",),))
    assert wording.forms() == ("Pays when the lights flicker",)
    assert not wording.is_mould


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Owes {a florist} money", "two different fillings"),
        ("Owes {} money", "two different fillings"),
        ("Owes {a florist|} money", "two different fillings"),
        ("Owes {a| |b} money", "two different fillings"),
        ("Owes {a|a} money", "two different fillings"),
        ("Owes {a florist|b", "is not closed"),
        ("Owes a|b", "is not closed"),
        ("Owes a} money", "is not closed"),
        ("Owes {a|{b|c}} money", "is not closed"),
        ("{Owes|Lends} " + "x" * (LONGEST_TEXT - 5), "“Lends x+” has more than 38 characters"),
        ("x" * (LONGEST_TEXT + 1), "has more than 38 characters"),
        ("{a|b}" * LONGEST_TEXT, "has more than 100 forms"),
    ],
)
def test_a_wording_that_cannot_be_used_is_refused(text: str, said: str) -> None:
    """In one sentence that quotes it."""
    with pytest.raises(WordingError, match=said) as refused:
        parse_wording(text)
    assert str(refused.value).endswith(".")


def test_a_form_may_fill_the_line() -> None:
    """38 characters are not too many."""
    longest = "{a|bb}" + "x" * (LONGEST_TEXT - 2)
    assert max(map(len, parse_wording(longest).forms())) == LONGEST_TEXT
