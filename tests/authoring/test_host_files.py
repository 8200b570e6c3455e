"""Tables in the shapes that people have, each as it becomes a deck when a host only presses Import."""

from pathlib import Path
from typing import NamedTuple

import pytest

from higherthanthou.authoring.deckfile import ParsedDeck, is_own_deck
from higherthanthou.authoring.import_options import ImportOptions
from higherthanthou.authoring.import_plan import plan_import
from higherthanthou.authoring.import_preview import preview
from higherthanthou.authoring.import_task import parse_json, parse_table
from higherthanthou.authoring.tables import DeckFileError, read_sheet

FOLDER = Path(__file__).parent / "host_files"
PRESSED = ImportOptions(False, skip_bad=True)
"""What the page sends if nothing on it is changed."""


class Right(NamedTuple):
    """The first file, its score as players read it, the range, the facts, and how many files there are."""

    name: str
    score: str
    low: str
    high: str
    facts: str = "coast"
    size: int = 14
    label: str = "score"
    words: str = "higher"


RIGHT = {
    "array_of_objects.json": Right("Ardenmoor", "400", "350", "950"),
    "big_gdp.csv": Right("Ardenmoor", "1,493,900,944,701", "0", "20,914,613,225,814"),
    "changed_score_column.csv": Right("Ardenmoor", "40", "0", "109", "defence", 24, "attack"),
    "cp1252.csv": Right("Ardenmoorä", "400", "350", "950", "Straße"),
    "currency_us.csv": Right("Ardenmoor", "$1,234.50", "$0.00", "$17,276.50"),
    "decimals_eu.csv": Right("Ardenmoor", "3.05", "0.00", "8.25"),
    "decimals_us.csv": Right("Ardenmoor", "3.05", "0.00", "8.25"),
    "duplicate_headers.csv": Right("Ardenmoor", "400", "350", "950", "note, note (2)"),
    "dutch_titles.csv": Right("Ardenmoor", "400", "0", "803", "Woonplaats", label="Punten"),
    "footnote_score.csv": Right("Ardenmoor", "400", "350", "950"),
    "id_first.csv": Right("Ardenmoor", "123,456", "0", "1,728,384", "", label="population"),
    "image_url.csv": Right("Ardenmoor", "400", "350", "950", ""),
    "long_cells.csv": Right("Ardenmoor", "400", "350", "950", "about"),
    "missing_scores.csv": Right("Ardenmoor", "400", "350", "950", size=12),
    "mixed_decimals.csv": Right("Ardenmoor", "7.80", "5.75", "9.10", size=12),
    "name_tells.csv": Right("Battle of Ardenmoor (1500)", "1,500", "1,500", "1,891", "Kind", 24),
    "negative_unicode_minus.csv": Right("Ardenmoor", "−30", "−30", "35"),
    "no_header.csv": Right("Ardenmoor", "400", "0", "803", "C"),
    "percent.csv": Right("Ardenmoor", "5%", "0%", "83%"),
    "profiles_decimal.json": Right("Ardenmoor", "4.00", "0.00", "10.00", ""),
    "sep_line.csv": Right("Ardenmoor", "400", "350", "950"),
    "skewed.csv": Right("Ardenmoor", "300", "0", "29,066", "F", 24),
    "suffix_kmb.csv": Right("Ardenmoor", "1,500,000", "0", "21,000,000"),
    "thousands_de.csv": Right("Ardenmoor", "1,234,567", "0", "17,283,938"),
    "thousands_us.csv": Right("Ardenmoor", "1,234,567", "0", "17,283,938"),
    "times.csv": Right("Ardenmoor", "2:00:15", "2:00:15", "4:31:15", words="slower"),
    "title_rows_above.csv": Right("Ardenmoor", "400", "350", "950"),
    "trailing_commas_rows_only.csv": Right("Ardenmoor", "400", "350", "950"),
    "two_columns.csv": Right("Ardenmoor", "1,234,567", "0", "17,283,938", "", label="Population"),
    "workbook.xlsx": Right("Ardenmoor", "400", "350", "950"),
    "years_dates.csv": Right("Ardenmoor", "15 Jan 1900", "15 Jan 1900", "15 May 2017", label="date", words="later"),
}  # fmt: skip
REFUSED = {"sheet.ods": "This workbook is damaged or cannot be read. Save it as .xlsx and import that."}


def imported(data: bytes, options: ImportOptions = PRESSED) -> ParsedDeck:
    """The deck of a file by those choices."""
    if is_own_deck(data):
        return parse_json(data, options)
    sheet = read_sheet(data)
    return parse_table(sheet, plan_import(sheet, options), options)


def seen(deck: ParsedDeck) -> Right:
    """What a deck has become, as players read it."""
    head, first = deck.head, deck.profiles[0]
    score, low, high = map(head.measure.shown, (first.score, head.low, head.high))
    facts = ", ".join(column.partition(": ")[2] for column in deck.columns)
    return Right(first.name, score, low, high, facts, len(deck.profiles), head.label, head.comparison)


@pytest.mark.parametrize("name", sorted(RIGHT))
def test_a_table_is_right_by_pressing_import_only(name: str) -> None:
    """Name, score, range, facts, and how many rows are left in."""
    assert seen(imported((FOLDER / name).read_bytes())) == RIGHT[name]


def test_every_file_is_tried() -> None:
    """None lies in the folder that nothing is said about."""
    assert {path.name for path in FOLDER.iterdir()} == RIGHT.keys() | REFUSED.keys()


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_cannot_be_read_is_refused_in_a_sentence(name: str) -> None:
    """With a way out."""
    with pytest.raises(DeckFileError) as refused:
        read_sheet((FOLDER / name).read_bytes())
    assert str(refused.value) == REFUSED[name]


def test_scores_keep_their_order() -> None:
    """7.25 is less than 7.8, 8 and 9.1, whatever the number of decimals in a cell."""
    deck = imported((FOLDER / "mixed_decimals.csv").read_bytes())
    by_name = {profile.name: profile.score for profile in deck.profiles}
    rows = [line.split(",") for line in (FOLDER / "mixed_decimals.csv").read_text().splitlines()[1:]]
    assert sorted(by_name, key=by_name.__getitem__) == [
        row[0] for row in sorted(rows, key=lambda r: float(r[1]))
    ]


def test_another_column_brings_its_own_label_and_range() -> None:
    """Nothing is left of the one before."""
    data = (FOLDER / "changed_score_column.csv").read_bytes()
    roles = ("", "name", "fact: attack", "score")
    assert seen(imported(data, ImportOptions(False, roles=roles))) == (
        "Ardenmoor", "60", "0", "980", "attack", 24, "defence", "higher",
    )  # fmt: skip


def test_the_preview_says_what_is_left_out_and_why() -> None:
    """A key, addresses, and rows without a score with their lines."""
    keys = _preview("id_first.csv").columns[0]
    assert (keys.role, keys.against) == ("", "a key")
    pictures = _preview("image_url.csv").columns[2]
    assert (pictures.role, pictures.against) == ("", "addresses")
    missing = _preview("missing_scores.csv")
    assert (missing.size, missing.ready) == (14, 12)
    assert missing.bad == ('line 5: score says "n/a"', "line 9: score is empty")
    assert (
        _preview("thousands_de.csv").score.about
        == "whole numbers, point between thousands, 1,234,567 to 17,283,938"
    )


def _preview(name: str):
    sheet = read_sheet((FOLDER / name).read_bytes())
    return preview(sheet, plan_import(sheet, PRESSED))
