"""What players have reported of the files of a deck: for its host, and for operators. Nobody is named."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import func, select, update
from sqlalchemy.engine import Connection

from ...game.reports import Reason
from ..decks.profiles import portrait_url
from ..hosts.drafts import OwnDeck
from ..tables import profiles, reports

_R = reports.c


class ReportedFile(NamedTuple):
    """A file with open reports: how many for each reason, and when the latest came, in milliseconds.

    ``kept`` is whether the draft still has it; one that a day was made for, or that was removed, it has not.
    """

    person: str
    name: str
    portrait: str
    kept: bool
    reasons: dict[Reason, int]
    latest: int

    @property
    def times(self) -> int:
        """How many players have reported it."""
        return sum(self.reasons.values())

    @property
    def said(self) -> str:
        """What and how often, such as "hurtful: 2, wrong: 1"."""
        most = sorted(self.reasons.items(), key=lambda item: (-item[1], item[0]))
        return ", ".join(f"{reason}: {count}" for reason, count in most)


def open_reports(
    connection: Connection, deck: OwnDeck, persons: Iterable[str] | None = None
) -> dict[str, ReportedFile]:
    """The files of a deck with reports that were not settled, by their person; of all files, or of some."""
    mine = (_R.deck_id == deck.deck.id) & ~_R.settled
    if persons is not None:
        mine &= _R.person.in_(list(persons))
    query = select(_R.person, _R.reason, func.count(), func.max(_R.reported_at), func.max(_R.profile_id))
    found: dict[str, ReportedFile] = {}
    for person, reason, count, at, profile_id in connection.execute(
        query.where(mine).group_by(_R.person, _R.reason)
    ):
        known = found.get(person) or _named(connection, deck, person, profile_id)
        known.reasons[Reason(reason)] = count
        found[person] = known._replace(latest=max(known.latest, at))
    return dict(sorted(found.items(), key=lambda item: (-item[1].times, item[1].name)))


def _named(connection: Connection, deck: OwnDeck, person: str, profile_id: int) -> ReportedFile:
    """A reported file without its reports: as the draft has it, or as it was reported."""
    shown = select(profiles.c.name, profiles.c.portrait)
    row = connection.execute(shown.where(deck.in_draft, profiles.c.person == person)).first()
    kept = row is not None
    row = row or connection.execute(shown.where(profiles.c.id == profile_id)).first()
    name, portrait = row if row else ("A file that is gone", "")
    return ReportedFile(person, name, portrait_url(portrait), kept, {}, 0)


def settle(connection: Connection, deck: OwnDeck, person: str) -> int:
    """Settle the open reports of a file; return how many there were."""
    mine = (_R.deck_id == deck.deck.id) & (_R.person == person) & ~_R.settled
    return connection.execute(update(reports).where(mine).values(settled=True)).rowcount
