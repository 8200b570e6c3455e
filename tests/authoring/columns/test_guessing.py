"""Which column is what, in tables of the shapes in which people publish them."""

from random import Random

import pytest

from higherthanthou.authoring.columns.guessing import guess_columns
from higherthanthou.authoring.columns.summary import ColumnSummary, summarize
from higherthanthou.authoring.import_options import ImportOptions
from higherthanthou.authoring.import_plan import ImportPlan, plan_import
from higherthanthou.authoring.tables import DeckFileError, read_sheet

RNG = Random(7)
PLACES = [
    f"{head}{tail}" for head in ("Ar", "Bel", "Cor", "Dun", "El") for tail in ("dia", "mark", "vik", "stad")
]
PEOPLE = [f"{place[::-1].title()} {place}" for place in PLACES]
ROWS = range(len(PLACES))
BIG = sorted((RNG.randrange(10**5, 10**9) for _ in ROWS), reverse=True)


def table(**columns: object) -> tuple[list[str], list[list[str]]]:
    """A header and rows; a column is a function of the row's number, and ``_`` in a title a space."""
    titles = [title.replace("_", " ").strip() for title in columns]
    makers = list(columns.values())
    return titles, [[str(make(n)) for make in makers] for n in ROWS]  # type: ignore[operator]


def guessed(header: list[str], rows: list[list[str]]) -> dict[str, str]:
    """The role of each column by its title."""
    return dict(zip(header, guess_columns(summarize(header, rows).columns), strict=True))


SHAPES = {
    "ranked list": (
        table(Rank=lambda n: n + 1, Country=PLACES.__getitem__, Population=lambda n: f"{BIG[n]:,}",
              of_world=lambda n: f"{(n * 7 % 20) / 10}%", Source=lambda n: "Official[3]"),
        "Country", "Population", ["Rank", "Source"],
    ),
    "years as columns": (
        table(Country_Name=PLACES.__getitem__, Country_Code=lambda n: PLACES[n][:3].upper() + str(n),
              Indicator_Name=lambda n: "GDP (US$)", **{str(y): lambda n, y=y: BIG[n] + y if (n + y) % 9 else "" for y in (2019, 2020, 2021)}),
        "Country Name", "2021", ["2019", "2020", "Country Code"],
    ),
    "passengers": (
        table(PassengerId=lambda n: n + 1, Survived=lambda n: n % 2, Name=PEOPLE.__getitem__,
              Age=lambda n: "" if n % 5 == 0 else n * 7 % 20 + 20.5, Fare=lambda n: BIG[n] / 10**4),
        "Name", "Fare", ["PassengerId"],
    ),
    "films": (
        table(no=lambda n: n + 1, Title=lambda n: f"The {PLACES[n]}", Year=lambda n: 1950 + n * 3 % 70,
              Votes=lambda n: f"{BIG[-n]:,}", Poster=lambda n: f"https://x.example/{n}.jpg"),
        "Title", "Votes", ["no", "Poster"],
    ),
    "race": (
        table(Pos=lambda n: n + 1, Bib=lambda n: n * 37 % 400, Name=PEOPLE.__getitem__, Club=lambda n: f"AC {n % 4}",
              Finish=lambda n: f"2:{10 + n:02}:{n * 7 % 60:02}"),
        "Name", "Finish", ["Pos", "Bib"],
    ),
    "two units": (
        table(Mountain=PLACES.__getitem__, height_m=lambda n: 8848 - 37 * n, height_ft=lambda n: 29029 - 121 * n,
              First_ascent=lambda n: 1900 + n * 7 % 70),
        "Mountain", "height m", ["height ft"],
    ),
    "earthquakes": (
        table(time=lambda n: f"2024-03-{n + 1:02}T10:00:{n:02}", latitude=lambda n: n * 1.5, mag=lambda n: 4 + n * 7 % 20 / 10,
              id=lambda n: f"us70{n}x", place=lambda n: f"{n * 13 % 99} km S of {PLACES[n]}"),
        "place", "mag", ["id"],
    ),
    "songs": (
        table(track_id=lambda n: f"4uLU6h{n * 7919}", track_name=lambda n: f"Song of {PLACES[n]}", artist=lambda n: PEOPLE[n % 4],
              duration=lambda n: f"{2 + n % 4}:{n * 7 % 60:02}", streams=lambda n: BIG[n]),
        "track name", "streams", ["track id"],
    ),
    "a list of years": (
        table(Museum=PLACES.__getitem__, Opened=lambda n: 1850 + n * 7 % 90), "Museum", "Opened", [],
    ),
    "a table of points": (
        table(Pl=lambda n: n + 1, Verein=lambda n: f"SV {PLACES[n]}", Spiele=lambda n: 34, Tore=lambda n: f"{30 + n * 7 % 20}:{n + 20}", Punkte=lambda n: 90 - 3 * n),
        "Verein", "Punkte", ["Pl", "Spiele"],
    ),
    "one city a country": (
        table(Country=PLACES.__getitem__, City=lambda n: f"{PLACES[n]}ville", January=lambda n: n * 7 % 20 - 9.5),
        "City", "January", [],
    ),
    "one car a driver": (
        table(Pos=lambda n: n + 1, Car=PLACES.__getitem__, Driver=PEOPLE.__getitem__, Grid=lambda n: n * 7 % 20 + 1, Pts=lambda n: n * 3 % 20 * 1.5),
        "Driver", "Pts", ["Pos", "Grid"],
    ),
    "games and points": (
        table(Player=PEOPLE.__getitem__, G=lambda n: 20 + n * 7 % 60, PTS=lambda n: 9.5 + n * 3 % 20), "Player", "PTS", [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_name_score_and_what_is_left_out(shape: str) -> None:
    """Keys, ranks, addresses, what is always the same, and columns that tell the score make no facts."""
    (header, rows), name, score, out = SHAPES[shape]
    roles = guessed(header, rows)
    assert (roles[name], roles[score]) == ("name", "score")
    assert {title for title in out if roles[title]} == set()
    assert [title for title, role in roles.items() if not role and title not in out] == []


def test_an_age_is_one_only_if_every_cell_is() -> None:
    """Half years are a fact; whole ones are the age of a person, who then has a face."""
    (header, rows), *_ = SHAPES["passengers"]
    assert guessed(header, rows)["Age"] == "fact: Age"
    whole = [[*row[:3], row[3].removesuffix(".5"), row[4]] for row in rows]
    assert guessed(header, whole)["Age"] == "age"


def test_more_facts_than_a_file_shows_are_in_the_record() -> None:
    """Six are on the file."""
    header, rows = table(
        name=PEOPLE.__getitem__,
        points=lambda n: n * n,
        **{f"c{k}": lambda n, k=k: f"x{n % (k + 2)}" for k in range(8)},
    )
    roles = guessed(header, rows).values()
    assert sum(role.startswith("fact") for role in roles) == 6
    assert sum(role.startswith("record") for role in roles) == 2


def _plan(header: list[str], rows: list[list[str]], **options: object) -> ImportPlan:
    quoted = [[f'"{cell}"' for cell in row] for row in [header, *rows]]
    sheet = read_sheet("\n".join(map(",".join, quoted)).encode())
    return plan_import(sheet, ImportOptions(False, **options))  # type: ignore[arg-type]


def test_a_column_of_a_year_is_called_by_what_the_others_say() -> None:
    """GDP rather than 2021."""
    (header, rows), *_ = SHAPES["years as columns"]
    plan = _plan(header, rows)
    assert (plan.head.label, plan.head.unit) == ("GDP", "US$")


def test_columns_can_be_named_by_their_titles() -> None:
    """In capitals or not; the others are guessed. A title that is none is refused with those that are."""
    (header, rows), *_ = SHAPES["films"]
    plan = _plan(header, rows, score="YEAR", withheld=("votes",), left_out=("Poster",), facts=("no",))
    assert plan.roles == ("fact: no", "name", "score", "withheld: Votes", "")
    assert (plan.head.kind, plan.head.comparison) == ("year", "later")
    with pytest.raises(DeckFileError) as refused:
        _plan(header, rows, name="Titel")
    assert (
        str(refused.value)
        == 'No column is called "Titel"; the columns are "no", "Title", "Year", "Votes", "Poster".'
    )


def test_summaries_say_what_is_missing() -> None:
    """Empty cells and those that say so, of all."""
    column: ColumnSummary = summarize(["x"], [[str(n) if n % 4 else "n/a"] for n in range(20)]).columns[0]
    assert (column.size, column.missing, column.filled, column.different) == (20, 5, 15, 15)
