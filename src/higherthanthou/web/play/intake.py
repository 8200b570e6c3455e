"""The intake: a few questions, scored by the model that scores everybody."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ...authoring.seeds.models import load_model
from ...caches.cached import cached
from ...caches.sizes import SHIPPED
from ...game.score import Model, Trait
from ...store.players import players
from ...store.players.players import PROVISIONAL_SCORE
from ...store.runs import opening
from ..forms.reading import read_form
from ..html.fragments import fragment
from ..html.pieces import Piece
from ..html.qr_code import canonical
from ..html.render import render
from ..server import Server, server_of
from ..sessions.player_cookies import player_id_of, write_as_player

_fieldsets = fragment("play/_questions.html", "fieldsets")

OWN_MODEL = "sesame"
UNANSWERED = "Please answer every question; the office does not accept blanks."


Options = tuple[tuple[int, str], ...]
"""The answers of a question: the index of a level, and its wording."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the intake, and the level that was chosen."""

    key: str
    text: str
    options: Options
    chosen: int | None


async def show_intake(request: Request) -> Response:
    """GET /intake."""
    me = await _me(server_of(request), await player_id_of(request))
    shown = _questionnaire(me, me.answers if me else {})
    return render(request, "play/intake.html", canonical=canonical(request, "/intake"), **shown)


async def score_intake(request: Request) -> Response:
    """POST /intake: score the answers and keep the result."""
    server, form, model = server_of(request), await read_form(request), load_model(OWN_MODEL)
    offered = _offered()
    answers = {
        key: level for key, told in offered.items() if (level := _answer(told, form.get(key))) is not None
    }
    if len(answers) < len(offered):
        me = await _me(server, await player_id_of(request))
        return render(request, "play/intake.html", 422, **_questionnaire(me, answers, UNANSWERED))
    total, now = model.score(answers).total, server.now()
    return await write_as_player(
        request,
        lambda connection, player_id: opening.score(connection, player_id, total, answers, now),
        lambda _: RedirectResponse("/me", 303),
    )


def asked(model: Model) -> tuple[Trait, ...]:
    """The traits that the intake asks about."""
    return tuple(trait for trait in model.traits if trait.question)


@cached(SHIPPED)
def _blank(questions: tuple[Question, ...]) -> Piece:
    """The questions of most who look: they have answered nothing yet."""
    return _fieldsets(questions, False)


@cached(SHIPPED)
def _offered() -> dict[str, Options]:
    """The answers of every question, by its key: to shuffle them anew takes as long as everything else."""
    return {trait.key: _options(trait) for trait in asked(load_model(OWN_MODEL))}


def _answer(offered: Options, told: str | None) -> int | None:
    """The level that the form names, if it is one of those offered."""
    return next((value for value, _ in offered if str(value) == told), None)


def _options(trait: Trait) -> Options:
    """The answers of a question, always in the same order, which does not tell the better from the worse.

    Of three neighbours the middle one is the best or the worst.
    """
    options, rng = (
        [(value, level.answer) for value, level in enumerate(trait.levels) if level.answer],
        Random(trait.key),
    )
    values = [value for value, _ in options]
    while any((a < b) == (b < c) for a, b, c in zip(values, values[1:], values[2:], strict=False)):
        rng.shuffle(options)
        values = [value for value, _ in options]
    return tuple(options)


async def _me(server: Server, player_id: int | None) -> players.Me | None:
    return await server.database.read(partial(players.me, player_id=player_id), short=True)


def _questionnaire(
    me: players.Me | None, answers: Mapping[str, int], error: str | None = None
) -> dict[str, Any]:
    """What the page of the intake prints: its questions with the answers so far, and the score of now."""
    questions = tuple(
        Question(t.key, t.question, _offered()[t.key], answers.get(t.key))
        for t in asked(load_model(OWN_MODEL))
    )
    own_score = me.own_score if me else PROVISIONAL_SCORE
    return {
        "fieldsets": _fieldsets(questions, error is not None) if answers or error else _blank(questions),
        "count": len(questions),
        "error": error,
        "own_score": own_score,
        "player": me,
    }
