"""The small world of tests and screenshots: decks, profiles that are always the same, and a clock."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from random import Random

from sqlalchemy.engine import Connection

from higherthanthou.game.modes import MODES
from higherthanthou.game.modes.ten import choose_ten
from higherthanthou.game.profile import Entry, Profile, Shown
from higherthanthou.store.days import days
from higherthanthou.store.decks import deck_making, decks
from higherthanthou.store.decks.profile_row import values_of
from higherthanthou.store.engine.database import Database
from higherthanthou.store.tables import DeckRow

NOW = 1_790_000_000_000
"""A Monday afternoon: 21 September 2026, 14:13:20 UTC."""

GIVEN = "Ilse Tomás Yusuf Ama Edna Joris Łucja Marguerite Bram Zofia Aino Núria Otto Renske Ugo Vera".split()
FAMILY = "Vandamme Brandt Demir Serwaa Krol Peeters Okonkwo Lindqvist Ferreira Moretti".split()
LABELS = ("Bills", "Basket", "Evenings", "Contract", "Library", "Deposit", "Friends", "Court")
DIMENSIONS = ("history", "fulfilment", "behaviour", "identity", "connections")
LOOK = {
    "headVariant": "short1",
    "expressionVariant": "calm",
    "skinColor": "edb98a",
    "clothingColor": "9ddadb",
}


class Clock:
    """A clock that moves only when told to; milliseconds."""

    def __init__(self, now: int = NOW) -> None:
        """Start at ``now``."""
        self.now = now

    def __call__(self) -> int:
        """The time."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.now += round(seconds * 1000)


def make_deck(
    slug: str = "citizens", title: str = "Citizens", low: int = 350, high: int = 950, theme: str = "citizens"
) -> DeckRow:
    """A generated deck. A rated one has no model; one on a scale of its own has none and counts as imported."""
    model = "sesame" if (low, high, theme != "rated") == (350, 950, True) else None
    return DeckRow(
        slug=slug, title=title, theme=theme, model=model, noun="citizen", label="score", low=low, high=high,
        state="making", created_at=NOW, locale="" if model or theme == "rated" else None,
    )  # fmt: skip


def put_deck(database: Database, row: DeckRow, people: Iterable[Profile]) -> None:
    """Publish a deck."""

    def fill(connection: Connection) -> None:
        written = list(map(values_of, people))
        deck_making.add(
            connection, deck_making.begin(connection, row), written, 0, len(written), row.created_at
        )
        deck_making.finish(connection, row.id, "published")

    database.write_now(fill)


def make_day(database: Database, slug: str, day: int, seed: int = 1) -> None:
    """Make the ten files of a day, if they are made to order for this deck."""
    deck = database.read_now(lambda connection: decks.find(connection, slug))
    if deck is None or not deck.made:
        return
    rng, people = Random(f"{seed}/{day}"), make_people(400)
    scores = [person.score for person in people]
    aiming = partial(MODES["daily"].aim, rng=rng, scale=deck.scale, quantiles=None)
    mark, ten = choose_ten(scores, aiming, rng)
    made = [values_of(people[index]) for index in ten]
    database.write_now(lambda connection: days.keep(connection, deck, day, mark, made))


def make_people(size: int = 160, low: int = 360, high: int = 940) -> list[Profile]:
    """Profiles with scores spread evenly over the scale, always the same."""
    rng = Random(7)
    return [_person(n, round(low + (high - low) * n / (size - 1)), rng) for n in range(size)]


def _person(n: int, score: int, rng: Random) -> Profile:
    shown = [Shown.FILE] * 5 + [Shown.WITHHELD] * 1 + [Shown.RECORD] * 2
    rng.shuffle(shown)
    rest, points = score - 650, []
    for left in range(len(LABELS), 0, -1):
        points.append(round(rest / left))
        rest -= points[-1]
    record = tuple(
        Entry(label, f"{label.lower()} fact {n}", where, DIMENSIONS[i % 5], points[i])
        for i, (label, where) in enumerate(zip(LABELS, shown, strict=True))
    )
    name = f"{GIVEN[n % len(GIVEN)]} {FAMILY[n // len(GIVEN) % len(FAMILY)]}"
    return Profile(
        name, score, 18 + n % 70, "elevator inspector", "Ghent", f"{n:03}", LOOK, "Drawn portrait: short hair",
        record, (1 + n % 4,),
    )  # fmt: skip


def ward_people(size: int = 160) -> list[Profile]:
    """The same, every second in the South, where fewer repay; who scores more repays more often."""
    rng, found = Random(7), []
    for n, person in enumerate(make_people(size)):
        repays = rng.random() < (0.9 if n % 2 else 1) * min(1, (person.score - 250) / 500)
        found.append(replace(person, place=f"{('North', 'South')[n % 2]} Quibley", outcome=repays))
    return found


def wide_world() -> list[tuple[DeckRow, list[Profile]]]:
    """A deck for every mode that the citizens do not suit, each a little newer than the one before."""
    rows = [
        (make_deck("matches", "Matches", theme="matches"), make_people(120)),
        (make_deck("rated", "Rated", theme="rated"), make_people(120)),
        (make_deck("goals", "Goals", 0, 40, theme="own"), make_people(120, 0, 40)),
    ]
    for age, (row, _) in enumerate(rows, 1):
        row.created_at += age
    return rows
