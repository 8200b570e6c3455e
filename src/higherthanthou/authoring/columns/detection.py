"""Detection of a column's number format: one decision, made from all of its cells."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from ...game.measure import MOST_DECIMALS, Kind
from ..deckfile.parsed_deck import MOST_DIGITS
from . import days, durations, numbers
from .number_format import NumberFormat, exact_value, rounded, same_unit, unit_of
from .numbers import Written
from .spelling import is_missing, plain

Texts = Mapping[str, int]
"""The plain texts of a column that are not missing, and how often each stands in it."""

ENOUGH = 0.6
"""So large a share of the cells has to be readable as one kind."""
FEWEST_DECIMALS = 2
"""Numbers with more decimals than a deck keeps are rounded to no fewer."""


class Detected(NamedTuple):
    """A format, which share of the cells it reads, and a sentence on what was in doubt, empty if nothing was.

    ``signs`` has the separators of numbers that occur. ``in_figures`` says that days are written in figures,
    so that the order of day and month means something.
    """

    format: NumberFormat
    share: float
    doubt: str = ""
    signs: frozenset[str] = frozenset()
    in_figures: bool = False


def texts_of(cells: Iterable[str]) -> Counter[str]:
    """The plain texts of some cells, without those that are missing."""
    return Counter(text for cell in cells if not is_missing(text := plain(cell)))


def detect(
    texts: Texts, hint: str = "", year: bool = False, chosen: Mapping[str, Any] | None = None
) -> Detected | None:
    """The format that reads the most cells; None if none reads enough.

    ``hint`` is the decimal mark of other columns. ``year`` says that the title speaks of years. ``chosen``
    has fields of the format that somebody decided on: they stay, and the others follow them.
    """
    chosen = {key: value for key, value in (chosen or {}).items() if value is not None}
    if not texts:
        return None
    found = [
        one
        for one in (_numbers(texts, hint, year, chosen), _days(texts, chosen), _durations(texts, chosen))
        if one
    ]
    if kind := chosen.get("kind"):
        same = [one for one in found if _family(one.format.kind) == _family(kind)]
        found = [one._replace(format=replace(one.format, kind=kind), share=1.0) for one in same]
    best = max(found, key=lambda one: one.share, default=None)
    return best if best and best.share >= ENOUGH else None


def told_marks(texts: Texts) -> Counter[str]:
    """Which decimal mark the cells tell for certain, and how many of them do."""
    told: Counter[str] = Counter()
    for text, count in texts.items():
        written = numbers.parse(text)
        if written and (mark := numbers.told_mark(written.body)):
            told[mark] += count
    return told


def _family(kind: Kind) -> str:
    return {Kind.YEAR: "number", Kind.TIME: "date", Kind.HOURS: "duration"}.get(kind, str(kind))


def _share(texts: Texts, read: int) -> float:
    return read / sum(texts.values())


def _numbers(texts: Texts, hint: str, year: bool, chosen: Mapping[str, Any]) -> Detected | None:
    written = {one: count for text, count in texts.items() if (one := numbers.parse(text))}
    if not written:
        return None
    mark, doubt = _mark(written, hint)
    mark = chosen.get("mark", mark)
    millions = _are_millions(written)
    unit, first = _unit(written, millions)
    found = [
        (value, count)
        for one, count in written.items()
        if same_unit(unit_of(one, millions), unit) and (value := _fitting(one, mark, millions))
    ]
    if not found:
        return None
    values = [value for value, _ in found]
    decimals, loss = _decimals(values)
    is_year = year and not unit and not decimals and all(p == 0 and 0 < abs(d) < 10_000 for d, p in values)
    made = NumberFormat(Kind.YEAR if is_year else Kind.NUMBER, decimals, unit, first, mark, millions=millions)
    decimals = chosen.get("decimals", decimals)
    made = replace(made, decimals=decimals, rounds=any(places > decimals for _, places in values))
    share = _share(texts, sum(count for _, count in found))
    signs = frozenset(sign for one in written for sign in numbers.SEPARATORS if sign in one.body)
    return Detected(made, share, doubt or loss, signs)


def _fitting(written: Written, mark: str, millions: bool) -> tuple[int, int] | None:
    """The exact value of a number, if a deck can keep it without its decimals at least."""
    value = exact_value(written, mark, millions)
    return value if value and _whole_digits(*value) <= MOST_DIGITS else None


def _mark(written: Mapping[Written, int], hint: str) -> tuple[str, str]:
    """The decimal mark, and a sentence if the cells do not tell it."""
    told: Counter[str] = Counter()
    open_: Counter[str] = Counter()
    example: dict[str, str] = {}
    bare = False
    for one, count in written.items():
        if mark := numbers.told_mark(one.body):
            told[mark] += count
        elif here := [sign for sign in numbers.MARKS if sign in one.body]:
            open_[here[0]] += count
            example.setdefault(here[0], one.body)
        else:
            bare = True
    if told:
        return told.most_common(1)[0][0], ""
    if not open_:
        return hint or ".", ""
    sign = open_.most_common(1)[0][0]
    other = "," if sign == "." else "."
    money = any(numbers.is_currency(one.unit) for one in written)  # no price has three decimals
    groups = hint == other if hint else bare or money or sign == ","
    sure = bool(hint) or (bare and sign == ",")
    reading = "stands between thousands" if groups else "is the decimal mark"
    return other if groups else sign, "" if sure else _doubt(example[sign], sign, reading)


def _doubt(example: str, sign: str, reading: str) -> str:
    name = "point" if sign == "." else "comma"
    return f"The {name} in {example} {reading}: we took it so, the cells do not tell."


def _are_millions(written: Mapping[Written, int]) -> bool:
    """Whether a small m is a million: beside a currency, or beside other words for powers of ten."""
    small = [one for one in written if one.scale == numbers.MILLION_OR_METRE]
    others = any(one.scale and one.scale != numbers.MILLION_OR_METRE for one in written)
    return others or any(one.unit_first for one in small)


def _unit(written: Mapping[Written, int], millions: bool) -> tuple[str, bool]:
    """The unit that at least half of the cells have, and whether it stands in front."""
    units: Counter[tuple[str, bool]] = Counter()
    for one, count in written.items():
        units[unit_of(one, millions), one.unit_first] += count
    (unit, first), count = max(units.items(), key=lambda each: (bool(each[0][0]), each[1]))
    return (unit, first) if 2 * count >= sum(units.values()) else ("", False)


def _decimals(values: list[tuple[int, int]]) -> tuple[int, str]:
    """How many decimals keep every number as it is, or at least all of them apart, and what is lost."""
    wanted = max(0, *(places for _, places in values))
    room = min(MOST_DECIMALS, MOST_DIGITS - max(_whole_digits(*value) for value in values))
    if wanted <= room:
        return wanted, ""
    different = len({rounded(*value, room) for value in values})
    enough = (n for n in range(FEWEST_DECIMALS, room) if len({rounded(*v, n) for v in values}) == different)
    decimals = next(enough, room)
    return decimals, f"The numbers have up to {wanted} decimals and are rounded to {decimals}."


def _whole_digits(digits: int, places: int) -> int:
    return max(1, len(str(abs(digits))) - places)


def _days(texts: Texts, chosen: Mapping[str, Any]) -> Detected | None:
    order, doubt = _day_order(texts)
    day_first = chosen.get("day_first", order)
    found = {text: count for text, count in texts.items() if days.parse(text, day_first)}
    if not found:
        return None
    moments = [days.parse(text, day_first) for text in found if days.has_time(text)]
    timed = any(moment and (moment.hour or moment.minute or moment.second) for moment in moments)
    kind = Kind.TIME if timed else Kind.DATE
    share = _share(texts, sum(found.values()))
    in_figures = any(map(days.is_in_figures, found))
    return Detected(NumberFormat(kind, day_first=day_first), share, doubt, in_figures=in_figures)


def _day_order(texts: Texts) -> tuple[bool, str]:
    told: Counter[bool] = Counter()
    example = ""
    for text, count in texts.items():
        if (order := days.told_order(text)) is not None:
            told[order] += count
        elif days.is_in_figures(text):
            example = example or text
    if told or not example:
        return not told or told[True] >= told[False], ""
    return True, f"{example} is read with the day first: the cells do not tell."


def _durations(texts: Texts, chosen: Mapping[str, Any]) -> Detected | None:
    found = {text: (spent, count) for text, count in texts.items() if (spent := durations.parse(text))}
    if not found:
        return None
    all_of = [spent for spent, _ in found.values()]
    has_seconds = any(spent.has_seconds for spent in all_of)
    pairs = [text for text, (spent, _) in found.items() if spent.two_parts]
    in_words = any(not spent.two_parts and not spent.has_seconds for spent in all_of)
    padded = (
        bool(pairs) and all(_is_clock(text) for text in pairs) and any(text.startswith("0") for text in pairs)
    )
    hours = not has_seconds and (in_words or padded)
    unclear = bool(pairs) and not has_seconds and not in_words
    kind = Kind.HOURS if hours else Kind.DURATION
    parts = "hours and minutes" if hours else "minutes and seconds"
    doubt = f"{pairs[0]} is read as {parts}: the cells do not tell." if unclear else ""
    decimals = max(len(spent.rest) for spent in all_of) if kind is Kind.DURATION else 0
    share = _share(texts, sum(count for _, count in found.values()))
    made = NumberFormat(kind, chosen.get("decimals", decimals))
    return Detected(made, share, doubt)


def _is_clock(text: str) -> bool:
    return len(text) == 5 and text[:2].isdecimal() and int(text[:2]) < 24
