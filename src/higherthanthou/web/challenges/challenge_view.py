"""A challenge as its page prints it: to its maker, to those who took it up, and to whoever comes by."""

from typing import NamedTuple

from ...authoring.link_pictures.signs_picture import challenge_picture, signs_svg
from ...game.modes.mode import Against
from ...game.modes.share import RIGHT, WRONG, challenge_text, challenge_words
from ...settings import Settings
from ...store.challenges.attempts import ARCHIVED, Attempt
from ...store.challenges.challenges import Challenge
from ...store.challenges.trails import Looked, Maker
from ...store.decks.decks import Deck
from ..html.link_preview import LinkPreview
from ..link_pictures.drawn_pictures import LinkPicture
from ..link_pictures.places import host_of
from ..play.modes.challenge_pieces import SideBySide, side_by_side, title_of


class AttemptLine(NamedTuple):
    """Somebody who took it up; ``beside`` is the address of both trails side by side, or empty."""

    name: str
    mine: bool
    result: str
    beside: str


class ChallengeView(NamedTuple):
    """The page of a challenge.

    ``same`` is what all who take it up have in common, before what files are compared with.
    ``told`` says how its maker did, ``step`` is what the one button does, ``closed`` why there is none.
    ``is_new`` if whoever looks has not taken it up, ``run`` is the address of their own run.
    """

    path: str
    title: str
    slug: str
    files: str
    same: str
    against: str
    maker: str
    is_maker: bool
    told: str
    is_over: bool
    is_new: bool
    step: str
    closed: str
    run: str
    share: str
    words: str
    both: SideBySide | None
    attempts: tuple[AttemptLine, ...]
    may_end: bool


def picture_of(challenge: Challenge, maker: Maker, deck: Deck, settings: Settings) -> LinkPicture:
    """The picture of a challenge: of each file whether its maker was right, and nothing else."""
    signs = "".join([RIGHT if one.right else WRONG for one in maker.trail])
    title = title_of(deck, challenge.day)
    content = challenge_picture(maker.right, signs, title, host_of(settings))
    return LinkPicture(content, signs_svg, by_players=True)


def preview_of(looked: Looked, deck: Deck, settings: Settings, server: str) -> LinkPreview | None:
    """The preview of the link to a challenge; None once it is over."""
    challenge, maker = looked.challenge, looked.maker
    if challenge.is_over or maker is None:
        return None
    page, told = f"/c/{challenge.token}", f"{maker.right} of {challenge.files} right"
    return LinkPreview(
        f"A challenge: {title_of(deck, challenge.day)} · Higher Than Thou",
        f"{told}. {_waiting(challenge.files)}",
        page,
        picture_of(challenge, maker, deck, settings).address(f"{page}.png"),
        f"{told}, and a sign for each file.",
        server,
    )


def _waiting(files: int) -> str:
    """What waits for whoever follows the link."""
    return (
        "The same file waits for you." if files == 1 else "The same files, in the same order, wait for you."
    )


def challenge_view(looked: Looked, deck: Deck, viewer_id: int | None, server: str) -> ChallengeView:
    """The view for a player; ``server`` is the address of this one, without a path."""
    challenge, path = looked.challenge, f"/c/{looked.challenge.token}"
    title, rights = title_of(deck, challenge.day), [one.right for one in looked.mine]
    told = title, rights, server + path
    passed_on = bool(rights) and not challenge.is_over
    is_new = looked.run_id is None
    return ChallengeView(
        path=path,
        title=title,
        slug=deck.slug,
        files=f"{challenge.files} file{'' if challenge.files == 1 else 's'}",
        same="file" if challenge.files == 1 else f"{challenge.files} files, the same order",
        against="people before" if challenge.played_as.against is Against.PERSON else "mark",
        maker=looked.maker.name if looked.maker else "",
        is_maker=looked.is_maker,
        told=_told(looked),
        is_over=challenge.is_over,
        is_new=is_new,
        step="Take it up" if is_new else "" if looked.mine else "Go on",
        closed=ARCHIVED if is_new and deck.archived else "",
        run="" if is_new else f"/runs/{looked.run_id}",
        share=challenge_text(*told) if passed_on else "",
        words=challenge_words(*told) if passed_on else "",
        both=side_by_side(looked, deck),
        attempts=tuple([_line(one, looked, path, viewer_id) for one in looked.attempts]),
        may_end=looked.is_maker and not challenge.is_over,
    )


def _told(looked: Looked) -> str:
    """How its maker did; nothing of which side anybody was on."""
    maker, files = looked.maker, looked.challenge.files
    if looked.is_maker:
        sent = "Send the address to a friend; afterwards you both see who parted where."
        return f"{sent}{_given(looked.challenge)}"
    if maker is None:
        return ""
    if files == 1:
        return f"{maker.name} was {'right' if maker.right else 'wrong'} about it."
    return f"{maker.name} was right about {maker.right} of {files}."


def _given(challenge: Challenge) -> str:
    """What its maker gives away: the mark of a streak is the maker's own."""
    own_mark = challenge.played_as.against is Against.MARK and challenge.day is None
    return (
        " Its mark is the score that you were compared at: whoever takes it up reads it." if own_mark else ""
    )


def _line(one: Attempt, looked: Looked, path: str, viewer_id: int | None) -> AttemptLine:
    mine = one.player_id == viewer_id
    result = "is judging" if one.open else f"{one.right} of {looked.challenge.files}"
    may_look = bool(looked.mine) and not one.open and not mine
    beside = f"{path}?beside={one.place}#trails-title" if may_look else ""
    return AttemptLine(one.name, mine, result, beside)
