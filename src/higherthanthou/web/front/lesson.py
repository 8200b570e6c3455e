"""The handout of a lesson: one printed page with a file to judge, its receipt, and three questions."""

from random import Random
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from ...authoring.generating.records import draw_person, draw_record
from ...authoring.seeds.models import load_model
from ...caches.cached import cached
from ...caches.sizes import SHIPPED
from ...game.lab.law import USUAL
from ...game.profile import Entry, Shown
from ...game.receipt import Bar, receipt
from ..html.qr_code import canonical
from ..html.render import render

MODEL = "sesame"
SAMPLE = "lesson 39"
"""What the sample file is drawn by. It is in no deck, so that its score may be printed."""


class Question(NamedTuple):
    """A question, and what to think of for an answer."""

    title: str
    prompt: str


QUESTIONS = (
    Question("Is it fair?", "Which fact should not count? Which one is missing?"),
    Question("Is it unequal?", "Who starts lower and has done nothing for it?"),
    Question("Is it private?", "What would you have to tell, and to whom would you rather not?"),
)


class Handout(NamedTuple):
    """The sample file: its facts, how many lie under a bar, and the score with what it came from."""

    facts: tuple[Entry, ...]
    withheld: tuple[Entry, ...]
    bars: tuple[tuple[Bar, int], ...]
    base: int
    total: int
    mark: int


@cached(SHIPPED)
def handout() -> Handout:
    """The sample file, the same on every sheet; beside each bar what its dimension weighs in per cent."""
    model, rng = load_model(MODEL), Random(SAMPLE)
    _, levels = draw_person(model, rng)
    record = draw_record(model, levels, rng, rng)
    told = receipt(record, model.score(levels).total, model)
    weights = [dimension.weight for dimension in model.dimensions]
    return Handout(
        tuple(entry for entry in record if entry.shown is Shown.FILE),
        tuple(entry for entry in record if entry.shown is Shown.WITHHELD),
        tuple(zip(told.bars, weights, strict=True)),
        told.base,
        told.total,
        USUAL,
    )


async def show_lesson(request: Request) -> Response:
    """GET /lesson: the handout, which prints on one page."""
    address = canonical(request, "/lesson")
    return render(request, "front/lesson.html", sheet=handout(), questions=QUESTIONS, canonical=address)
