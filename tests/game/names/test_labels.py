"""The labels of a deck: how many it can have, and that no two look alike."""

import pytest

from higherthanthou.game.names.labels import UnusableLabels, check_together, one_line


def test_a_deck_has_at_most_24_facts() -> None:
    """As docs/decks.md says; the one too many is named, and one that comes again is none more."""
    most = [f"Fact {number}" for number in range(1, 25)]
    check_together([*most, *most])
    with pytest.raises(UnusableLabels, match='at most 24 different facts; with "Fact 25"'):
        check_together([*most, "Fact 25"])


def test_labels_that_differ_in_capitals_only_are_refused() -> None:
    """Both are named, a long one cut at forty characters."""
    with pytest.raises(UnusableLabels, match='"Bills" and "BILLS"'):
        check_together(["Bills", "Rent", "BILLS"])
    with pytest.raises(UnusableLabels) as refused:
        check_together(["x" * 41, "X" * 41])
    assert f'"{"x" * 39}…"' in str(refused.value)
    with pytest.raises(UnusableLabels) as refused:
        check_together(["x" * 40, "X" * 40])
    assert f'"{"x" * 40}"' in str(refused.value)


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("Prix\xa0net", True),
        ("co\u00adoperate", True),
        ("a\tb", False),
        ("a\u2028b", False),
        ("\ufeffa", False),
    ],
)
def test_a_label_is_one_line(text: str, fits: bool) -> None:
    """Spaces that do not break and soft hyphens are text, tabs and ends of lines are not."""
    assert one_line(text) is fits
