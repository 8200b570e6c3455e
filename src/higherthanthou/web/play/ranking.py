"""The rank of a finished run in words: where its player stands, or why it does not rank."""

from ...game.modes.daily import closes_at
from ...store.players.players import Owner
from ...store.runs.desks import Desk
from ...store.runs.results import Unranked

OWNERS = {
    Owner.YES: "the deck is your own",
    Owner.MAYBE: "several hosts have signed in in this browser",
    Owner.NO: "one of its files was one that you had met before",
}


def ranking(desk: Desk, reading_ms: int) -> tuple[str, str]:
    """The sentence on the rank of a run that is over: its first words, and the rest."""
    if desk.mode.base is not None:
        return "A challenge does not rank", ": its files were judged before."
    if not desk.ranked:
        return f"This run does not rank: {_because(desk, reading_ms)}.", ""
    return _best(desk), _place(desk)


def _best(desk: Desk) -> str:
    """What the run is to its player."""
    best, mode = desk.best, desk.mode
    if mode.daily:
        return "This was your go of the day"
    if best is None:
        return "This run was ranked"
    if best.is_first:
        return "Your first on this board" if best.value else "Your best so far is 0"
    if best.is_new:
        return "A new best of yours"
    return f"Your best is {mode.words.value(best.value) if best.value else 'still 0'}"


def _place(desk: Desk) -> str:
    """Rank and percentile of the player's best."""
    if desk.best is None:
        return "."
    place = desk.best.standing
    if place.percentile is None:
        return "; nobody else is on the board yet."
    said = f": rank {place.rank:,} of {place.players:,}{', shared' if place.shared else ''}"
    return (
        f"{said}, ahead of {place.percentile}\N{NO-BREAK SPACE}% of the others."
        if place.percentile
        else f"{said}."
    )


def _because(desk: Desk, reading_ms: int) -> str:
    """Why a run does not rank.

    What happened in the run comes before who owns the deck: that may have become known only later.
    """
    unranked, day = (desk.outcome.unranked, desk.outcome.day) if desk.outcome else (None, None)
    if unranked is None or unranked.last_at is None:
        changed = "the rules" if unranked and unranked.overtaken else "your score"
        return f"it was closed before its first call, because {changed} had changed"
    if day and not day.counts:
        return "it was practice, your first go of the day counts"
    if desk.deck.unfair:
        return "the deck is unfair on purpose"
    if happened := _in_the_run(desk, unranked, reading_ms):
        return happened
    if unranked.overtaken:
        return "the rules of this mode changed while it was open"
    if unranked.replaces:
        return "your score had changed after you had seen the first file of another run"
    return OWNERS[unranked.owner]


def _in_the_run(desk: Desk, unranked: Unranked, reading_ms: int) -> str:
    """What happened while it was played, if that is why."""
    if unranked.quickest is not None and unranked.quickest < reading_ms:
        return f"a file was judged within {reading_ms / 1000:g} seconds"
    if desk.day is not None and (unranked.last_at or 0) >= closes_at(desk.day):
        return "it went on for more than an hour after its day"
    if not desk.mode.is_complete(desk.run):
        return "the deck had nobody left for its next turn"
    return ""
