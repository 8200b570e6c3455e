"""A finished run as its template wants it: how it ended, where it stands, and what to pass on."""

from typing import NamedTuple

from ..game.modes.daily import number_of
from ..game.share import share_text, words_only
from ..settings import Settings
from ..store.desks import Desk
from .pieces import Piece


class Result(NamedTuple):
    """A finished run, and where it stands; ``panel`` is what its mode adds."""

    tab: str
    before: str
    figure: str
    after: str
    line: str
    standing: str
    last_file: str
    again: str
    practice: bool
    panel: Piece
    share: str
    words: str
    board_url: str


def lay_result(desk: Desk, panel: Piece, settings: Settings, today: int) -> Result:
    """Lay the result of a run that is over. The ten of a day are for practice on that day."""
    mode, value = desk.mode, desk.run.value
    verdicts = [mark.verdict for mark in reversed(desk.marks)]
    told = mode, _title(desk), value, verdicts, settings.public_url
    swept = mode.turns is None and bool(verdicts and verdicts[-1].right)
    period = "today" if mode.daily else "all"
    return Result(
        tab="Deck judged through" if swept else "Run closed" if mode.turns is None else _title(desk),
        before=mode.ending(value).before,
        figure=mode.ending(value).figure,
        after=mode.ending(value).after,
        line=_line(desk, settings.reading_ms),
        standing=_standing(desk),
        last_file="The last file" if swept or mode.turns else "The file that broke it",
        again=_again(desk, today),
        practice=desk.day == today,
        panel=panel,
        share=share_text(*told),
        words=words_only(*told),
        board_url=f"/leaderboard?deck={desk.deck.slug}&mode={mode.key}&period={period}",
    )


def _again(desk: Desk, today: int) -> str:
    if not desk.mode.daily:
        return "Play again"
    return "Practise on these ten" if desk.day == today else "Today’s ten"


def _title(desk: Desk) -> str:
    """What was played, in a few words."""
    if desk.day is not None:
        return f"{desk.deck.title}, daily No. {number_of(desk.day)}"
    usual = desk.mode.turns is None
    return desk.deck.title if usual else f"{desk.mode.title}, {desk.deck.title}"


def _line(desk: Desk, reading_ms: int) -> str:
    """Whether it ranks, and if it is a new best."""
    ending, mode = desk.ending, desk.mode
    if not desk.ranked:
        return f"This run does not rank: {_unranked_because(desk, reading_ms)}."
    if mode.daily:
        return "This was your go of the day"
    if ending is None or ending.new_best:
        return "A new best of yours"
    return f"Your best is {mode.words(ending.best)}"


def _unranked_because(desk: Desk, reading_ms: int) -> str:
    day = desk.outcome.day if desk.outcome else None
    if day and not day.counts:
        return "it was practice, your first go of the day counts"
    quick = f"a file was judged within {reading_ms / 1000:g} seconds"
    if desk.mode.daily:
        return f"{quick}, or later than an hour after its day, or you had met one of the ten before"
    if desk.mode.turns and desk.run.turn < desk.mode.turns:
        return "the deck had nobody left for its next turn"
    return f"{quick}, or was one that you had met before, or the deck is your own"


def _standing(desk: Desk) -> str:
    """Rank and percentile, empty for a run that does not rank."""
    if not desk.ranked or desk.ending is None:
        return ""
    place = desk.ending.standing
    said = f": rank {place.rank:,} of {place.players:,}"
    if place.percentile == 0 and place.rank == 1:
        return f"{said}, shared."
    return (
        f"{said}, ahead of {place.percentile}\N{NO-BREAK SPACE}% of the others."
        if place.percentile
        else f"{said}."
    )
