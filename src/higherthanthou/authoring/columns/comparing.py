"""The words in which a deck compares its scores, guessed from their kind, their unit and their title."""

from ...game.comparison import COMPARISONS, USUAL
from ...game.measure import Kind
from .number_format import NumberFormat
from .titles import AGE, BORN, words_of

_BY_WORD = {
    "younger": BORN,
    "older": AGE,
    "heavier": frozenset("weight gewicht poids peso mass masse heaviness".split()),
    "faster": frozenset("speed velocity snelheid geschwindigkeit vitesse velocidad topspeed".split()),
    "longer": frozenset(
        "length lengte lange longueur distance afstand runtime duration duur dauer duree wingspan".split()
    ),
}
_BY_UNIT = {
    "heavier": frozenset(("kg", "g", "lb", "lbs", "t")),
    "faster": frozenset(("km/h", "mph", "m/s", "kn")),
    "longer": frozenset(("km", "mi", "miles")),
}
_TIMES = (Kind.DURATION, Kind.HOURS)
_DAYS = (Kind.DATE, Kind.TIME, Kind.YEAR)


def comparison_of(fmt: NumberFormat, title: str) -> str:
    """The key of the words for numbers of that format below that title; higher and lower if nothing tells."""
    words = words_of(title)
    if fmt.kind in _DAYS:
        return "younger" if words & BORN else "later"
    if fmt.kind in _TIMES:
        return "longer" if words & _BY_WORD["longer"] else "slower"
    found = [key for key, known in _BY_WORD.items() if words & known]
    found += [key for key, known in _BY_UNIT.items() if fmt.unit.casefold() in known]
    return next((key for key in found if key in COMPARISONS), USUAL)
