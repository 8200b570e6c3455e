"""What looks empty is empty, in any script."""

import pytest

from higherthanthou.game.names.visible import is_blank


@pytest.mark.parametrize(
    "text",
    ["", " ", "\u00a0", "\u200b", "\u200e\u200f", "\u202a\u202c", "\u2066 \u2069", "\u00ad", "\u2060", "\ufeff", "\u3164",
     "\u115f\u1160", "\uffa0", "\u17b4", "\u2800", "\ufe0f", "\U000e0100", "\U000e0041", "\u180e", "\u034f", "\t\n", "\u0000"],
)  # fmt: skip
def test_spaces_marks_of_direction_and_blank_letters_are_nothing(text: str) -> None:
    """Alone or together."""
    assert is_blank(text)
    assert is_blank(text + "\u200d" + text)


@pytest.mark.parametrize("text", ["a", "\u200ea", "李", ".", "0", "👩‍👩‍👧", "\u0301", "ᠮᠣᠩ", " \u202eb"])
def test_what_can_be_seen_is_something(text: str) -> None:
    """A letter, a digit, a sign or a mark, whatever stands beside it."""
    assert not is_blank(text)
