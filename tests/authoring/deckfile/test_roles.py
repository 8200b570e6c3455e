"""Roles of columns: what a column is guessed to be by its title, and which columns can make a deck."""

import pytest
from tests.authoring.deck_files import csv_file

from higherthanthou.authoring.deckfile import (
    DeckAbout,
    DeckFileError,
    are_exact,
    columns_of,
    guess_roles,
    read_csv,
    read_sheet,
)
from higherthanthou.authoring.deckfile.roles import FIELDS, SYNONYMS
from higherthanthou.game.names.labels import MOST_LABELS

GUESSES = [
    ("name,score", "name,score"),
    (" NAME ,Score,AGE,Occupation,Place,Picture_Alt", ",".join(FIELDS)),
    ("name,score,FACT:  Bills,Withheld:Debts,record: Court", "name,score,fact: Bills,withheld: Debts,record: Court"),
    ("Film,Rating,Director,Year", "name,score,fact: Director,fact: Year"),
    ("team,person,goals,country", "fact: team,name,score,place"),
    ("title,name,points,job", "fact: title,name,score,occupation"),
    ("points,rating,person,alt", "score,fact: rating,name,picture_alt"),
    ("rating,score,name", "fact: rating,score,name"),
    ("name,score,,  ", "name,score,,"),
    ("Bills,name,score,fact: Bills", ",name,score,fact: Bills"),
    ("fact: Bills,name,score,fact:bills", "fact: Bills,name,score,"),
    ("name,score,fact:", "name,score,fact: fact:"),
    ("name,score,fact: Hours: weekly", "name,score,fact: Hours: weekly"),
]  # fmt: skip


@pytest.mark.parametrize(("titles", "roles"), GUESSES, ids=[titles for titles, _ in GUESSES])
def test_roles_are_guessed_by_title(titles: str, roles: str) -> None:
    """Our own names win, then other words for them in the order of the table; all else is a fact."""
    assert guess_roles([title.strip() for title in titles.split(",")]) == tuple(roles.split(","))


def test_no_word_stands_for_two_fields() -> None:
    """The table of other words is unambiguous, in small letters, and has no field of its own."""
    words = [word for each in SYNONYMS.values() for word in each]
    assert len(words) == len(set(words))
    assert not set(words) & set(FIELDS)
    assert all(word == word.casefold().strip() for word in words)
    assert SYNONYMS.keys() == set(FIELDS)


def test_no_more_facts_are_guessed_than_a_deck_can_have() -> None:
    """Of 60 unknown columns the first 24 are facts and the others are left out."""
    roles = guess_roles(["name", "score", *[f"c{n}" for n in range(60)]])
    assert roles[2:] == (*[f"fact: c{n}" for n in range(MOST_LABELS)], *[""] * (60 - MOST_LABELS))


def test_exact_headers_need_no_questions() -> None:
    """One column that is none of ours is enough to ask."""
    assert are_exact(["Name", "SCORE", "age", "Fact: Bills", "withheld: Debts", "record:Court"])
    assert not are_exact(["name", "score", "Bills"])
    assert not are_exact(["name", "score", ""])
    assert not are_exact(["name", "score", "fact:"])


@pytest.mark.parametrize(
    ("roles", "sentence"),
    [
        (["name", "score"], "The file has 3 columns, but 2 were given a use."),
        (["name", "score", "salary"], 'A column cannot be used as "salary".'),
        (["name", "score", "fact: "], 'A column cannot be used as "fact: ".'),
        (["name", "score", "FACT: Bills"], 'A column cannot be used as "FACT: Bills".'),
        (["name", "score", "score"], 'Two columns are used as "score"; leave one of them out.'),
        (["", "score", "fact: Bills"], "No column is used as name"),
        (["name", "", "fact: Bills"], "No column is used as score"),
        (["name", "score", "fact: " + "b" * 201], "is not one line of at most 200 characters"),
        (["name", "score", "fact: a\nb"], "is not one line of at most 200 characters"),
    ],
)
def test_roles_that_make_no_deck_are_refused(roles: list[str], sentence: str) -> None:
    """Whatever a mapping form sends, the deck is refused with what is wrong about it."""
    sheet = read_sheet(csv_file(header="name,score,x", filler="Ann,700,x"))
    with pytest.raises(DeckFileError) as refused:
        read_csv(sheet, roles, DeckAbout())
    assert sentence in str(refused.value)


def test_a_column_can_be_left_out_and_be_anything() -> None:
    """What counts is the role a column was given, not its title."""
    sheet = read_sheet(csv_file(header="a,b,c,d", filler="700,x,Ann,y"))
    deck = read_csv(sheet, ["score", "", "name", "withheld: Court"], DeckAbout())
    assert deck.columns == ("withheld: Court",)
    assert (deck.profiles[0].name, deck.profiles[0].score) == ("Ann", 700)
    assert [entry.text for entry in deck.profiles[0].record] == ["y"]
    assert columns_of(deck.profiles) == deck.columns
