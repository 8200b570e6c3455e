"""What the check says of a number that is no score, and of texts that tell the score."""

import time
from random import Random
from typing import Any

import pytest
from tests.authoring.drafts import but, draft, entries, file, found, on_a_scale, plain

from higherthanthou.authoring.checking.check import Report
from higherthanthou.authoring.checking.finding import CheckedFile, Grade
from higherthanthou.game.measure import Kind
from higherthanthou.game.profile import Entry, Shown


def scored(scores: list[int], name: str = "Name {n}", **facts: str) -> list[CheckedFile]:
    """Files with these scores; ``{n}`` in a text is the number of the file, ``{s}`` its score."""
    return [
        but(
            file(n, 0, {label: text.format(n=n, s=score) for label, text in facts.items()}),
            score=score,
            name=name.format(n=n, s=score),
        )
        for n, score in enumerate(scores, 1)
    ]


def report(files: list[CheckedFile], **about: Any) -> Report:
    """The report on files that all are on the scale."""
    scores = sorted(one.score for one in files)
    return on_a_scale(files, scores[0], scores[-1], scores[len(scores) // 2], **about)


RNG = Random(3)
PRICES = [round(1_000 * RNG.lognormvariate(0, 1)) for _ in range(60)]
YEARS = [RNG.randint(1850, 2024) for _ in range(60)]
IDS = RNG.sample(range(1_000_000, 9_000_000), 60)


@pytest.mark.parametrize(
    ("scores", "about", "code"),
    [
        (list(range(1, 61)), {}, "score_is_rank"),
        (list(range(100, 160)), {"label": "Weight"}, "score_is_rank"),
        (PRICES, {"label": "#"}, "score_is_rank"),
        (PRICES, {"label": "Rank"}, "score_is_rank"),
        (PRICES, {"label": "page id"}, "score_is_key"),
        (IDS, {"label": "Thing"}, "score_is_key"),
        (YEARS, {}, "score_is_year"),
        (YEARS, {"label": "Year built"}, "score_is_year"),
        (YEARS, {"kind": Kind.YEAR, "label": "Thing"}, "score_is_year"),
    ],
)
def test_a_score_that_is_none_is_called_by_its_name(
    scores: list[int], about: dict[str, Any], code: str
) -> None:
    """A rank, a key or a year: a warning, for the game that it makes is seldom meant."""
    finding = found(report(scored(scores, Colour="red"), **about), code)
    assert finding is not None
    assert finding.grade is Grade.WARNING


@pytest.mark.parametrize(
    ("scores", "about"),
    [
        (PRICES, {"label": "price"}),
        (PRICES, {"label": "number of goals"}),
        (YEARS, {"label": "Elo"}),
        (YEARS, {"label": "year", "unit": "kg"}),
        (IDS, {"label": "Turnover", "unit": "EUR"}),
        ([n % 20 for n in range(60)], {"label": "goals"}),
    ],
)
def test_a_score_that_measures_something_is_left_alone(scores: list[int], about: dict[str, Any]) -> None:
    """Prices, points, and whatever has a unit."""
    codes = {finding.code for finding in report(scored(scores, Colour="red"), **about).findings}
    assert not codes & {"score_is_rank", "score_is_key", "score_is_year"}


def test_a_year_in_a_deck_that_asks_for_older_or_younger_is_a_note() -> None:
    """Its host has chosen the words."""
    finding = found(
        report(scored(YEARS), kind=Kind.YEAR, label="Born", comparison="younger"), "score_is_year"
    )
    assert finding is not None
    assert finding.grade is Grade.NOTE


@pytest.mark.parametrize(
    ("name", "fact", "about", "title"),
    [
        ("Battle of {n} ({s})", "red", {}, "The name"),
        ("Battle {n}", "sold for {s:,} in all", {}, "The fact “Colour”"),
        ("Battle {n}", "sold for {s} or more", {"decimals": 0}, "The fact “Colour”"),
    ],
)
def test_a_text_that_holds_the_score_is_named(
    name: str, fact: str, about: dict[str, Any], title: str
) -> None:
    """In a name or in a fact, with separators or without, among other words."""
    files = [
        but(
            file(n, 0, {"Colour": fact.format(s=score)}),
            score=score,
            name=name.format(n=f"place {n % 7}", s=score),
        )
        for n, score in enumerate((s + 1000 for s in PRICES), 1)
    ]
    finding = found(report(files, **about), "holds_score")
    assert finding is not None
    assert finding.grade is Grade.WARNING
    assert finding.sentence.startswith(title)
    assert finding.count == len(files)


def test_decimals_with_a_comma_and_dates_are_found_in_a_text() -> None:
    """A score is sought as its measure writes it, and as others do."""
    decimals = [
        but(one, name=f"Peak, {one.score // 100},{one.score % 100:02} km")
        for one in scored([305, 1250, 899] * 5)
    ]
    assert found(report(decimals, decimals=2), "holds_score") is not None
    days = [but(one, name="Born 3 May 1912") for one in scored([698_101] * 9)]
    others = scored([690_000 + n for n in range(9)])
    assert found(report([*days, *others], kind=Kind.DATE), "holds_score") is not None


def test_numbers_that_stand_by_chance_in_a_text_are_no_matter() -> None:
    """Goals of 0 to 9 are in any text; one that is much longer is told as a note."""
    rng = Random(5)
    files = [
        but(one, score=rng.randrange(10), name=f"Team {rng.randrange(10)} of {rng.randrange(10)}")
        for one in plain()
    ]
    assert found(report(files), "holds_score") is None
    one = but(files[0], score=12_345, name="Team 12,345")
    finding = found(report([one, *files[1:]]), "holds_score")
    assert finding is not None
    assert (finding.grade, finding.count) == (Grade.NOTE, 1)


def test_what_is_shown_after_the_guess_may_hold_the_score() -> None:
    """Under a bar or in the record it is no help."""
    files = [
        but(
            one,
            record=(
                Entry("Sum", str(one.score), Shown.WITHHELD),
                Entry("Sum too", str(one.score), Shown.RECORD),
            ),
        )
        for one in scored(PRICES)
    ]
    assert found(report(files), "holds_score") is None


def test_a_fact_that_some_files_lack_is_named() -> None:
    """A note, or a warning if many lack it; an n/a is no value, a none is one; a fact that few have is no matter."""
    files = draft(100, lambda rng: (rng.gauss(650, 90), {"Colour": "red", "Town": "Ghent"}))
    for place in range(8):
        files[place] = but(
            files[place], record=entries({"Colour": "N/A" if place < 4 else "none", "Rare": "yes"})
        )
    finding = found(on_a_scale(files, 0, 1000, 640), "missing_fact")
    assert finding is not None
    assert (finding.grade, finding.count) == (Grade.NOTE, 8)
    assert "“Secret” on 8, “Town” on 8, “Colour” on 4" in finding.sentence
    assert "Rare" not in finding.sentence
    for place in range(30):
        files[place] = but(files[place], record=entries({"Colour": "red"}))
    warned = found(on_a_scale(files, 0, 1000, 640), "missing_fact")
    assert warned is not None
    assert warned.grade is Grade.WARNING


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://img.example/a.png", True),
        ("http://example.org", True),
        ("www.example.org/people/7", True),
        ("images/a.JPG", True),
        ("red, see www.example.org", False),
        ("and/or", False),
        ("3.5 km/h", False),
        ("a/b c.png", False),
    ],
)
def test_an_address_is_no_fact(text: str, address: bool) -> None:
    """Of a picture or of a page: players would read its letters."""
    files = draft(40, lambda rng: (rng.gauss(650, 90), {"Image": text}))
    finding = found(on_a_scale(files, 0, 1000, 640), "address")
    assert bool(finding) is address
    assert finding is None or finding.grade is Grade.WARNING


def test_long_facts_with_slashes_take_no_time() -> None:
    """As many as a deck may have would take hours if each was searched from every slash anew."""
    files = draft(40, lambda rng: (rng.gauss(650, 90), {"Path": "/." * 1_000}))
    begun = time.process_time()
    assert found(on_a_scale(files, 0, 1000, 640), "address") is None
    assert time.process_time() - begun < 1


def test_a_long_fact_is_a_note_where_the_file_shows_it() -> None:
    """Under a bar or in the record it may be as long as it likes."""
    files = plain()
    files[3] = but(files[3], record=entries({"Story": "word " * 17}))
    files[4] = but(files[4], record=entries({"Story": "word " * 17}, Shown.WITHHELD))
    finding = found(on_a_scale(files, 0, 1000, 640), "long_fact")
    assert finding is not None
    assert (finding.grade, finding.count) == (Grade.NOTE, 1)
    assert finding.files == ((files[3].id, files[3].name),)
