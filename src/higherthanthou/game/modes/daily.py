"""The mode ``daily`` and its days. Days count from 1970 (UTC); No. 1 is the day Sesame Credit began."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from .mode import Against, Ending, Mode, Playable
from .ten import TURNS

FEWEST = 600
"""The smallest deck with reserved files that has a daily: a third of them lasts for some days."""

DAY = 86_400_000
"""A day in milliseconds."""

GRACE = 3_600_000
"""Milliseconds after midnight in which an attempt still counts; then the ten are opened to everybody."""

FIRST = date(2015, 1, 28)
"""The date of the daily No. 1, had there been one."""

EPOCH = date(1970, 1, 1)


def day_of(now: int) -> int:
    """The day that contains a time in milliseconds, counted from 1970 in UTC."""
    return now // DAY


def closes_at(day: int) -> int:
    """When a day's ten are opened, in milliseconds; guesses from then on do not count."""
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
    """The order in which a run gets the files of the day, as places counted from 1; each run has its own.

    So a share text, which tells what was said of the first file and of the tenth, reveals no file.
    """
    order = list(range(1, TURNS + 1))
    Random(run_id).shuffle(order)  # the id of a run has 128 random bits
    return order


def days_in_a_row(days: set[int], today: int) -> int:
    """How many days in a row up to today were played; today itself may still be missing."""
    last = today if today in days else today - 1
    count = 0
    while last - count in days:
        count += 1
    return count


@dataclass(frozen=True, slots=True, kw_only=True)
class Daily(Mode):
    """Ten files a day and a mark, the same for everybody, once; ranked by right answers."""

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
        """Generated decks, and others that are large enough to reserve files for it."""
        return deck.made or deck.size >= FEWEST

    def ending(self, value: int) -> Ending:
        """How many of the ten were right."""
        return Ending("", str(value), f" of {TURNS} right")

    def counted_at(self, started_at: int, ended_at: int) -> int:
        """The day on which the run began, whenever it ended."""
        return started_at
