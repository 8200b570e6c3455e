"""The files of a draft: a page of them, one to be edited, and adding, changing, removing and undoing."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.engine import Connection

from ...game.errors import Refusal
from ...game.names.folding import folded
from ...game.profile import Entry, Profile
from ..decks.profile_row import columns_of, read_profile, read_record
from ..decks.profiles import portrait_url
from ..engine.errors import Missing
from ..tables import STILL, columns, new_id, new_public_id, profiles, reports
from .columns import learn_columns
from .drafts import OwnDeck, mark_edited

PAGE = 50
MOST = 100_000
SORTS = ("position", "name", "score", "age", "occupation", "place")

_P = profiles.c


@dataclass(frozen=True, slots=True)
class FileQuery:
    """What of the files to show: a page, those that hold some words or were reported, by one of SORTS."""

    page: int = 1
    words: str = ""
    sort: str = "position"
    down: bool = False
    reported: bool = False


class Line(NamedTuple):
    """A file as a line of the table of its host."""

    id: int
    person: str
    revision: int
    name: str
    score: int
    age: int | None
    occupation: str
    place: str
    portrait: str


_LINE = columns(profiles, " ".join(Line._fields))


@dataclass(frozen=True, slots=True)
class FilePage:
    """A page of lines, counted from 1, out of ``total`` that were found."""

    lines: tuple[Line, ...]
    number: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least 1."""
        return max(1, -(-self.total // PAGE))


class DraftFile(NamedTuple):
    """A whole file of a draft. ``revision`` tells whether it is still the one that was looked at.

    ``by_stars`` is whether its score is what stars make of it: in a rated deck, once a version has had it.
    """

    id: int
    person: str
    revision: int
    portrait: str
    profile: Profile
    by_stars: bool


class EditConflict(Exception):
    """Somebody else has changed the file meanwhile; ``now`` is what it has become, None if it is gone."""

    def __init__(self, now: DraftFile | None) -> None:
        """Keep what it has become."""
        super().__init__("This file was changed meanwhile.")
        self.now = now


def page(connection: Connection, deck: OwnDeck, wanted: FileQuery) -> FilePage:
    """A page of the files whose name, occupation or place holds the words, in the order asked for."""
    found = deck.in_draft
    if wanted.words:
        found &= _P.sought.contains(folded(wanted.words), autoescape=True)
    if wanted.reported:
        told = select(reports.c.person).where(reports.c.deck_id == deck.deck.id, ~reports.c.settled)
        found &= _P.person.in_(told)
    total = connection.execute(select(func.count()).select_from(profiles).where(found)).scalar_one()
    number = max(1, min(wanted.page, -(-total // PAGE)))
    column = _P[wanted.sort].desc() if wanted.down else _P[wanted.sort]
    query = select(*_LINE).where(found).order_by(column, _P.position, _P.id)
    rows = connection.execute(query.limit(PAGE).offset((number - 1) * PAGE))
    return FilePage(tuple(_line(tuple(row)) for row in rows), number, total)


def line(connection: Connection, deck: OwnDeck, person: str) -> Line:
    """One line of that table; Missing if the draft has no such file."""
    row = connection.execute(select(*_LINE).where(deck.in_draft, _P.person == person)).first()
    if row is None:
        raise Missing
    return _line(tuple(row))


def _line(row: tuple[Any, ...]) -> Line:
    found = Line._make(row)
    return found._replace(portrait=portrait_url(found.portrait))


def file(connection: Connection, deck: OwnDeck, person: str) -> DraftFile:
    """A file of the draft; Missing if the draft has none of that name."""
    row = connection.execute(_whole(deck).where(deck.in_draft, _P.person == person)).first()
    if row is None:
        raise Missing
    return _file(row)


def every(connection: Connection, deck: OwnDeck) -> Iterator[DraftFile]:
    """Every file of the draft in the order of a deck file, read as they are asked for.

    Files that have the same fact share it, so that all of them together take little memory.
    """
    query = _whole(deck).where(deck.in_draft).order_by(_P.position, _P.id).execution_options(yield_per=500)
    known: dict[Entry, Entry] = {}
    for row in connection.execute(query):
        found = _file(row)
        shared = tuple([known.setdefault(entry, entry) for entry in found.profile.record])
        yield found._replace(profile=replace(found.profile, record=shared))


def _whole(deck: OwnDeck) -> Select[Any]:
    return select(profiles, deck.by_stars.label("by_stars"))


def _file(row: Any) -> DraftFile:
    return DraftFile(row.id, row.person, row.revision, row.portrait, read_profile(row), bool(row.by_stars))


def has_emblems(connection: Connection, deck: OwnDeck) -> bool:
    """Whether the files of the draft are drawn as things, as the first of them that is drawn is."""
    drawn = select(_P.look).where(deck.in_draft, _P.look != "{}").order_by(_P.position).limit(1)
    row = connection.execute(drawn).first()
    return row is not None and "emblem" in json.loads(row[0])


def add(connection: Connection, deck: OwnDeck, profile: Profile, identity: int) -> str:
    """Add a file at the end of the draft, unless the one of that id is there; return its person's name."""
    person = f"{identity:016x}"
    if connection.execute(select(_P.id).where(deck.in_draft, _P.person == person)).first():
        return person
    mark_edited(connection, deck)
    _check_room(deck)
    last = select(func.max(_P.position)).where(_P.deck_id == deck.deck.id)
    position = (connection.execute(last).scalar() or 0) + 1
    if connection.execute(select(_P.id).where(_P.id == identity)).first():  # it was taken out since
        identity = new_id()
        person = f"{identity:016x}"
    row = {"id": identity, "person": person, "portrait": new_public_id(), "deck_id": deck.deck.id}
    connection.execute(
        insert(profiles), row | columns_of(profile) | {"position": position, "since": deck.draft}
    )
    learn_columns(connection, deck, profile.record)
    return person


def _check_room(deck: OwnDeck) -> None:
    if deck.count >= MOST:
        raise Refusal(f"A deck has at most {MOST:,} files.")


def change(
    connection: Connection,
    deck: OwnDeck,
    person: str,
    revision: int,
    profile: Profile,
    portrait: str | None = None,
) -> None:
    """Put a profile in the place of what a file was, and another portrait if there is one.

    A row that a version has is ended, and the draft gets another. Where stars have moved the score it stays.
    Raises EditConflict if the file is no longer the one of that revision, UnusableLabels if the deck cannot
    have its facts.
    """
    mark_edited(connection, deck)
    found = connection.execute(_whole(deck).where(deck.in_draft, _P.person == person)).first()
    if found is None or found.revision != revision:
        raise EditConflict(_file(found) if found else None)
    row = {column.name: getattr(found, column.name) for column in profiles.c}
    values = columns_of(profile) | {"revision": revision + 1} | ({"portrait": portrait} if portrait else {})
    if found.by_stars:
        values["score"] = row["score"]
    if row["since"] == deck.draft:
        connection.execute(update(profiles).where(_P.id == row["id"]).values(values))
    else:
        connection.execute(update(profiles).where(_P.id == row["id"]).values(until=deck.draft))
        connection.execute(insert(profiles), {**row, **values, "id": new_id(), "since": deck.draft})
    learn_columns(connection, deck, profile.record)


def remove(connection: Connection, deck: OwnDeck, person: str) -> str:
    """Take a file out of the draft, so that it can be put back; return its name. Twice is as good as once."""
    if (taken_out := _taken_out(connection, deck, person)) is not None:
        return str(taken_out.name)
    mark_edited(connection, deck)
    gone = file(connection, deck, person)
    connection.execute(update(profiles).where(_P.id == gone.id).values(until=deck.draft))
    return gone.profile.name


def _taken_out(connection: Connection, deck: OwnDeck, person: str) -> Any:
    """Id, name and record of a file that was taken out of this draft and is not back, else None."""
    if connection.execute(select(_P.id).where(deck.in_draft, _P.person == person)).first():
        return None
    ours = (_P.deck_id == deck.deck.id) & (_P.person == person) & (_P.until == deck.draft)
    known = select(_P.id, _P.name, _P.record).where(ours).order_by(_P.since.desc()).limit(1)
    return connection.execute(known).first()


def restore(connection: Connection, deck: OwnDeck, person: str) -> None:
    """Undo a removal, as long as the draft has not been published."""
    mark_edited(connection, deck)
    if connection.execute(select(_P.id).where(deck.in_draft, _P.person == person)).first():
        return
    _check_room(deck)
    row = _taken_out(connection, deck, person)
    if row is None:
        raise Missing
    connection.execute(update(profiles).where(_P.id == row.id).values(until=STILL))
    learn_columns(connection, deck, read_record(row.record))
