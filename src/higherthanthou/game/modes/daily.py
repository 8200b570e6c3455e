"""The mode ``daily`` and its days. Days count from 1970 (UTC); No. 1 is the day Sesame Credit began."""

from datetime import date, timedelta
from random import Random

from ..deal import Ramp
from .mode import Against, Mode, Playable
from .mode_words import Words
from .ten import TURNS

FEWEST = 600
"""A deck that no files can be made for keeps a third of its own for the daily; of this many they last."""

RAMP: Ramp = ((2, 250), (4, 167), (6, 125), (9, 83), (None, 50))
"""Gaps of 150, 100, 75, 50 and 30 points: ten files are few, so they are harder than those of a streak."""

DAY = 86_400_000
"""A day in milliseconds."""

GRACE = 3_600_000
"""A go that began before midnight has this many milliseconds after it; then the ten are open to everybody."""

FIRST = date(2015, 1, 28)
"""The date of the daily No. 1, had there been one."""

EPOCH = date(1970, 1, 1)


def day_of(now: int) -> int:
    """The day that contains a time in milliseconds, counted from 1970 in UTC."""
    return now // DAY


def closes_at(day: int) -> int:
    """When a day's ten are opened, in milliseconds; a guess after that does not count."""
    return (day + 1) * DAY + GRACE


def may_look_back(day: int | None, now: int) -> bool:
    """Whether the files of a run that is over may be looked at again: of a daily, once all may see them."""
    return day is None or now >= closes_at(day)


def last_closed(now: int) -> int:
    """The latest day whose ten are open to everybody."""
    return day_of(now - GRACE) - 1


def date_of(day: int) -> date:
    """The date of a day."""
    return EPOCH + timedelta(days=day)


def number_of(day: int) -> int:
    """The number of a day's daily."""
    return (date_of(day) - FIRST).days + 1


def day_numbered(number: int) -> int:
    """The day whose daily has that number."""
    return (FIRST - EPOCH).days + number - 1


def order_of(run_id: str) -> list[int]:
    """The order of the day's files in a run, counted from 1; each run has its own.

    So a share text, which tells the first answer and the tenth, gives no file away.
    """
    order = list(range(1, TURNS + 1))
    Random(run_id).shuffle(order)  # the id of a run has 128 random bits
    return order


def days_in_a_row(days: set[int], today: int) -> int:
    """How many days in a row were played up to today; today itself may still be missing."""
    last = today if today in days else today - 1
    count = 0
    while last - count in days:
        count += 1
    return count


class Daily(Mode):
    """Ten files a day and a mark, the same for everybody, once; ranked by right answers."""

    key = "daily"
    words = Words(
        title="Daily",
        sentence="Ten files a day, the same for everybody, against one mark. One go.",
        brief="Ten files, the same for everybody.",
        howto="The same ten for everybody today, in an order of your own. Compare each with the mark; "
        "a miss ends nothing.",
        counter="Right",
        board_title="Most right",
        value_title="Right of 10",
        against="the mark",
        after=f" of {TURNS} right",
    )
    against = Against.MARK
    turns = TURNS
    daily = True
    ramp = RAMP

    def suits(self, deck: Playable) -> bool:
        """A deck that files can be made for, or one large enough to keep some of its own for the daily.

        None that is unfair on purpose: a daily ranks.
        """
        return (deck.made or deck.size >= FEWEST) and not deck.unfair

    def counted_at(self, started_at: int, ended_at: int) -> int:
        """The day on which the run began, whenever it ended."""
        return started_at
