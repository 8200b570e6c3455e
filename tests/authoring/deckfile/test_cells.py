"""Single cells: what a text is kept as."""

from collections.abc import Callable

import pytest

from higherthanthou.authoring.deckfile.cells import cell_text, json_text, read_label

DECOMPOSED, COMPOSED = "To\u0303nu Po\u0303ld", "Tõnu Põld"


@pytest.mark.parametrize("read", [cell_text, json_text, read_label])
def test_a_letter_and_its_accent_are_one_character(read: Callable[[str], str]) -> None:
    """In two of them they would come from two fonts, and a label would be another than the one that looks the same."""
    assert read(DECOMPOSED) == COMPOSED
    assert read(COMPOSED) == COMPOSED


def test_the_length_of_a_text_is_that_of_its_composed_form() -> None:
    """So what is kept is what was counted."""
    assert json_text("o\u0303" * 200) == "õ" * 200
