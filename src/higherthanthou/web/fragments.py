"""What a mode adds to the desk: the macros of its template, filled with what its rules say."""

from typing import Any, NamedTuple

from jinja2 import TemplateNotFound
from markupsafe import Markup

from ..game.modes import MODES
from ..game.modes.daily import date_of, number_of
from ..game.modes.year import MONTHS
from ..game.stars import GENERATED_STARS, stars_of
from ..store.desks import Desk
from .render import templates

PLACES = ("strip", "tools", "call", "note")
"""Above the file, below it, in the form of the guess, and beside the receipt."""


class Fragments(NamedTuple):
    """The pieces of a desk that belong to its mode, and the form for stars; any may be empty."""

    strip: Markup = Markup()
    tools: Markup = Markup()
    call: Markup = Markup()
    note: Markup = Markup()
    stars: Markup = Markup()
    result: Markup = Markup()


def fragments(desk: Desk) -> Fragments:
    """The pieces of a desk: those of its mode while it is open, that of the result when it is over."""
    made = Fragments(stars=_stars(desk))
    macros = _MACROS.get(desk.mode.key)
    if macros is None:
        return made
    shown = desk.mode.shows(desk.run, [mark.verdict for mark in desk.marks])
    about = _About.of(desk)
    if desk.file is None:
        return made._replace(result=_piece(macros, "result", shown, about))
    return made._replace(**{place: _piece(macros, place, shown, about) for place in PLACES})


class _About(NamedTuple):
    """What the macros may need to know of the desk itself."""

    action: str
    turn: int
    slug: str
    number: int
    date: str
    file_number: str
    months: tuple[str, ...]
    desk: Desk

    @classmethod
    def of(cls, desk: Desk) -> "_About":
        """The same of a desk."""
        day = desk.day or 0
        date = date_of(day)
        told = f"{date.day} {date:%B %Y}"
        file_number = desk.file.file_number if desk.file else ""
        action, turn, slug = f"/runs/{desk.run_id}", desk.run.turn, desk.deck.slug
        return cls(action, turn, slug, number_of(day), told, file_number, MONTHS, desk)


def _macros_of(key: str) -> Any:
    try:
        return templates.get_template(f"runs/modes/{key}.html").module
    except TemplateNotFound:
        return None


def _piece(macros: Any, name: str, *values: Any) -> Markup:
    macro = getattr(macros, name, None)
    return Markup(macro(*values)) if macro else Markup()  # noqa: S704  # escaped by the macro


def _stars(desk: Desk) -> Markup:
    """The form for stars, or those given, of the file judged last."""
    if desk.stars is None or desk.last is None:
        return Markup()
    verdict = desk.last.verdict
    told = next((entry.text for entry in desk.last.record if entry.label == GENERATED_STARS), "")
    mean = f"{stars_of(verdict.score):.1f}"
    return _piece(_STARS, "stars", desk.stars, f"/runs/{desk.run_id}", verdict.turn, mean, told)


_MACROS = {key: macros for key in MODES if (macros := _macros_of(key)) is not None}
_STARS = templates.get_template("runs/_stars.html").module
