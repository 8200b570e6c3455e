"""The mode ``daily``, and its days: counted from 1970 in UTC, numbered from the day Sesame Credit began."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from .mode import Against, Ending, Mode, Playable
from .ten import TURNS

FEWEST = 600
"""Of a deck that no files can be made for, a third is kept for its daily: so many suffice for some days."""

DAY = 86_400_000
"""Milliseconds of a day."""

GRACE = 3_600_000
"""Whoever began before midnight has so many milliseconds after it; then the ten are opened to everybody."""

FIRST = date(2015, 1, 28)
"""The daily of that day would have been No. 1."""

EPOCH = date(1970, 1, 1)


def day_of(now: int) -> int:
    """The day of a time in milliseconds, counted from 1970 in UTC."""
    return now // DAY


def closes_at(day: int) -> int:
    """When a day's ten are opened, in milliseconds: what is judged from then on counts no more."""
    return (day + 1) * DAY + GRACE


def last_closed(now: int) -> int:
    """The latest day whose ten are open to everybody."""
    return day_of(now - GRACE) - 1


def date_of(day: int) -> date:
    """The date of a day."""
    return EPOCH + timedelta(days=day)


def number_of(day: int) -> int:
    """The number of a day's daily."""
    return (date_of(day) - FIRST).days + 1


def order_of(run_id: str) -> list[int]:
    """In which order a run has the files of the day, counted from 1; each run has its own.

    So a share text, which tells what was said of the first file and of the tenth, tells nobody a file.
    """
    order = list(range(1, TURNS + 1))
    Random(run_id).shuffle(order)  # the id of a run has 128 random bits
    return order


def days_in_a_row(days: set[int], today: int) -> int:
    """How many days up to today were played without a gap; today itself may still be missing."""
    last = today if today in days else today - 1
    count = 0
    while last - count in days:
        count += 1
    return count


@dataclass(frozen=True, slots=True, kw_only=True)
class Daily(Mode):
    """The same ten files and the same mark for everybody, once a day; ranked by the right answers."""

    key: str = "daily"
    title: str = "Daily"
    sentence: str = "Ten files a day, the same for everybody, against one mark. One go."
    howto: str = (
        "The same ten for everybody today, in an order of your own. Compare each with the mark; a miss ends "
        "nothing."
    )
    counts: str = "Right"
    board_title: str = "Most right"
    value_title: str = "Right of 10"
    against: Against = Against.MARK
    turns: int | None = TURNS
    daily: bool = True

    def suits(self, deck: Playable) -> bool:
        """Decks that files can be made for, and those that are large enough to keep some of theirs for it."""
        return deck.made or deck.size >= FEWEST

    def ending(self, value: int) -> Ending:
        """So many of ten right."""
        return Ending("", str(value), f" of {TURNS} right")

    def counted_at(self, started_at: int, ended_at: int) -> int:
        """The day on which it began, whenever it ended."""
        return started_at
