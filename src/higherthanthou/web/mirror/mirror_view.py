"""The mirror as its template prints it."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ...authoring.seeds.models import load_model
from ...game.mirror.called import Called
from ...game.mirror.lines import Line
from ...game.mirror.logistic import dot
from ...game.mirror.mirror import ByGap, Mirror, Missed, reflect
from ...game.mirror.phrases import phrase_of
from ...game.mirror.sentences import (
    CountSentence,
    missed_sentence,
    other_surfaces,
    outstanding_sentence,
    surface_sentence,
    title_of,
    wanting_sentence,
)
from ...game.mirror.surfaces import surface_of
from ...game.mirror.weigher import Weights, shown_points
from ...game.profile import Shown
from ...game.score import Model
from ...store.mirror.player_calls import PlayerCall
from .drawn_line import DrawnLine, drawn_line


class Outstanding(NamedTuple):
    """A line that stands out: what it is called, and the counts that bear it out."""

    title: str
    sentence: CountSentence


class ModelLink(NamedTuple):
    """A score model that the player has judged files of: its key, its decks, and how many calls there are."""

    key: str
    title: str
    calls: int


class MirrorView(NamedTuple):
    """A mirror in words and places. ``wanting`` is empty from thirty calls on, ``lines`` are until then.

    ``face`` is the sentence on the first thing seen, ``others`` the intervals of the rest; both may be empty.
    ``missed`` is the one true thing that is said under thirty calls, ``misjudged`` the labels missed most.
    """

    calls: int
    right: int
    decks: str
    lines: tuple[DrawnLine, ...]
    outstanding: tuple[Outstanding, ...]
    all_outstanding: int
    face: str
    others: str
    by_gap: tuple[ByGap, ...]
    missed: str
    misjudged: tuple[Missed, ...]
    wanting: str
    links: tuple[ModelLink, ...]


def called(call: PlayerCall, weights: Weights, keys: Sequence[str]) -> Called:
    """A stored call as the rules of the mirror have it, with the weights at its anchor."""
    points = shown_points(call.record, keys)
    return Called(
        points,
        dot((1.0, *points), weights),
        call.higher,
        call.score > call.anchor,
        abs(call.score - call.anchor),
        surface_of(call.expression, call.age, call.place, call.name),
        tuple([entry.label for entry in call.record if entry.shown is Shown.FILE]),
    )


def mirror_view(calls: Sequence[PlayerCall], weighed: Sequence[Called], key: str) -> MirrorView:
    """The view of the calls on files of one score model; ``calls`` are those on all of them."""
    model = load_model(key)
    mirror = reflect(weighed, [dimension.key for dimension in model.dimensions])
    face, others = next(iter(mirror.surfaces), None), mirror.surfaces[1:]
    return MirrorView(
        mirror.calls,
        mirror.right,
        _decks_of(calls, key),
        _lines(mirror, model),
        tuple([_outstanding(line, model) for line in mirror.outstanding]),
        sum([line.stands_out for line in mirror.lines]),
        surface_sentence(face) if face else "",
        other_surfaces(others),
        mirror.by_gap,
        missed_sentence(mirror.missed[0]) if mirror.missed else "",
        mirror.missed,
        wanting_sentence(mirror) if mirror.wanting else "",
        links_of(calls, key),
    )


def _lines(mirror: Mirror, model: Model) -> tuple[DrawnLine, ...]:
    dimensions = model.dimensions if mirror.lines else ()
    return tuple([
        drawn_line(line, one.title, one.weight, phrase_of(one.key, one.title))
        for line, one in zip(mirror.lines, dimensions, strict=True)
    ])  # fmt: skip


def _outstanding(line: Line, model: Model) -> Outstanding:
    phrase = phrase_of(line.key, model.dimension(line.key).title)
    return Outstanding(title_of(line, phrase), outstanding_sentence(line, phrase))


def _decks_of(calls: Sequence[PlayerCall], key: str) -> str:
    """The decks of the calls of a model, the one with most first."""
    titles = Counter(call.deck_title for call in calls if call.model == key)
    return ", ".join([title for title, _ in titles.most_common()])


def links_of(calls: Sequence[PlayerCall], key: str) -> tuple[ModelLink, ...]:
    """The other score models of these calls."""
    counts = Counter(call.model for call in calls)
    return tuple([
        ModelLink(other, _decks_of(calls, other), count)
        for other, count in counts.most_common()
        if other != key
    ])  # fmt: skip
