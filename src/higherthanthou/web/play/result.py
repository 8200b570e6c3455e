"""The result of a run as its template prints it: how it ended, where it stands, and what to pass on."""

from collections.abc import Sequence
from typing import NamedTuple

from ...game.comparison import USUAL
from ...game.modes import CHALLENGES
from ...game.modes.daily import day_of, may_look_back, number_of
from ...game.modes.mode import Against
from ...game.modes.mode_words import WRONG, Ending
from ...game.modes.share import challenge_text, challenge_words, share_text, words_only
from ...game.receipt import cause
from ...game.verdict import Verdict
from ...settings import Settings
from ...store.runs.desks import Desk
from ..html.pieces import Piece
from .modes.challenge_pieces import title_of
from .ranking import ranking

UNPLAYED = Ending("Nothing judged", "")
"""How a run ends that is closed before its first call."""

LATER = "You can look back at this run an hour after the end of its day."

_COUNTS = "No One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve".split()
"""Counts up to twelve stand as words."""


class ResultView(NamedTuple):
    """A finished run, how it ended and where it stands; ``panel`` is what its mode adds.

    ``closing`` says why it ended and what it was worth, ``strangers`` how many were judged. ``review_url``
    looks back at it, ``review_later`` says from when; both are empty if nothing was judged. ``scored`` is
    whether the player took the intake. ``challenge`` is where a form makes a challenge of it, ``gives_score``
    whether the mark of that is the player's, ``taken_up`` the page of the challenge that it took up, or
    empty. ``public_url`` is the address of the public page, empty if there is none. ``mirrored`` is whether
    it leads to the mirror.
    """

    tab: str
    before: str
    figure: str
    after: str
    closing: str
    line: str
    standing: str
    last_file: str
    again: str
    again_mode: str
    practice: bool
    archived: bool
    panel: Piece
    share: str
    words: str
    strangers: str
    board_url: str
    review_url: str
    review_later: str
    scored: bool
    challenge: str
    gives_score: bool
    taken_up: str
    public_url: str
    mirrored: bool


def result_view(desk: Desk, panel: Piece, settings: Settings, now: int, server: str) -> ResultView:
    """The result of a run that is over; ``server`` is the address of this one, which share texts end with.

    The ten of a day are for practice on that day only.
    """
    mode, value, today = desk.mode, desk.run.value, day_of(now)
    may_look = may_look_back(desk.day, now)
    verdicts = [judged.verdict for judged in reversed(desk.judged)]
    judged_until_a_miss = mode.ends_by_a_miss and bool(verdicts)
    missed = judged_until_a_miss and mode.words.outcome(desk.run, verdicts[-1]) == WRONG
    swept = judged_until_a_miss and not missed
    public = f"{server}/r/{desk.outcome.public}" if desk.outcome and desk.outcome.public else ""
    share, words = _passed_on(desk, verdicts, server, public)
    taken_up = desk.outcome.challenge if desk.outcome else None
    period = "today" if mode.daily else "all"
    ending = mode.words.ending(value) if verdicts else UNPLAYED
    line, standing = ranking(desk, settings.reading_ms)
    return ResultView(
        tab="Nobody left to judge" if swept else "Run closed" if mode.ends_by_a_miss else _title(desk),
        before=ending.before,
        figure=ending.figure,
        after=ending.after,
        closing=_closing(desk, verdicts, missed),
        line=line,
        standing=standing,
        last_file="The last file" if swept or not mode.ends_by_a_miss else "The file that broke it",
        again=_again(desk, today),
        again_mode=(mode.base or mode).key,
        practice=desk.day == today,
        archived=desk.outcome is not None and desk.outcome.archived,
        panel=panel if verdicts else Piece(),
        share=share,
        words=words,
        strangers=_strangers(desk.run.turn - desk.run.open),
        board_url=f"/leaderboard?deck={desk.deck.slug}&mode={(mode.base or mode).key}&period={period}",
        review_url=f"/runs/{desk.run_id}/review" if verdicts and may_look else "",
        review_later=LATER if verdicts and not may_look else "",
        scored=desk.outcome is not None and desk.outcome.scored,
        challenge=f"/runs/{desk.run_id}/challenge"
        if verdicts and may_look and mode.key in CHALLENGES
        else "",
        gives_score=mode.against is Against.YOU,
        taken_up=f"/c/{taken_up.challenge.token}" if taken_up else "",
        public_url=public,
        mirrored=desk.outcome is not None and desk.outcome.mirrored,
    )


def _passed_on(desk: Desk, verdicts: Sequence[Verdict], server: str, public: str) -> tuple[str, str]:
    """The share text and its words, with the public page if there is one. A challenge's tell no sides."""
    if desk.mode.base is None:
        leads_to = public or server + _page_of(desk)
        told = desk.mode, f"{_title(desk)}{_asks(desk)}", desk.run, verdicts, leads_to
        return share_text(*told), words_only(*told)
    looked = desk.outcome.challenge if desk.outcome else None
    if looked is None or looked.challenge.is_over:
        return "", ""
    title, rights = title_of(desk.deck, looked.challenge.day), [one.right for one in looked.mine]
    address = f"{server}/c/{looked.challenge.token}"
    return challenge_text(title, rights, address), challenge_words(title, rights, address)


def _closing(desk: Desk, verdicts: Sequence[Verdict], missed: bool) -> str:
    """Why the last call was missed, and the last line of the mode."""
    if not verdicts:
        return ""
    gain = sum([verdict.gain for verdict in verdicts])
    worth = desk.mode.words.closing(desk.run.value, gain, desk.run_id)
    why = cause(desk.last.file.record, verdicts[-1], desk.deck.on_our_scale) if missed and desk.last else ""
    return " ".join([line for line in (why, worth) if line])


def _strangers(judged: int) -> str:
    count = _COUNTS[judged] if judged < len(_COUNTS) else f"{judged:,}"
    return f"{count} stranger{'' if judged == 1 else 's'}"


def _again(desk: Desk, today: int) -> str:
    if desk.mode.base is not None:
        return "Today’s ten" if desk.mode.base.daily else f"Play a {desk.mode.base.words.title.lower()}"
    if not desk.mode.daily:
        return "Play again"
    return "Practise on these ten" if desk.day == today else "Today’s ten"


def _page_of(desk: Desk) -> str:
    """The page to which a share text leads: the deck's, or its daily."""
    return f"/daily?deck={desk.deck.slug}" if desk.mode.daily else f"/decks/{desk.deck.slug}"


def _asks(desk: Desk) -> str:
    """What the signs of a share text stand for, where a deck has words of its own."""
    return "" if desk.deck.comparison == USUAL else f", {desk.deck.words.asks.lower()}"


def _title(desk: Desk) -> str:
    """What was played, in a few words."""
    if desk.day is not None:
        practice = ", practice" if desk.outcome and desk.outcome.day and not desk.outcome.day.counts else ""
        return f"{desk.deck.title}, daily No. {number_of(desk.day)}{practice}"
    usual = desk.mode.ends_by_a_miss
    title = desk.deck.marked_title
    return title if usual else f"{desk.mode.words.title}, {title}"
