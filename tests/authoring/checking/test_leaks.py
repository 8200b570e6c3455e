"""Proxy leaks: what is planted is found, what is chance is not."""

from random import Random

import pytest
from tests.authoring.drafts import ANCHOR, but, checked, entries, file, found, shipped

from higherthanthou.authoring.checking.finding import CheckedFile, Finding, Grade
from higherthanthou.authoring.checking.leaks import _stripes, judge_leaks
from higherthanthou.game.profile import Shown


def random_deck(seed: int, size: int = 80) -> list[CheckedFile]:
    """Files of which nothing has to do with the score; every second deck has prices instead of scores."""
    rng = Random(seed)
    return [
        file(
            n,
            350 + min(600, rng.lognormvariate(4, 1)) if seed % 2 else rng.gauss(650, 115),
            {"Sex": rng.choice("mf"), "Height": f"{rng.randint(150, 200)} cm"},
            name=f"{rng.choice('Ann Bea Cas Dirk Els Finn'.split())} {rng.choice('Oz Py Qi Ra Si'.split())}",
            age=rng.choice([None, rng.randint(18, 90)]),
            occupation=rng.choice(["cook", "nurse", "judge", "pilot"]),
            place=rng.choice(["Ghent", "Bruges", "Ostend"]),
            look={"skinColor": rng.choice("abcde"), "headVariant": rng.choice("fghijklm")},
            pictured=rng.random() < 0.5,
            picture_alt="Somebody",
        )
        for n in range(size)
    ]


def leaks(files: list[CheckedFile]) -> list[Finding]:
    """What is said of leaks."""
    return list(judge_leaks(files))


def test_numbers_are_grouped_in_fifths_and_texts_are_not() -> None:
    """From low to high, all of one size; numbers of several units, or few of them, stay as they are."""
    grouped = _stripes({n: f"{n} km" for n in range(10)})
    assert [list(grouped.values()).count(group) for group in dict.fromkeys(grouped.values())] == [2] * 5
    for texts in (
        {n: f"{n} {unit}" for n, unit in enumerate(["km", "kg"] * 5)},
        {n: str(n % 3) for n in range(10)},
    ):
        assert _stripes(texts) == texts


def test_decks_of_pure_chance_raise_no_alarm() -> None:
    """Of 200 random decks with eleven columns each, fewer than 2 % are suspected of anything."""
    assert sum(bool(leaks(random_deck(seed))) for seed in range(200)) < 4


def test_the_shipped_deck_leaks_nothing() -> None:
    """Neither do a thousand of its people as an imported deck."""
    assert leaks(shipped()) == []


PLANTED = [
    ("first word of the name", lambda f: f.name.startswith(("Ann", "Bea", "Cas"))),
    ("last word of the name", lambda f: f.name.endswith("Oz")),
    ("occupation", lambda f: f.filed.occupation == "judge"),
    ("place", lambda f: f.filed.place == "Ghent"),
    ("age", lambda f: f.filed.age is not None and f.filed.age >= 60),
    ("kind of picture", lambda f: f.pictured),
    ("portrait (skin)", lambda f: f.look.get("skinColor") in ("a", "b")),
    ("“Sex”", lambda f: f.record[0].text == "f"),
    ("“Height”", lambda f: f.record[1].text > "180 cm"),
]


def is_of_pictures(words: str) -> bool:
    """Whether a leak is about what a file shows rather than says."""
    return "kind of picture" in words or "portrait (" in words


@pytest.mark.parametrize(("title", "favoured"), PLANTED)
def test_a_planted_leak_is_found(title: str, favoured) -> None:  # type: ignore[no-untyped-def]  # a lambda
    """Files that are favoured by 120 points for one thing: it is named, alone, as a warning with a way out.

    An uploaded picture has no skin and no hair, so what tells one of the three may tell the others.
    """
    files = random_deck(2, 300)
    files = [but(f, score=f.score + 120) if favoured(f) else f for f in files]
    found = leaks(files)
    (leak,) = [one for one in found if title in one.sentence]
    others = [one for one in found if one is not leak]
    assert all(is_of_pictures(title) and is_of_pictures(other.sentence) for other in others)
    assert leak.code == "leak"
    assert leak.grade is Grade.WARNING
    assert leak.mend
    assert 1 <= len(leak.files) <= 20


def test_it_is_said_how_much_and_who() -> None:
    """Two towns 200 points apart, with errors of 100: half of the differences, and both means."""
    rng = Random(1)
    towns = [("Ghent", 750), ("Bruges", 550)] * 200
    files = [
        file(n, rng.gauss(mean, 100), {"Hat": "red"}, place=town) for n, (town, mean) in enumerate(towns)
    ]
    (leak,) = leaks(files)
    share = int(leak.sentence.partition("\u00a0%")[0].split()[-1])
    assert 43 <= share <= 57
    assert leak.sentence.index("Ghent") < leak.sentence.index("200 files") < leak.sentence.index("Bruges")
    assert leak.count == 200


def test_rare_values_are_taken_together() -> None:
    """What stands on two files each is learned by no player, however alike their scores are."""
    files = [
        file(n, 400 + n, {"Hat": "red"}, name=f"{n}x {n}y", place=f"Village {n // 2}") for n in range(300)
    ]
    assert leaks(files) == []


def test_one_fortune_raises_no_alarm() -> None:
    """One of five from Ghent has more than all others together: ranks are asked, not the scores themselves."""
    rng = Random(4)
    files = [
        file(n, rng.randint(350, 950), {"Hat": "red"}, place="Bruges" if n % 20 else "Ghent")
        for n in range(100)
    ]
    assert leaks([but(files[0], score=1_000_000), *files[1:]]) == []


def test_other_facts_may_tell_the_score() -> None:
    """That is what they are for; only what one is born with or believes must not, shown or not."""
    rng = Random(1)
    scores = [rng.gauss(650, 115) for _ in range(200)]
    for label, expected in (("Savings", 0), ("Religion", 1), ("Country of birth", 1), ("SKIN", 1)):
        files = [
            file(n, s, {}, record=entries({label: "yes" if s > 650 else "no"}, Shown.RECORD))
            for n, s in enumerate(scores)
        ]
        assert len(leaks(files)) == expected, label


def test_a_leak_does_not_stand_in_the_way_of_publishing() -> None:
    """It is a warning: a deck of teams may be about places."""
    files = [
        but(f, score=min(900, f.score + 120)) if f.filed.place == "Ghent" else f for f in random_deck(2, 300)
    ]
    report = checked(files, anchor=ANCHOR)
    assert found(report, "leak") is not None
    assert report.publishable


def test_many_columns_together_raise_no_more_alarms_than_one() -> None:
    """A difference that would be rare by itself is no news where two hundred columns are looked at (Bonferroni)."""

    def deck(columns: int) -> list[CheckedFile]:
        """Two in three of the upper half come from Ghent, one in three of the lower; the rest is chance."""
        chance = Random(5)
        return [
            file(
                n,
                500 + n,
                {"Hat": "red"},
                place="Ghent" if (n % 3 != 0) is (n >= 90) else "Bruges",
                look={f"part {number}": chance.choice("xy") for number in range(columns)},
            )
            for n in range(180)
        ]

    assert [len(leaks(deck(columns))) for columns in (0, 200)] == [1, 0]


@pytest.mark.parametrize(
    ("favoured", "highest"),
    [
        (lambda f: f.pictured, "uploaded"),
        (lambda f: f.filed.age is not None and 60 <= f.filed.age < 70, "60 to 69"),
    ],
)
def test_a_group_is_called_by_what_it_holds(favoured, highest: str) -> None:  # type: ignore[no-untyped-def]  # a lambda
    """The host has to find those files again."""
    files = [but(f, score=f.score + 200) if favoured(f) else f for f in random_deck(2, 400)]
    assert any(f"“{highest}” scores" in leak.sentence for leak in leaks(files))
