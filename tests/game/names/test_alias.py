"""What an alias is made of and compared by: ours always pass, and what would hide is refused with a sentence."""

import unicodedata
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from higherthanthou.game.errors import Refusal
from higherthanthou.game.names.alias import alias_key, clean_alias, generate_alias
from higherthanthou.game.names.alias_words import FIRST, SECOND


def test_every_generated_alias_passes_its_own_check() -> None:
    """All pairs of our words, and no two with the same key."""
    aliases = [f"{first} {second}" for first in FIRST for second in SECOND]
    assert [clean_alias(alias) for alias in aliases] == aliases
    assert len({alias_key(alias) for alias in aliases}) == len(aliases) > 10_000
    assert generate_alias(Random(1)) in aliases


@pytest.mark.parametrize(
    "alias",
    [
        "Jo",
        "Ålesund 7",
        "Zoë",
        "李娜",
        "Владимир",
        "محمد",
        "O'Neill-Smith",
        "x" * 24,
        "Scunthorpe",
        "Therapist Ann",
        "नमस्ते",
        "Saltwater",
    ],
)
def test_names_of_many_scripts_are_taken(alias: str) -> None:
    """Letters of any script, digits and signs."""
    assert clean_alias(alias) == alias


def test_an_alias_is_normalised_and_trimmed() -> None:
    """Accents are composed, spaces at the ends dropped."""
    assert clean_alias("  Zoe\u0308 ") == "Zoë"


@pytest.mark.parametrize(
    ("alias", "sentence"),
    [
        ("", "2 to 24"), ("x", "2 to 24"), ("x" * 25, "2 to 24"), ("   ", "2 to 24"), ("!!!", "letter or digit"),
        ("a\u200bb", "invisible"), ("ab\u202ecd", "invisible"), ("a\u2066b", "invisible"), ("a\x00b", "invisible"),
        ("a\nb", "invisible"), ("\u3164\u3164", "invisible"), ("a\u00adb", "invisible"), ("a  b", "invisible"),
        ("a\ufe0fb", "invisible"), ("a\U000e0041b", "invisible"), ("\u2800ab", "invisible"), ("a\u00a0b", "invisible"),
        ("\u200e\u200f", "invisible"), ("\u2066\u2069", "invisible"), ("\u115f\u1160", "invisible"), ("\u180b\u180c", "invisible"),
        ("z" + "\u0335\u0336\u0337a", "stacks"),
    ],
)  # fmt: skip
def test_harmful_aliases_are_refused(alias: str, sentence: str) -> None:
    """Invisible, stacked, direction-changing, too short, too long."""
    with pytest.raises(Refusal, match=sentence):
        clean_alias(alias)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("मीना", "मोना"), ("मन", "मन्"), ("かき", "かぎ"), ("はは", "ぱぱ"), ("ไก่", "ไก"), ("นา", "น้ำ"), ("אב", "אבּ"),
        ("اسم", "أسم"), ("கா", "கி"), ("ཀི", "ཀུ"),
    ],
)  # fmt: skip
def test_marks_that_change_the_word_keep_two_names_apart(one: str, other: str) -> None:
    """Vowel signs, virama, voicing marks, tones, points: whatever stands on no Latin, Greek or Cyrillic letter."""
    assert alias_key(one) != alias_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zoë", "ZOE"), ("Άννα", "αννα"), ("Алёна", "алена"), ("ｶﾞﾝ", "ガン"), ("O'Neill", "o neill"), ("Straße", "STRASSE"),
        ("a\u0304\u0301b", "ab"), ("1\u0301", "1"), ("-\u0301a", "a"),
    ],
)  # fmt: skip
def test_case_width_accents_and_punctuation_do_not_tell_two_names_apart(one: str, other: str) -> None:
    """A mark on a Latin, Greek or Cyrillic letter is an accent, one on no letter is nothing."""
    assert alias_key(one) == alias_key(other)


@given(st.text(st.characters(codec="utf-8", min_codepoint=0x20), max_size=12))
def test_a_key_is_that_of_the_first_versions_and_the_marks_that_count(text: str) -> None:
    """So names whose keys differed then differ now, and the keys of an older database can be made anew."""
    before = "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if c.isalnum())
    letters = "".join(c for c in unicodedata.normalize("NFD", alias_key(text)) if c.isalnum())
    assert letters == unicodedata.normalize("NFD", before)
    assert alias_key(unicodedata.normalize("NFC", text)) == alias_key(unicodedata.normalize("NFD", text))


@given(st.text(max_size=40))
def test_any_text_is_either_refused_or_clean(text: str) -> None:
    """Never another error, and a clean alias stays what it is."""
    try:
        alias = clean_alias(text)
    except Refusal:
        return
    assert clean_alias(alias) == alias
    assert 2 <= len(alias) <= 72
    assert alias_key(alias)
