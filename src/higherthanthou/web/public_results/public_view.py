"""A public result as its page prints it, and as its picture and its preview tell it.

Nobody learns the own score of its player: so it says where a file stood, and not how far away.
"""

from typing import NamedTuple

from ...authoring.link_pictures.result_picture import JudgedFile, ResultPicture, result_svg
from ...authoring.link_pictures.signs_picture import NO_SIDES, SignsPicture, signs_svg
from ...authoring.pictures.portrait import draw as draw_portrait
from ...game.modes.daily import may_look_back, number_of
from ...game.modes.mode_words import Ending
from ...game.modes.share import ON_CREDIT, RIGHT, WRONG, signs_of, trail_lines
from ...game.receipt import swing
from ...store.public_results.public_results import PublicResult
from ...store.reviews.reviews import ReviewedFile
from ..html.link_preview import LinkPreview, isolated
from ..link_pictures.drawn_pictures import LinkPicture
from ..reviews.review_view import FileLine, file_line

BROKE_IT = "The file that broke it"
KINDS = {"▲": "higher", "▼": "lower", RIGHT: "right", WRONG: "wrong", ON_CREDIT: "credit"}
"""The classes of signs, which have the colours of the buttons, and of right and wrong."""

_ARROWS = {"higher": "▲", "lower": "▼"}


class PublicView(NamedTuple):
    """What the public page of a result prints.

    ``alias`` is empty where it is hidden, ``signs`` are rows of signs for the calls, each with its class,
    ``legend`` says what some of them mean, ``counted`` the same in words. ``miss`` is the file that broke the
    run, or None.
    """

    ending: Ending
    alias: str
    played: str
    closing: str
    signs: tuple[tuple[tuple[str, str], ...], ...]
    legend: tuple[str, ...]
    counted: str
    miss: FileLine | None
    title: str
    slug: str
    mode: str
    archived: bool
    daily: bool


def public_view(result: PublicResult, now: int) -> PublicView:
    """The view of a result, as it may be shown at a time."""
    stored, verdicts = result.stored, result.verdicts
    mode, deck = stored.mode, stored.deck
    lines = trail_lines(mode, stored.run, verdicts, may_look_back(stored.day, now))
    return PublicView(
        mode.words.ending(stored.run.value),
        result.alias,
        _played(result),
        _closing(result),
        tuple(
            [tuple([(KINDS.get(sign, "other"), sign) for sign in line]) for line in lines if _is_row(line)]
        ),
        tuple([line for line in lines if not _is_row(line)]),
        _counted(result),
        file_line(result.miss, stored, result.quantiles) if result.miss else None,
        deck.title,
        deck.slug,
        mode.key,
        result.archived,
        mode.daily,
    )


def _is_row(line: str) -> bool:
    return not any(letter.isalpha() for letter in line)


def _played(result: PublicResult) -> str:
    stored = result.stored
    if stored.day is not None:
        return f"The daily, {stored.deck.title} · No. {number_of(stored.day)}"
    return f"{stored.deck.marked_title} · {stored.mode.words.title}"


def _closing(result: PublicResult) -> str:
    stored = result.stored
    gain = sum([verdict.gain for verdict in result.verdicts])
    return stored.mode.words.closing(stored.run.value, gain, stored.run_id)


def _counted(result: PublicResult) -> str:
    calls, right = len(result.verdicts), sum([verdict.right for verdict in result.verdicts])
    return f"{right} of {'the latest ' if calls < result.stored.run.turn else ''}{calls} calls right"


def picture_of(result: PublicResult, host: str) -> LinkPicture:
    """The picture of a result, the same at any time: of a daily it shows no sides."""
    stored, ending = result.stored, result.stored.mode.words.ending(result.stored.run.value)
    signs = signs_of(stored.mode, stored.run, result.verdicts)
    if stored.mode.turns is not None:
        heading, words = ending.before.strip() or _played(result), ending.after.strip() or _played(result)
        told = _closing(result) or f"{_counted(result)}."
        strong, quiet = ("The same ten for everybody. One go.", NO_SIDES) if stored.mode.daily else (told, "")
        content = SignsPicture(heading, ending.figure, words, signs, strong, quiet, host)
        return LinkPicture(content, signs_svg, by_players=True)
    file = _judged_file(result, result.miss) if result.miss else None
    picture = ResultPicture(
        ending.before, ending.figure, _played(result), signs, _closing(result), host, file
    )
    return LinkPicture(picture, result_svg, by_players=True)


def _judged_file(result: PublicResult, miss: ReviewedFile) -> JudgedFile:
    """The file that broke the run; the fact that swung it comes first, wherever it stood."""
    deck, shown, verdict = result.stored.deck, miss.shown, miss.verdict
    swung = swing(miss.record, verdict.truth)
    first = [(swung.label, swung.text)] if swung else []
    others = [(label, text) for label, text in shown.facts if not swung or label != swung.label]
    known = (None if shown.age is None else str(shown.age), shown.occupation, shown.place)
    return JudgedFile(
        BROKE_IT,
        shown.file_number,
        shown.name,
        " · ".join([part for part in known if part]),
        (*first, *others),
        deck.measure.panel(verdict.score),
        deck.words.said(verdict.truth),
        _ARROWS[verdict.truth],
        _ARROWS[verdict.guess],
        draw_portrait(result.look) if result.look else "",
    )


def public_preview(result: PublicResult, token: str, origin: str) -> LinkPreview:
    """What chats show beside the link to a public result."""
    ending, miss = result.stored.mode.words.ending(result.stored.run.value), result.miss
    told = f"{_played(result)}: {_counted(result)}."
    broken = f" {BROKE_IT}: {isolated(miss.shown.name)}." if miss else ""
    return LinkPreview(
        f"{ending} · {result.stored.deck.marked_title}",
        f"{told}{broken} Would you have known?",
        f"/r/{token}",
        f"/r/{token}.png",
        f"{ending}. {told}{broken}",
        origin,
    )
