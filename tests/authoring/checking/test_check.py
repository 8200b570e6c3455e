"""The deck check: each thing that can be wrong with a draft is found, and nothing is found in a good one."""

import json
from collections.abc import Callable
from random import Random

import pytest
from tests.authoring.citizens import MODEL
from tests.authoring.drafts import (
    ANCHOR,
    HIGH,
    LOW,
    Facts,
    as_checked,
    but,
    checked,
    draft,
    entries,
    file,
    found,
    on_a_scale,
    plain,
    shipped,
)

from higherthanthou.authoring.checking import words
from higherthanthou.authoring.checking.check import BINS, DOTS, Report, _histogram, check
from higherthanthou.authoring.checking.finding import CheckedFile, Grade
from higherthanthou.authoring.generating.people import make_people
from higherthanthou.authoring.seeds.blocklist import load_blocklist
from higherthanthou.authoring.seeds.models import load_model
from higherthanthou.authoring.seeds.recipes import load_recipe
from higherthanthou.game.deck_about import DeckAbout
from higherthanthou.game.names.folding import words_of
from higherthanthou.game.profile import Entry, Shown


def change(change_one: Callable[[CheckedFile], CheckedFile], *places: int) -> Report:
    """The report on the plain deck after these files of it were changed."""
    files = plain()
    for place in places:
        files[place] = change_one(files[place])
    return checked(files)


def codes(report: Report, *grades: Grade) -> set[str]:
    """The codes found, of these grades."""
    return {finding.code for finding in report.findings if finding.grade in grades}


def test_nothing_is_wrong_with_a_good_deck() -> None:
    """Neither the shipped one nor a plain imported one has an error or a warning."""
    for report in (check(shipped(), DeckAbout(), MODEL, ANCHOR), checked(plain())):
        assert codes(report, Grade.ERROR, Grade.WARNING) == set()
        assert report.publishable


def test_a_report_has_the_steps_of_the_ramp_and_the_wanted_shares() -> None:
    """From wide to narrow, the easier the wider; each share is one, and three are wanted."""
    report = check(shipped(), DeckAbout(), MODEL, ANCHOR)
    assert [(step.gap, step.wanted) for step in report.steps] == [
        (200, None),
        (150, 0.95),
        (100, None),
        (75, 0.85),
        (60, None),
        (40, None),
        (25, 0.65),
    ]
    shares = [step.share for step in report.steps]
    assert shares == sorted(shares, reverse=True)
    assert 0.5 < shares[-1] < shares[0] < 1


def test_the_numbers_of_the_charts_are_those_of_the_deck() -> None:
    """Every file is in one bin, both ends included; dots stay on the scale and are few."""
    files = [*plain(400), file(401, LOW, {}), file(402, HIGH, {})]
    report = checked(files)
    assert report.size == sum(report.histogram) == 402
    assert len(report.histogram) == BINS
    assert report.histogram[0] == sum(f.score < 380 for f in files)
    assert report.histogram[-1] == sum(f.score >= 920 for f in files)
    assert len(report.dots) == DOTS
    assert all(LOW <= score <= HIGH and LOW <= estimate <= HIGH for score, estimate in report.dots)


def test_the_same_draft_gets_the_same_report() -> None:
    """Chance in the check is seeded."""
    assert checked(shipped(2500)) == checked(shipped(2500))


def test_errors_come_first_and_stand_in_the_way() -> None:
    """Then warnings, then notes; every finding says what, and how to mend it."""
    files = [*plain(), file(1, 640, {}), file(900, 640, {"Hat": "scumbag"}, name="x" * 41)]
    report = checked(files)
    grades = [list(Grade).index(finding.grade) for finding in report.findings]
    assert grades == sorted(grades)
    assert set(grades) == {0, 1, 2}
    assert not report.publishable
    assert all(
        finding.sentence.endswith((".", "?")) and finding.mend.endswith(".") for finding in report.findings
    )


def test_a_dull_deck_is_called_dull() -> None:
    """Its fact is the score in another unit."""

    def make(rng: Random) -> tuple[float, Facts]:
        score = rng.gauss(650, 100)
        return score, {"Mass": f"{score / 8:.2f} kg"}

    report = checked(draft(200, make))
    assert codes(report, Grade.WARNING) == {"dull"}
    assert report.publishable


def test_a_lottery_is_called_one_and_it_is_said_what_the_check_cannot_know() -> None:
    """Of texts that stand on one file only, people may understand more."""
    report = checked(draft(200, lambda rng: (rng.gauss(650, 100), {"Motto": f"Words {rng.random()}"})))
    lottery = found(report, "lottery")
    assert lottery is not None
    assert lottery.grade is Grade.WARNING
    assert "people may understand" in lottery.sentence
    assert report.dots == ()
    assert {step.share for step in report.steps} == {0.5}
    assert report.publishable


def test_on_a_scale_of_its_own_the_steps_are_shares_of_the_files() -> None:
    """However the scores are spread: a deck whose prices are the tenth power of another's gets the same shares."""
    files = plain()
    steps = on_a_scale(files, LOW, HIGH + 1, ANCHOR).steps
    assert [(step.gap, step.wanted) for step in steps] == [
        (350, 0.90), (280, None), (220, 0.80), (160, None), (100, 0.65),
    ]  # fmt: skip
    assert [step.said for step in steps][:2] == [
        "35\N{NO-BREAK SPACE}% of the files",
        "28\N{NO-BREAK SPACE}% of the files",
    ]
    assert steps[0].share > steps[-1].share > 0.5
    steep = [but(one, score=one.score**4) for one in files]
    report = on_a_scale(steep, LOW**4, HIGH**4, ANCHOR**4)
    assert [step.share for step in report.steps] == pytest.approx([step.share for step in steps], abs=0.02)
    assert (report.dots_scale.low, report.dots_scale.high) == (0, 1000)
    assert all(0 <= score <= 1000 and 0 <= estimate <= 1000 for score, estimate in report.dots)


@pytest.mark.parametrize(("noise", "dull"), [(0.3, True), (1.6, False)])
def test_a_coarse_scale_is_dull_where_neighbours_are_told_apart(noise: float, dull: bool) -> None:
    """Of 1 to 10 the narrowest gap is a point, a tenth of the files."""

    def make(rng: Random) -> tuple[int, Facts]:
        score = rng.randint(1, 10)
        return score, {"Mass": f"{score + rng.gauss(0, noise):.3f} kg"}

    rng = Random(1)
    made = [make(rng) for _ in range(900)]
    files = [but(file(n, 0, facts), score=score) for n, (score, facts) in enumerate(made)]
    assert bool(found(on_a_scale(files, 1, 10, 5), "dull")) is dull


def test_files_that_mislead_are_named_the_worst_first() -> None:
    """A note: the one with the best facts and a poor score leads."""
    files = plain(400)
    best = max(files, key=lambda f: sum(e.text == "the highest" for e in f.record))
    files[files.index(best)] = but(best, score=LOW + 1)
    misleading = found(checked(files), "misleading")
    assert misleading is not None
    assert misleading.grade is Grade.NOTE
    assert misleading.files[0][0] == best.id
    assert misleading.count >= 1


def test_a_fact_that_leaves_no_doubt_is_named() -> None:
    """Eight files share a text and almost a score; six are enough, five are not."""
    for count, expected in ((8, 8), (6, 6), (5, 0)):
        crowned = [file(900 + n, 900 + n, {"Title": "Emperor"}) for n in range(count)]
        giveaway = found(checked([*plain(), *crowned]), "giveaway")
        assert (giveaway.count if giveaway else 0) == expected
        if giveaway:
            assert "Emperor" in giveaway.sentence
            assert {number for number, _ in giveaway.files} == {f.id for f in crowned}


@pytest.mark.parametrize(("size", "error"), [(0, True), (9, True), (10, False)])
def test_a_deck_needs_ten_files(size: int, error: bool) -> None:
    """Fewer are an error."""
    assert ("too_few" in codes(checked(plain(200)[:size]), Grade.ERROR)) is error


@pytest.mark.parametrize(("scores", "error"), [([600], True), ([600, 700], True), ([600, 700, 800], False)])
def test_a_deck_needs_three_scores(scores: list[int], error: bool) -> None:
    """Fewer leave nothing to tell apart."""
    files = [but(f, score=scores[n % len(scores)]) for n, f in enumerate(plain())]
    assert ("flat" in codes(checked(files), Grade.ERROR)) is error


def test_a_score_off_the_scale_is_an_error() -> None:
    """The farthest off is named first."""
    report = change(lambda f: but(f, score=LOW - f.id), 3, 5)
    off = found(report, "off_scale")
    assert off is not None
    assert [number for number, _ in off.files] == [6, 4]


def test_both_sides_of_the_newcomers_score_need_files() -> None:
    """Nobody there is an error, a few are a warning; who stands nearer than the least gap does not count."""
    low = [file(n, 400 + n, {"Hat": "red"}) for n in range(100)]
    near = [file(200 + n, ANCHOR + 4, {"Hat": "red"}) for n in range(3)]
    assert codes(checked([*low, *near]), Grade.ERROR) == {"no_room"}
    few = [file(300 + n, ANCHOR + 5, {"Hat": "red"}) for n in range(9)]
    assert "no_room" in codes(checked([*low, *few]), Grade.WARNING)
    enough = [*low, *few, file(400, 900, {"Hat": "red"})]
    assert found(checked(enough), "no_room") is None


def test_scores_that_were_cut_off_at_an_end_are_seen() -> None:
    """One file in ten at the top is a pile, one in a hundred is not; on a coarse scale it may be."""
    piled = change(lambda f: but(f, score=HIGH), *range(20))
    assert "ends" in codes(piled, Grade.WARNING)
    assert found(change(lambda f: but(f, score=HIGH), 1, 2), "ends") is None
    stars = [but(f, score=1 + f.score % 5) for f in plain()]
    assert found(on_a_scale(stars, 1, 5, 3), "ends") is None


def test_gaps_in_the_histogram_are_seen() -> None:
    """Two crowds 300 points apart have nobody at a gap of 150."""
    crowds = [but(f, score=(460 if n % 2 else 760) + n % 7) for n, f in enumerate(plain())]
    assert "thin" in codes(checked(crowds), Grade.WARNING)


def test_twins_are_an_error_and_namesakes_are_not() -> None:
    """A file twice; a name twice is a note, and a warning only where many have the same."""
    files = plain()
    twin = checked([*files, files[7]._replace(id=999)])
    assert codes(twin, Grade.ERROR) == {"twins"}
    assert found(twin, "twins").files == ((999, files[7].name),)  # type: ignore[union-attr]  # it is there
    assert codes(twin, Grade.NOTE) >= {"namesakes"}
    other = checked([*files, but(files[7]._replace(id=999), record=entries({"Hat": "red"}))])
    assert found(other, "twins") is None
    alike = change(lambda f: but(f, name="Same Name"), *range(60))
    assert "namesakes" in codes(alike, Grade.WARNING)


@pytest.mark.parametrize(("apart", "named"), [(39, True), (40, False)])
def test_a_fact_leaves_doubt_where_scores_lie_the_narrowest_gap_apart(apart: int, named: bool) -> None:
    """40 points on our scale: a player who knows the fact can then still be wrong."""
    crowned = [file(900 + n, 900 + (apart if n else 0), {"Title": "Emperor"}) for n in range(7)]
    assert (found(checked([*plain(), *crowned]), "giveaway") is not None) is named


@pytest.mark.parametrize(("bare", "grade"), [(3, Grade.WARNING), (100, Grade.WARNING), (101, Grade.ERROR)])
def test_files_without_facts_are_seen(bare: int, grade: Grade) -> None:
    """A warning, or an error where they are more than half."""
    report = change(lambda f: but(f, record=entries({"Hat": "red"}, Shown.WITHHELD)), *range(bare))
    finding = found(report, "no_facts")
    assert finding is not None
    assert (finding.grade, finding.count) == (grade, bare)
    assert len(finding.files) == min(20, bare)


def test_files_without_a_bar_are_noted() -> None:
    """It is allowed."""
    report = change(lambda f: but(f, record=f.record[:-1]), 2)
    assert codes(report, Grade.NOTE) >= {"no_withheld"}
    assert report.publishable


def test_an_uploaded_picture_needs_a_description() -> None:
    """An error for each; a drawn portrait describes itself."""
    report = change(lambda f: but(f, pictured=True, picture_alt=" "), 3, 4)
    missing = found(report, "alt_missing")
    assert missing is not None
    assert (missing.grade, missing.count) == (Grade.ERROR, 2)
    assert found(change(lambda f: but(f, pictured=True, picture_alt="A cat"), 3), "alt_missing") is None


@pytest.mark.parametrize("column", ["name", "occupation", "place", "label"])
def test_texts_that_do_not_fit_on_a_phone_are_seen(column: str) -> None:
    """One character more than fits, in any column."""
    longest = {"name": 40, "occupation": 40, "place": 40, "label": 24}[column]

    def report(length: int) -> Report:
        if column == "label":
            entry = Entry("x" * length, "red", Shown.FILE)
            return change(lambda f: but(f, record=(*f.record, entry)), 5)
        return change(lambda f: but(f, **{column: "x" * length}), 5)

    assert "long_cell" in codes(report(longest + 1), Grade.WARNING)
    assert found(report(longest), "long_cell") is None


def test_a_score_off_the_scale_counts_to_the_nearest_bin() -> None:
    """A draft that is checked may still have one; and one score alone is a scale, too."""
    ends = [file(1, LOW, {}), file(2, HIGH, {})]
    assert _histogram(ends, LOW + 70, HIGH - 70) == (1, *[0] * (BINS - 2), 1)
    assert sum(_histogram([file(1, 5, {})], 5, 5)) == 1


@pytest.mark.parametrize("text", ["What a scumbag", "SCUMBAG!", "scúmbäg", "a-scumbag-b", "a_scumbag"])
def test_abusive_words_are_found(text: str) -> None:
    """As whole words, in any case, with any accents, in every column that is read."""
    for report in (
        change(lambda f: but(f, name=text), 5),
        change(lambda f: but(f, picture_alt=text), 5),
        change(lambda f: but(f, record=entries({"Hat": text}, Shown.RECORD)), 5),
    ):
        blocked = found(report, "blocked_word")
        assert blocked is not None
        assert blocked.grade is Grade.ERROR
        assert "scumbag" in blocked.sentence


def test_ten_abusive_words_are_named() -> None:
    """The rest stand in the files that are listed with them."""
    listed = {f"word{letter}" for letter in "abcdefghijkl"}
    files = [file(number, 500, {"Hat": word}) for number, word in enumerate(sorted(listed), 1)]
    (blocked,) = words.judge_words(files, listed)
    assert [word for word in sorted(listed) if word in blocked.sentence] == sorted(listed)[:10]


def test_a_word_that_only_contains_one_is_harmless() -> None:
    """Places and names are not cut in pieces."""
    assert found(change(lambda f: but(f, place="Scumbagton"), 5), "blocked_word") is None


def test_marks_that_change_a_word_make_it_another() -> None:
    """Of a listed word with a vowel sign in it neither a piece nor one with another sign is found."""
    for text, times in (("का मीना है", 1), ("मीना", 1), ("मोना", 0), ("मन", 0), ("म", 0)):
        assert len(list(words.judge_words([file(1, 500, {"Hat": text})], {"मीना"}))) == times, text


def test_the_blocklist_is_short_and_blocks_nothing_that_is_shipped() -> None:
    """About forty words, folded as texts are, and hosts may add lines and remarks."""
    assert 30 <= len(load_blocklist()) <= 60
    assert all(words_of(word) == [word] for word in load_blocklist())
    assert list(words.judge_words(shipped(3000))) == []
    assert [f.code for f in words.judge_words([file(1, 500, {"Hat": "mauve"})], {"mauve"})] == [
        "blocked_word"
    ]


def test_a_fact_that_is_the_score_is_an_error() -> None:
    """Its number is the score of most files, or it has the name of the deck's own score."""
    files = [but(f, record=(*f.record, Entry("Result", f"{f.score} pts", Shown.FILE))) for f in plain()]
    assert codes(checked(files), Grade.ERROR) == {"tells_score"}
    named = [but(f, record=(*f.record, Entry("Box office", "fair", Shown.FILE))) for f in plain()]
    assert codes(checked(named, label="box Office"), Grade.ERROR) == {"tells_score"}
    assert found(checked(named, label="Price"), "tells_score") is None
    hidden = [but(f, record=(*f.record, Entry("Result", f"{f.score} pts", Shown.WITHHELD))) for f in plain()]
    assert found(checked(hidden), "tells_score") is None


def test_a_report_can_be_written_down() -> None:
    """Everything in it is text and numbers."""
    report = checked([*plain(), file(1, 640, {})])
    written = json.dumps([report.steps, report.histogram, report.dots, [f.sentence for f in report.findings]])
    assert json.loads(written)[1] == list(report.histogram)


def test_what_stars_were_drawn_from_is_known() -> None:
    """A deck of the theme rated is judged by the points of its facts, however many wordings these have."""
    model, recipe = load_model("rated"), load_recipe("rated")
    files = as_checked(make_people(model, recipe, 1000, 1))
    every_one_new = [
        but(f, record=tuple(e._replace(text=f"{e.text} {f.id}") for e in f.filed.record)) for f in files
    ]
    about = DeckAbout(theme="rated", model=None)
    told = [step.share for step in check(files, about, None, ANCHOR).steps]
    assert [step.share for step in check(every_one_new, about, None, ANCHOR).steps] == told
    unknown = check(every_one_new, DeckAbout(), None, ANCHOR).steps
    assert told[0] > 0.95 > 0.8 > unknown[0].share
