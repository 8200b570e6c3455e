"""Decks as JSON: what a file may say, how it is written, and that no file fills the memory."""

import json
import tracemalloc
from collections.abc import Callable, Iterator

import pytest
from tests.authoring.citizens import citizens
from tests.authoring.deck_files import as_csv, as_json, csv_file, json_file, read
from tests.authoring.hostile_decks import HOSTILE

from higherthanthou.authoring.deckfile import (
    FORMAT,
    BadCell,
    BadRows,
    DeckAbout,
    DeckFileError,
    FiledProfile,
    columns_of,
    is_own_deck,
    read_json,
    write_json,
)
from higherthanthou.authoring.deckfile.packed_profiles import PackedProfiles
from higherthanthou.authoring.deckfile.parsed_deck import check_head
from higherthanthou.authoring.deckfile.profile_fields import filed_profile
from higherthanthou.game.profile import Entry, Shown

FULL = {
    "name": " Ann ",
    "score": 700,
    "age": 34,
    "occupation": "Baker",
    "place": "Ghent",
    "picture_alt": "A face",
    "record": [{"label": "Court", "value": "Never"}],
    "withheld": [{"label": "Debts", "value": "Some"}],
    "facts": [{"label": "Bills", "value": "Paid"}, {"label": "Rent", "value": "Late"}],
}
RECORD = (
    Entry("Bills", "Paid", Shown.FILE),
    Entry("Rent", "Late", Shown.FILE),
    Entry("Debts", "Some", Shown.WITHHELD),
    Entry("Court", "Never", Shown.RECORD),
)
HEAD = {
    "title": "Films",
    "label": "stars",
    "unit": "of 100",
    "min": 0,
    "max": 1000,
    "noun": "film",
    "theme": "companies",
}


def test_a_full_object_is_a_profile() -> None:
    """Facts come first, then those withheld, then the record, each in its order; texts are trimmed."""
    deck = read_json(json_file(FULL))
    assert deck.profiles[0] == FiledProfile("Ann", 700, 34, "Baker", "Ghent", "A face", RECORD)
    assert deck.profiles[1] == FiledProfile("Ann", 700, None, "", "", "", ())
    assert deck.columns == ("fact: Bills", "fact: Rent", "withheld: Debts", "record: Court")
    assert deck.head == DeckAbout()


def test_the_head_says_what_the_deck_is_about() -> None:
    """Every key of it is read, and what the importer says goes before what the file says."""
    deck = read_json(json_file(**HEAD))
    assert deck.head == DeckAbout("Films", "stars", "of 100", 0, 1000, "film", "companies")
    over = read_json(json_file(**HEAD), {"title": "Best films", "low": 700, "unit": None})
    assert over.head == DeckAbout("Best films", "stars", "of 100", 700, 1000, "film", "companies")
    with pytest.raises(BadRows):
        read_json(json_file(**HEAD), {"low": 701})


def test_a_unit_that_nobody_can_see_is_none() -> None:
    """Scores would be written with nothing behind them, and gaps lose their points."""
    assert check_head(DeckAbout(title="Huts", unit="\u200b \u200b")).unit == ""


def test_every_fault_of_a_profile_is_told_with_its_number() -> None:
    """All keys and all facts are looked at, and the rows come back as they were."""
    bad = {"name": "", "score": 7.5, "age": "old", "hobby": [[1]], "facts": [{"label": "Bills"}, 5, {"label": "a\nb", "value": "x"}]}  # fmt: skip
    with pytest.raises(BadRows) as refused:
        read_json(json_file(FULL, bad))
    assert set(refused.value.cells) == {
        BadCell(2, '"hobby"', "A fact is a text, a number, or true or false."),
        BadCell(2, "name", "The name is missing."),
        BadCell(2, "score", "Scores are whole numbers; 7.5 could be filed as 75."),
        BadCell(2, "age", "Ages are whole numbers without quotation marks."),
        BadCell(2, "facts", "The value of a fact is missing."),
        BadCell(2, "facts", "A fact is an object with a label and a value."),
        BadCell(2, "facts", 'The label "a b" is not one line.'),
    }
    [(number, cells)] = refused.value.rows
    assert (number, cells[:3]) == (2, ("", "7.5", "old"))
    assert json.loads(cells[6]) == bad["facts"]


def test_a_deck_with_a_model_is_the_same_in_json() -> None:
    """Dimensions and points of generated citizens come back, and each score is what they add up to."""
    filed = [filed_profile(p)._replace(picture_alt=p.portrait_alt) for p in citizens(200)]
    data = "".join(write_json(DeckAbout(title="Citizens", theme="citizens", model="sesame"), filed)).encode()
    deck = read_json(data)
    assert deck.head.model == "sesame"
    assert [set(p.record) for p in deck.profiles] == [set(p.record) for p in filed]
    assert [p[:6] for p in deck.profiles] == [p[:6] for p in filed]
    assert as_json(deck) == data
    assert read("deck.csv", as_csv(deck)).columns == columns_of(deck.profiles)


def test_a_deck_is_written_as_it_is_documented() -> None:
    """A profile a line, letters as they are, and nothing that is empty or goes without saying."""
    profile = FiledProfile("Zoë", 700, None, "", "", "", (Entry("Bills", "Paid", Shown.FILE),))
    assert "".join(write_json(DeckAbout(), [profile, profile._replace(age=0, record=())])) == (
        '{\n"format": "higherthanthou/deck-1",\n"title": "",\n"label": "score",\n"unit": "",\n'
        '"min": 350,\n"max": 950,\n"profiles": [\n'
        '{"name": "Zoë", "score": 700, "facts": [{"label": "Bills", "value": "Paid"}]},\n'
        '{"name": "Zoë", "score": 700, "age": 0}\n]\n}\n'
    )


def test_lines_of_broken_json_are_those_of_an_editor() -> None:
    """All ends of lines count, and so do the characters before the fault."""
    for end in (b"\n", b"\r\n", b"\r"):
        with pytest.raises(DeckFileError, match=r"Line 3 is not JSON at character 4."):
            read_json(end.join([b'{"format":', b'"x",', b"   nonsense}"]))


def test_pretty_and_compact_files_are_the_same_deck() -> None:
    """Spaces between the parts say nothing."""
    data = json.loads(json_file(FULL, **HEAD))
    compact = json.dumps(data, separators=(",", ":")).encode()
    pretty = json.dumps(data, indent="\t").replace("\n", "\r\n").encode()
    assert read_json(compact) == read_json(pretty) == read_json(json_file(FULL, **HEAD))


def test_a_deck_of_many_windows_is_read_whole() -> None:
    """A file far longer than what is decoded at once loses and doubles nobody."""
    deck = read_json(
        json_file(*[{"name": f"Person {n}", "score": 700, "place": "x" * 190} for n in range(9000)])
    )
    assert [profile.name for profile in deck.profiles] == [f"Person {n}" for n in range(9000)]


def test_profiles_can_be_looked_up() -> None:
    """They are packed, and yet a sequence like any other."""
    profiles = read("deck.csv", csv_file(*[f"P{n},{350 + n}" for n in range(600)])).profiles
    assert len(profiles) == 600
    assert [profiles[n].score for n in (0, 255, 256, 599, -1, -600)] == [350, 605, 606, 949, 949, 350]
    assert [p.name for p in profiles[254:258]] == ["P254", "P255", "P256", "P257"]
    assert profiles == list(profiles)
    assert profiles != list(profiles)[:-1]
    assert profiles != [*list(profiles)[:-1], profiles[0]]
    with pytest.raises(IndexError):
        profiles[600]


def traced(work: Callable[[], object]) -> int:
    """The most memory held while that was done, in bytes."""
    tracemalloc.start()
    try:
        held = work()
        return tracemalloc.get_traced_memory()[1] if held else 0
    finally:
        tracemalloc.stop()


def test_a_bomb_takes_no_more_memory_than_a_deck() -> None:
    """Eight million lists in one name are given up on early; as objects they would take thirty times the file."""
    [bomb] = [data for name, data, _ in HOSTILE if name == "bomb-of-lists.json"]

    def blow() -> str:
        with pytest.raises(
            DeckFileError, match=r"The value that begins in line 1 is far too long."
        ) as refused:
            read_json(bomb)
        return str(refused.value)

    assert len(bomb) < traced(blow) < 3 * len(bomb)


def test_packed_profiles_take_little_memory() -> None:
    """Read decks are kept in less than half of what a list of their profiles takes."""

    def profiles() -> Iterator[FiledProfile]:
        for n in range(3000):
            record = [Entry(f"L{k}", f"{n} and {k}", Shown.FILE) for k in range(8)]
            yield FiledProfile(f"Person {n}", 700, 30, "Baker", "Ghent", "", tuple(record))

    assert traced(lambda: PackedProfiles(profiles())) * 2 < traced(lambda: list(profiles()))


def test_a_deck_that_says_nothing_of_decimals_has_those_of_its_scores() -> None:
    """Where it says its range; the most of all, so that every score is kept as it is."""
    deck = read_json(json_file({"name": "A", "score": 4.25}, {"name": "B", "score": 5.0}, min=0, max=700))
    assert (deck.head.decimals, deck.head.low, deck.head.high) == (2, 0, 70000)
    assert [profile.score for profile in deck.profiles[:3]] == [425, 500, 70000]


def test_other_keys_of_a_profile_are_facts() -> None:
    """Texts, numbers, yes or no; nothing is no fact, and a label comes once."""
    bad = {"name": "B", "score": 400, "Bills": "x", "facts": [{"label": "bills", "value": "Paid"}]}
    good = {
        "name": "A",
        "score": 400,
        "city": "Ghent",
        "size": 1.50,
        "open": True,
        "more": None,
        "blank": " ",
    }
    deck = read_json(json_file(good))
    assert [(entry.label, entry.text) for entry in deck.profiles[0].record] == [
        ("city", "Ghent"),
        ("size", "1.5"),
        ("open", "yes"),
    ]
    assert deck.columns == ("fact: city", "fact: size", "fact: open")
    with pytest.raises(BadRows, match='The profile has the fact "Bills" twice'):
        read_json(json_file(bad))


@pytest.mark.parametrize("written", [FORMAT, "higherthanthou\\/deck-1"])
def test_our_own_format_is_known_in_any_encoding(written: str) -> None:
    """Also as PHP writes it; any other JSON is a table."""
    text = f'{{"profiles": [], "format": "{written}"}}'
    assert all(
        is_own_deck(text.encode(encoding)) for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le")
    )
    assert not is_own_deck(f'[{{"format": "{FORMAT}"}}]'.encode())
    assert not is_own_deck(b'{"format": "another/1"}')
