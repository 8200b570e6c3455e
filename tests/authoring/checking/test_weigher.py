"""The perfect weigher: as good as theory says, never better than what can be known, and it never peeks."""

from random import Random
from statistics import NormalDist

import pytest
from tests.authoring.drafts import Facts, but, draft, file, in_few_words, shipped

from higherthanthou.authoring.checking.finding import CheckedFile
from higherthanthou.authoring.checking.numbers import read_number
from higherthanthou.authoring.checking.reader import Reader, shown_facts
from higherthanthou.authoring.checking.variance import _standing, compare_groups
from higherthanthou.authoring.checking.weigher import SAMPLE, WeighedFile, share_right, weigh

GAPS = (150, 75, 25)


def shares(files: list[CheckedFile], known: bool = False) -> list[float]:
    """The weigher's shares at the three gaps."""
    weighed = weigh(files, known)
    return [share_right(weighed, gap) for gap in GAPS]


@pytest.mark.parametrize("seed", [1, 2])
def test_the_shipped_deck_is_as_hard_as_a_simulation_of_play_says(seed: int) -> None:
    """Within 4 points of what tests/bench/balance.py finds: 96, 84 and 63 %."""
    for share, simulated in zip(shares(shipped(seed=seed), known=True), (0.96, 0.84, 0.63), strict=True):
        assert abs(share - simulated) < 0.04


def test_without_the_model_a_deck_is_learned_from_its_texts() -> None:
    """Nearly as well as with it, and not better: texts that come again and again say no more than the points."""
    learned, known = shares(in_few_words(shipped())), shares(shipped(), known=True)
    assert all(k - 0.07 < found <= k + 0.01 for found, k in zip(learned, known, strict=True))


def test_one_measurement_with_an_error_is_as_good_as_theory_says() -> None:
    """A number that is the score with an error of 60 points is right with the chance of an error below the gap."""

    def make(rng: Random) -> tuple[float, Facts]:
        score = rng.uniform(400, 900)
        return score, {"Weight": f"{(score + rng.gauss(0, 60)) / 10:.2f} kg"}

    for share, gap in zip(shares(draft(2000, make)), GAPS, strict=True):
        assert abs(share - NormalDist(0, 60).cdf(gap)) < 0.025


def test_numbers_that_bend_are_followed_by_their_rank() -> None:
    """A number that grows ever faster with the score tells it all the same."""

    def make(rng: Random) -> tuple[float, Facts]:
        score = rng.uniform(400, 900)
        return score, {"Price": f"€ {2 ** (score / 40):,.0f}"}

    assert shares(draft(600, make))[2] > 0.9


def test_a_number_of_another_unit_says_nothing() -> None:
    """It is neither taken for one of the common unit nor for a text."""
    files = [shown_facts(file(n, 400 + n, {"Weight": f"{n} kg"}), known=False) for n in range(100)]
    reader = Reader(files, [400.0 + n for n in range(100)], noise=1)
    for text, says in (("90 kg", True), ("90 lb", False), ("heavy", False)):
        weight = dict(reader.features(shown_facts(file(1, 0, {"Weight": text}), known=False)))["Weight"]
        assert (weight > 1) is says
        assert says or weight == 0


def test_texts_that_come_back_are_learned() -> None:
    """Categories worth 60 points a step, and an error of 40: the weigher gets close to the best there is."""

    def make(rng: Random) -> tuple[float, Facts]:
        one, other = rng.randrange(5), rng.randrange(5)
        return 650 + 60 * (one + other - 4) + rng.gauss(0, 40), {"Tea": "abcde"[one], "Milk": "fghij"[other]}

    for share, gap in zip(shares(draft(1000, make)), GAPS, strict=True):
        assert abs(share - NormalDist(0, 40).cdf(gap)) < 0.03


def test_texts_of_which_each_is_unique_teach_nothing() -> None:
    """A half at every gap, although every text would tell the score to whoever had seen the file."""
    files = draft(
        400, lambda rng: (rng.gauss(650, 115), {"Motto": f"Motto {rng.random()}", "Hat": f"a{rng.random()}"})
    )
    assert shares(files) == [0.5, 0.5, 0.5]


def test_pure_chance_teaches_nothing() -> None:
    """Numbers, categories and pairs of texts that have nothing to do with the score: a half, in each of 30 decks."""

    def make(rng: Random) -> tuple[float, Facts]:
        facts = {
            "Number": f"{rng.randrange(90)}",
            "Colour": rng.choice("rgb"),
            "Pair": f"text {rng.randrange(60)}",
        }
        return rng.gauss(650, 115), facts

    for seed in range(30):
        assert shares(draft(120, make, seed)) == [0.5, 0.5, 0.5]


def test_a_file_is_never_judged_by_itself() -> None:
    """Texts that stand on two files each are learned from the twin, so swapping scores within pairs misleads."""
    same = [file(n, 400 + 500 * (n // 2) / 300, {"Town": f"town {n // 2}"}) for n in range(600)]
    assert share_right(weigh(same, False), 75) > 0.85
    torn = [file(n, 400 if n % 2 else 900, {"Town": f"town {n // 2}"}) for n in range(600)]
    assert share_right(weigh(torn, False), 75) <= 0.5


def test_facts_that_are_not_shown_do_not_count() -> None:
    """What is withheld or in the record only is not read."""
    files = shipped(600)
    bare = [
        but(f, record=tuple(e._replace(text="?") if e.shown != "file" else e for e in f.record))
        for f in files
    ]
    assert shares(files) == shares(bare)


def test_a_tie_counts_half_and_what_is_not_known_as_well() -> None:
    """An error that is just the gap is right on one side and undecided on the other."""
    one = file(1, 600, {})
    assert share_right([WeighedFile(one, 700)], 100) == 0.75
    assert share_right([WeighedFile(one, 700)], 99) == 0.5
    assert share_right([WeighedFile(one, 700)], 101) == 1
    assert share_right([WeighedFile(one, None)], 100) == 0.5
    assert share_right([], 100) == 0.5


def test_a_sample_is_weighed_and_always_the_same() -> None:
    """No more than the sample of a big deck, and the same files with the same measurements each time."""
    files = draft(SAMPLE + 500, lambda rng: (rng.gauss(650, 115), {"Hat": rng.choice("ab")}))
    assert weigh(files, False) == weigh(files, False)
    assert len({one.file.id for one in weigh(files, False)}) == SAMPLE


@pytest.mark.parametrize("size", [0, 1, 9, 10, 11])
def test_tiny_decks_are_weighed_without_a_fuss(size: int) -> None:
    """Even where all scores are the same there is an answer, and it is a half."""
    files = [file(n, 600, {"Hat": "red", "Age": f"{n}"}) for n in range(size)]
    assert shares(files, known=False) == [0.5, 0.5, 0.5]
    assert shares(files, known=True) == [0.5, 0.5, 0.5]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("12", 12, ""),
        ("3.5 h", 3.5, "h"),
        ("3,5 h", 3.5, "h"),
        ("€ 1,200", 1200, "€"),
        ("1.200,50 €", 1200.5, "€"),
        ("1 200 000 km", 1_200_000, "km"),
        ("12 %", 12, "%"),
        ("-4 °C", -4, "°c"),
        ("1 year", 1, "year"),
        ("2 years", 2, "year"),
        ("0,125 km", 0.125, "km"),
        ("0.125 km", 0.125, "km"),
        ("1,234,567.5 km", 1_234_567.5, "km"),
        ("1.234.567 €", 1_234_567, "€"),
        ("1234,567", 1234.567, ""),
    ],
)
def test_numbers_are_read_with_their_unit(text: str, value: float, unit: str) -> None:
    """Whatever the separators; a plural is the same unit."""
    assert read_number(text) == (value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "", "none", "6 of 24 months", "12 34", "2 - 3", "call 555 now 7", "9" * 400, ".",
        "1.2.3", "12.05.2020", "1,2,345", "1,234,5", "0 125",
    ],
)  # fmt: skip
def test_other_texts_are_no_numbers(text: str) -> None:
    """Two numbers, words, a date, or more digits than a number can have."""
    assert read_number(text) is None


def test_the_analysis_of_variance_is_that_of_the_textbook() -> None:
    """Three groups of five worked by hand: squares of 59.2 between them and of 60.8 within."""
    apart = compare_groups([[6, 8, 4, 5, 3], [8, 12, 9, 11, 6], [13, 9, 11, 8, 7]])
    assert apart is not None
    assert apart.within == pytest.approx(60.8 / 12)
    assert apart.explained == pytest.approx((59.2 - 2 * 60.8 / 12) / 120)
    assert apart.between == pytest.approx((59.2 / 2 - 60.8 / 12) / 5)
    assert apart.standing == pytest.approx(_standing(5.842, 2, 12), abs=0.001)


@pytest.mark.parametrize(
    ("freedom", "critical", "chance"), [(2, 3.885, 0.05), (2, 6.927, 0.01), (4, 9.633, 0.001)]
)
def test_the_standing_of_groups_is_that_of_f(freedom: int, critical: float, chance: float) -> None:
    """Groups whose F is a critical value of the tables, with 12 degrees of freedom, stand where it says."""
    assert _standing(critical, freedom, 12) == pytest.approx(NormalDist().inv_cdf(1 - chance), abs=0.05)
