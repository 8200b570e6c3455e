"""Tables in JSON: every shape in which lists come, and their values as texts."""

import json

import pytest

from higherthanthou.authoring.tables import DeckFileError, Sheet, read_sheet

ITEMS = [
    {"name": "Ann", "score": 400},
    {"name": "Bob", "score": 7.50, "where": None},
    {"where": "Peru", "name": "Cy"},
]
CELLS = [(1, ("Ann", "400", "")), (2, ("Bob", "7.5", "")), (3, ("Cy", "", "Peru"))]


def read(value: object) -> Sheet:
    """The table of a value."""
    return read_sheet(json.dumps(value).encode())


def test_every_shape_gives_the_same_rows() -> None:
    """A list, a list inside of an object, lines; columns are those of all items together."""
    shapes = [
        json.dumps(ITEMS),
        json.dumps({"at": 1, "data": ITEMS, "more": [1, 2]}),
        "\n".join(map(json.dumps, ITEMS)),
    ]
    for text in shapes:
        sheet = read_sheet(text.encode())
        assert (sheet.header, sheet.place, list(sheet.rows)) == (("name", "score", "where"), "item", CELLS)
    assert read({"at": 1, "data": ITEMS}).notes == ('The rows are the list "data" of the file.',)


def test_objects_by_name_have_a_column_of_names() -> None:
    """With objects or plain values behind the names."""
    sheet = read({"Ann": {"score": 400, "city": "Ghent"}, "Bob": {"score": 500}})
    assert (sheet.header, list(sheet.rows)) == (
        ("name", "score", "city"),
        [(1, ("Ann", "400", "Ghent")), (2, ("Bob", "500", ""))],
    )
    assert read({"Ann": 400, "Bob": 500}).header == ("name", "value")


def test_lists_of_lists_are_rows() -> None:
    """With or without titles in the first."""
    assert read([["name", "score"], ["Ann", 1], ["Bob", 2], ["Cy", 3]]).header == ("name", "score")
    assert read([["Ann", 1], ["Bob", 2], ["Cy", 3]]).header == ("A", "B")


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("4.0", "4"), ("1e3", "1000"), ("1.5E-3", "0.0015"), ("-0.0", "0"), ("NaN", ""), ("123456789012345", "123456789012345"),
        ("1e999999999", "1e999999999"), ("true", "yes"), ("false", "no"), ("null", ""), ('["a", "b", 1.50]', "a, b, 1.5"),
        ('[{"a": 1}]', '[{"a": 1}]'), ('"1.50"', "1.50"),
    ],
)  # fmt: skip
def test_values_are_plain_texts(written: str, text: str) -> None:
    """Numbers without exponents and without zeros at the end; texts as they are."""
    sheet = read_sheet(f'[{{"n": "x", "v": {written}}}, {{"n": "y", "v": "z"}}]'.encode())
    assert next(sheet.rows) == (1, ("x", text))


def test_objects_inside_are_columns() -> None:
    """Down to a depth; deeper they are a text."""
    sheet = read([{"n": "x", "a": {"b": 1, "c": {"d": {"e": 2}}}}])
    assert dict(zip(sheet.header, next(sheet.rows)[1], strict=True)) == {
        "n": "x",
        "a.b": "1",
        "a.c.d": '{"e": 2}',
    }


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[]", "There is no table in this file"),
        ("{}", "There is no table in this file"),
        ("[1, 2, 3]", "There is no table in this file"),
        ('[{"a": 1}', "The file ends in the middle"),
        ('[{"a": 1},]', "is not JSON"),
        ("{'a': 1}", "Line 1 is not JSON at character 2"),
        ('[{"a": 1}] x', "Line 1 has something after the end of the table"),
        ("[" * 100_000, "is nested too deep"),
        ("[" + ",".join(f'{{"k{n}": 1}}' for n in range(201)) + "]", "more than 200 columns"),
        ("[" + "{}," * 100_001 + "{}]", "more than 100,000 rows"),
        ("{}\n" * 100_001, "more than 100,000 rows"),
    ],
)
def test_what_is_no_table_is_refused(text: str, sentence: str) -> None:
    """In one sentence."""
    with pytest.raises(DeckFileError, match=sentence):
        read_sheet(text.encode())
