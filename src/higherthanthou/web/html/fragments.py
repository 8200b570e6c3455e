"""What a mode adds to the desk: the macros of its template, which take by name what they need to know.

A name is a field of what the mode shows (``Mode.shows``) or of ``About``. Pieces that were rendered lately
are kept by these values; those of a result are not.
"""

from typing import Any, NamedTuple

from jinja2 import TemplateNotFound

from ...caches.cached import cached
from ...caches.sizes import RUNS
from ...game.modes import MODES
from ...game.modes.daily import date_of, day_of, last_closed, number_of
from ...game.stars import GENERATED_STARS, stars_of
from ...store.runs.desks import Desk
from .pieces import Piece, made
from .render import templates

PLACES = ("strip", "tools", "call", "note")
"""Above the file, below it, in the form of the guess, and beside the receipt."""


class Fragments(NamedTuple):
    """The pieces of a desk that belong to its mode, and the form for stars; any may be empty."""

    strip: Piece = Piece()
    tools: Piece = Piece()
    call: Piece = Piece()
    note: Piece = Piece()
    stars: Piece = Piece()
    result: Piece = Piece()


class About(NamedTuple):
    """What the macros may ask of the desk itself, besides what the mode shows.

    ``opens`` says when the files of its day lie open for everybody.
    """

    action: str
    turn: int
    slug: str
    number: int
    date: str
    of_today: bool
    opens: str


def fragments(desk: Desk, now: int) -> Fragments:
    """The pieces of a desk: those of its mode while it is open, that of the result when it is over."""
    pieces = Fragments(stars=_stars(desk))
    key = desk.mode.key
    if key not in _MACROS:
        return pieces
    shown = desk.mode.shows(desk.run, [mark.verdict for mark in desk.marks])
    known = _about(desk, now)._asdict() | (shown._asdict() if shown else {})
    if desk.file is None:
        return pieces._replace(
            result=_render(key, "result", tuple(_asked(key, "result", known | {"desk": desk})))
        )
    places = {
        place: _kept(key, place, tuple(_asked(key, place, known)))
        for place in PLACES
        if hasattr(_MACROS[key], place)
    }
    return pieces._replace(**places)


def _about(desk: Desk, now: int) -> About:
    day = desk.day or 0
    date = date_of(day)
    return About(
        f"/runs/{desk.run_id}", desk.run.turn, desk.deck.slug, number_of(day),
        f"{date.day} {date:%B %Y}", day == day_of(now), _opens(day, now),
    )  # fmt: skip


def _opens(day: int, now: int) -> str:
    """When the files of a day lie open for everybody; only those of the latest day that is over do."""
    if day == day_of(now):
        return "An hour after the end of the day these ten lie open for everybody"
    latest = last_closed(now)
    if day > latest:
        return "In less than an hour these ten lie open for everybody"
    return "These ten lie open for everybody" if day == latest else "The day after, these ten lay open"


def _asked(key: str, name: str, known: dict[str, Any]) -> list[Any]:
    """The values that a macro names, in its order."""
    macro = getattr(_MACROS[key], name, None)
    return [known[argument] for argument in macro.arguments] if macro else []


def _render(key: str, name: str, values: tuple[Any, ...]) -> Piece:
    macro = getattr(_MACROS[key], name, None)
    return made(macro(*values)) if macro else Piece()


_kept = cached(RUNS, of_players=True)(_render)


def _macros_of(key: str) -> Any:
    try:
        return templates.get_template(f"play/modes/{key}.html").module
    except TemplateNotFound:
        return None


def _stars(desk: Desk) -> Piece:
    """The form for stars, or those given, of the file judged last."""
    if desk.stars is None or desk.last is None:
        return Piece()
    verdict = desk.last.verdict
    generated = any(entry.label == GENERATED_STARS for entry in desk.last.file.record)
    mean, action = f"{stars_of(verdict.score, desk.deck.scale):.1f}", f"/runs/{desk.run_id}"
    return made(_STARS.stars(desk.stars, action, verdict.turn, verdict.score, mean, generated))


_MACROS = {key: macros for key in MODES if (macros := _macros_of(key)) is not None}
_STARS: Any = templates.get_template("play/_stars.html").module
