"""The columns of a corrected sheet are found by what the deck calls its facts and its score."""

import pytest

from higherthanthou.authoring.correcting.sheet_roles import (
    ChosenColumns,
    DeckColumns,
    columns_in,
    sheet_roles,
)

DECK = DeckColumns(("fact: Wings", "withheld: Glue", "record: Glue"), "Flight (cm)")


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        ("name,score,fact: Wings,withheld: Glue", "name,score,fact: Wings,withheld: Glue"),
        ("Player,Flight (cm),WINGS,glue,Notes", "name,score,fact: Wings,withheld: Glue,"),
        ("name,Flight (cm),Points", "name,score,"),
        ("name,score,Flight (cm),fact: Glue", "name,score,,withheld: Glue"),
        ("name,score,record: Glue,age,City", "name,score,record: Glue,age,place"),
        ("name,score,Wings,fact: Wings", "name,score,fact: Wings,"),
    ],
)
def test_columns_are_found_by_the_deck_s_own_words(header: str, roles: str) -> None:
    """A column that the deck has no place for is left out; no role comes twice."""
    assert ",".join(sheet_roles(header.split(","), DECK)) == roles


def test_a_chosen_column_is_what_it_was_chosen_for() -> None:
    """Whatever it is called, and whatever was guessed."""
    header = ("Name", "Country", "Score", "Wings")
    chosen = ChosenColumns(name="Country", score="Wings")
    assert sheet_roles(header, DECK, chosen) == ("", "name", "", "score")
    assert sheet_roles(header, DECK, ChosenColumns("None", "such")) == (
        "name",
        "place",
        "score",
        "fact: Wings",
    )


def test_what_a_sheet_has_no_column_for_is_known() -> None:
    """Fields and labels; where facts are shown is said by the format's own titles alone."""
    columns = columns_in(("Player", "Points", "Glue"), ("name", "score", "withheld: Glue"))
    assert columns == (frozenset(("name", "score")), frozenset(("Glue",)), False)
    assert columns_in(("name", "score", "fact: Glue"), ("name", "score", "fact: Glue")).placed
