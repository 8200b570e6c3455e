"""Numbers as people write them: sign, currency, separators, power of ten and unit of one cell."""

import re
from typing import NamedTuple

from .spelling import LONGEST

MARKS = ".,"
SEPARATORS = ".,' "
_CODES = (
    "USD|EUR|GBP|JPY|CHF|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|CNY|RMB|INR|BRL|RUB|TRY|ZAR|KRW|MXN|SGD|HKD|ILS"
)
_CURRENCY = (
    rf"(?:US|A|AU|C|CA|NZ|HK|R|S|NT|Mex)?[$€£¥₹₽₩₺₪₫฿₴₦₱₡₲₵₸₭₮]|(?:{_CODES})(?![A-Z])|Rs\.?|kr\.?|S?Fr\."
)
_ABOUT = r"[~≈]|c\.|ca\.?|circa|approx\.?"
_NUMBER = re.compile(
    rf"(?:(?:{_ABOUT})\s*)?(?P<sign>[-+])?\s*(?P<first>{_CURRENCY})?\s*(?P<inner>[-+])?\s*"
    r"(?P<body>[.,]?\d[\d.,' ]*+)(?:(?:[eE]|\s?[x×]\s?10\^?)(?P<power>[-+]?\d{1,3}))?(?P<last>-)?"
    r"\s*(?P<after>[^\d\s\-:,;][^:;]*)?",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"([^\d(]*)\(([^()\d]*\d[^()]*)\)([^\d()]*)")
_NOTE = re.compile(r"(?<=[^\s(])\s*\([^()]*\)$")
_UNIT = re.compile(r"[^\d\s]+[23²³]?(?:[ /][^\d\s]+[23²³]?){0,2}")
_ORDINALS = frozenset(("st", "nd", "rd", "th", "º", "ª", "e", "er", "ère", "ème", "ste", "de"))

_POWERS = {
    3: "k K thousand tsd tsd. duizend mille mil",
    6: "M mn mln mln. mio mio. million millions miljoen millionen millón millones",
    9: "B bn bln mrd mrd. md mld billion billions miljard milliarde milliarden milliard milliards",
    12: "T tn trn trillion trillions bio bio. biljoen billionen",
}
POWERS = {word: power for power, words in _POWERS.items() for word in words.split()}
MILLION_OR_METRE = "m"
LONGEST_UNIT = 20


def is_currency(unit: str) -> bool:
    """Whether a unit is the sign or the code of a currency."""
    return re.fullmatch(_CURRENCY, unit, re.IGNORECASE) is not None


class Written(NamedTuple):
    """A number as it was written: its digits with separators, its unit, and the word for a power of ten."""

    negative: bool
    body: str
    power: int
    scale: str
    unit: str
    unit_first: bool


def parse(text: str) -> Written | None:
    """Take a plain text apart; None if it is no number."""
    if len(text) > LONGEST:
        return None
    if text.isascii() and text.isdecimal():  # as most are, and so most files are read in half the time
        return Written(False, text, 0, "", "", False)
    bracketed = _BRACKETED.fullmatch(text)
    if bracketed:  # of accountants: (1,234) is negative
        text = "".join(bracketed.groups())
    elif text.endswith(")"):
        text = _NOTE.sub("", text)
    if not (found := _NUMBER.fullmatch(text)):
        return None
    after, first = (found["after"] or "").strip(), found["first"] or ""
    scale, unit = _scale_and_unit(after)
    if unit and (first or len(unit) > LONGEST_UNIT or not _UNIT.fullmatch(unit)):
        return None
    body = found["body"].strip()
    last = "" if body[-1] in MARKS else found["last"] or ""  # 5.- is what the Swiss write for 5.00
    signs = (found["sign"] or "") + (found["inner"] or "") + last
    if len(signs) + bool(bracketed) > 1:
        return None
    unit = "" if unit.casefold() in _ORDINALS else unit
    return Written(
        bool(bracketed) or "-" in signs,
        body.rstrip(MARKS),
        int(found["power"] or 0),
        scale,
        first or unit,
        bool(first),
    )


def _scale_and_unit(after: str) -> tuple[str, str]:
    """The word for a power of ten behind a number, and the unit behind that."""
    word, _, rest = after.partition(" ")
    if _is_scale(word):
        return word, rest.strip()
    head, last = after[:1], after[1:].strip()
    if (
        (head in POWERS or head == MILLION_OR_METRE)
        and last
        and not last[0].isalpha()
        and last[0] not in "/²³2"
    ):
        return head, last  # 1.5M€
    return "", after


def _is_scale(word: str) -> bool:
    return word in POWERS or word == MILLION_OR_METRE or (len(word) > 1 and word.casefold() in POWERS)


def scale_power(word: str) -> int:
    """The power of ten that a word stands for, 0 for none; a small m is a million."""
    return POWERS.get(word) or POWERS.get(word.casefold()) or (6 if word == MILLION_OR_METRE else 0)


def _pattern(mark: str) -> re.Pattern[str]:
    other = "," if mark == "." else r"\."
    indian = r"|\d{1,2}(?:,\d{2})+,\d{3}" if mark == "." else ""
    grouped = rf"\d{{1,3}}(?:(?P<by>[{other}' ])\d{{3}})(?:(?P=by)\d{{3}})*"
    return re.compile(rf"(?P<whole>{grouped}|\d+{indian})?(?:[{mark}](?P<rest>\d*))?")


_PATTERNS = {mark: _pattern(mark) for mark in MARKS}


def digits_of(body: str, mark: str) -> tuple[str, str] | None:
    """The digits before and after the decimal mark; None if they cannot be grouped so."""
    found = _PATTERNS[mark].fullmatch(body)
    if not found:
        return None
    return re.sub(r"\D", "", found["whole"] or "0"), found["rest"] or ""


def told_mark(body: str) -> str | None:
    """The decimal mark that a body tells for certain; None if it tells none."""
    here = [character for character in body if character in MARKS]
    if not here:
        return None
    if len(set(here)) == 2:
        return here[-1]
    mark = here[0]
    if len(here) > 1:
        return "," if mark == "." else "."
    before, _, after = body.partition(mark)
    could_group = len(after) == 3 and before.isdecimal() and len(before) <= 3 and not before.startswith("0")
    return None if could_group else mark
