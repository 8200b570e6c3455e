"""What becomes of the rows of a file when its host edits and publishes, as docs/architecture.md tells it."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from higherthanthou.game.errors import Refusal
from higherthanthou.store.engine.database import Database
from higherthanthou.store.hosts import drafts, files
from higherthanthou.store.tables import STILL, decks, profiles

DOCS = Path(__file__).parent.parent.parent.parent / "docs" / "architecture.md"
DECK, NEW = "citizens", 77


class Host:
    """A host at the deck of version 3, whose files version 1 began."""

    def __init__(self, database: Database) -> None:
        """The first file is the one that is edited and removed."""
        self.database = database
        database.write_now(lambda c: c.execute(decks.update().values(version=3, edited=False)))
        self.person = self.first()

    def own(self) -> drafts.OwnDeck:
        """The deck as it is now."""
        return self.database.read_now(lambda c: drafts.any_deck(c, DECK))

    def first(self) -> str:
        """The person of the first file."""
        first = select(profiles.c.person).where(profiles.c.deck_id == self.own().deck.id).limit(1)
        return str(self.database.read_now(lambda c: c.execute(first).scalar_one()))

    def add(self) -> None:
        """Add a file like the first one."""
        own = self.own()
        like = self.database.read_now(lambda c: files.file(c, own, self.person)).profile
        self.person = self.database.write_now(lambda c: files.add(c, own, replace(like, name="New"), NEW))

    def edit(self) -> None:
        """Give the file another name."""
        own = self.own()
        file = self.database.read_now(lambda c: files.file(c, own, self.person))
        named = replace(file.profile, name=f"{file.profile.name} again")
        self.database.write_now(lambda c: files.change(c, own, self.person, file.revision, named))

    def remove(self) -> None:
        """Take it out."""
        self.database.write_now(lambda c: files.remove(c, self.own_in(c), self.person))

    def put_back(self) -> None:
        """Undo that."""
        self.database.write_now(lambda c: files.restore(c, self.own_in(c), self.person))

    def own_in(self, connection) -> drafts.OwnDeck:
        """The deck as a write sees it."""
        return drafts.any_deck(connection, DECK)

    def publish(self) -> None:
        """Publish the draft."""
        own = self.own()
        self.database.write_now(lambda c: drafts.publish(c, own))

    def rows(self) -> list[str]:
        """From which version to which the rows of the file are."""
        mine = select(profiles.c.since, profiles.c.until).where(profiles.c.person == self.person)
        found = self.database.read_now(lambda c: c.execute(mine.order_by(profiles.c.since)).all())
        return [f"since {since}, until {'STILL' if until == STILL else until}" for since, until in found]


@pytest.fixture
def host(database: Database) -> Host:
    """At the small world."""
    return Host(database)


STEPS = {
    "adds a file": (("add",), True),
    "edits one that version 3 has": (("edit",), False),
    "edits one that only the draft has": (("add", "edit"), True),
    "removes one": (("remove",), False),
    "undoes that": (("remove", "put_back"), False),
}


def told(action: str) -> tuple[list[str], list[str]]:
    """What the page says of the rows before and after."""
    found = re.search(rf"^\| {action} \| (.*) \| (.*) \|$", DOCS.read_text(), re.M)
    assert found, action
    before, after = (re.findall("`([^`]*)`", cell) for cell in found.groups())
    return before, before if found[2] == "the same row, changed" else after


@pytest.mark.parametrize("action", STEPS)
def test_the_page_tells_what_becomes_of_the_rows(host: Host, action: str) -> None:
    """Before and after; and publishing leaves them as they are, in a version that is the next one."""
    (*first, last), new = STEPS[action]
    for step in first:
        getattr(host, step)()
    before, after = told(action)
    assert (host.rows() if first or not new else []) == before
    getattr(host, last)()
    assert host.rows() == after
    assert (host.own().edited, host.own().draft) == (True, 4)
    host.publish()
    assert host.rows() == after
    assert (host.own().edited, host.own().deck.version) == (False, 4)


def test_every_change_is_counted_and_publishing_names_the_count(host: Host) -> None:
    """A deck that was changed since it was looked at is not published."""
    looked_at = host.own()
    host.edit()
    host.remove()
    assert host.own().revision == looked_at.revision + 2
    with pytest.raises(Refusal, match="Somebody changed this deck meanwhile"):
        host.database.write_now(lambda c: drafts.publish(c, looked_at))
