"""Replacing the data of a draft: what stays keeps its face and number, and nothing is half there."""

from collections.abc import Iterator
from dataclasses import replace as changed

import pytest

from higherthanthou.authoring.correcting.merging import SheetColumns
from higherthanthou.game.errors import Refusal
from higherthanthou.game.profile import Entry, Profile, Shown
from higherthanthou.making.replacing import Difference, compare, replace
from higherthanthou.store.hosts import drafts, files
from higherthanthou.store.hosts.drafts import OwnDeck
from higherthanthou.store.hosts.files import DraftFile
from higherthanthou.store.tables import decks, profiles
from higherthanthou.web.server import Server
from world import LOOK, NOW, make_deck, put_deck

ALL = SheetColumns(frozenset(("name", "score", "age")), frozenset(("Wings", "Code")), placed=False)


def person(n: int, name: str = "", score: int = 0, wings: str = "") -> Profile:
    """A person with a fact, a code under a bar, and a note that no sheet has."""
    record = (
        Entry("Wings", wings or f"{n} wings", Shown.FILE),
        Entry("Code", f"c{n}", Shown.WITHHELD),
        Entry("Note", f"note {n}", Shown.FILE),
    )
    said = {"age": 20, "occupation": "folder", "place": "Hall"}
    return Profile(name or f"Person {n}", score or 400 + n, **said, file_number=f"F{n}", look=LOOK, portrait_alt="a face", record=record, bars=(3,))  # fmt: skip


def told(n: int, name: str = "", score: int = 0, wings: str = "") -> Profile:
    """The same as a sheet has it: another face and number, another bar, nothing of occupation or note."""
    one = person(n, name, score, wings)
    facts = one.record[:2]
    drawn = {"file_number": "other", "look": {**LOOK, "skinColor": "000000"}, "bars": (1,)}
    return changed(one, **drawn, record=facts, occupation="", place="", portrait_alt="another")


@pytest.fixture
def deck(server: Server) -> OwnDeck:
    """A published deck of twelve."""
    row = make_deck("planes", "Planes", low=0, high=500)
    put_deck(server.database, row, [person(n) for n in range(12)])
    return own(server)


def own(server: Server) -> OwnDeck:
    """The deck as its host has it."""
    return server.database.read_now(lambda c: drafts.any_deck(c, "planes"))


def everyone(server: Server) -> dict[str, DraftFile]:
    """The files of the draft by their names."""
    return server.database.read_now(
        lambda c: {file.profile.name: file for file in files.every(c, drafts.any_deck(c, "planes"))}
    )


def put(server: Server, deck: OwnDeck, sheet: list[Profile], key: str = "name") -> Difference:
    """Compare, see that nothing changed by that, and replace; both say the same."""
    before = everything(server)
    seen = compare(server.database, deck, iter(sheet), ALL, key)
    assert everything(server) == before
    done = replace(server.database, deck, iter(sheet), ALL, key, lambda: NOW)
    assert done == seen
    return done


def everything(server: Server) -> list[object]:
    """All rows of decks and profiles."""
    return server.database.read_now(
        lambda c: [tuple(row) for table in (decks, profiles) for row in c.execute(table.select()).all()]
    )


def test_new_changed_gone_and_same_are_told_apart(server: Server, deck: OwnDeck) -> None:
    """What stays keeps portrait, person, number, face, bars, and what the sheet has no column for."""
    before = everyone(server)
    sheet = [told(n) for n in range(10)] + [told(40, "Nova", 600)]
    sheet[3] = told(3, score=444, wings="many")
    found = put(server, deck, sheet)
    assert (found.same, found.changed, found.new, found.gone) == (9, 1, 1, 2)
    assert found.gone_names == [(before[f"Person {n}"].person, f"Person {n}") for n in (10, 11)]
    assert found.new_names == [("Nova", 600)]
    (change,) = found.changed_files
    assert (change.name, change.before, change.after) == ("Person 3", 403, 444)
    assert change.changes == (("Wings", "3 wings", "many"),)
    after = everyone(server)
    assert set(after) == {f"Person {n}" for n in range(10)} | {"Nova"}
    assert after["Person 5"] == before["Person 5"]
    old, new = before["Person 3"], after["Person 3"]
    assert (new.person, new.portrait, new.revision) == (old.person, old.portrait, old.revision + 1)
    record = (Entry("Wings", "many", Shown.FILE), *old.profile.record[1:])
    assert new.profile == changed(old.profile, score=444, record=record)
    now = own(server)
    assert (now.edited, now.count, now.deck.low, now.deck.high) == (True, 11, 0, 600)


def test_the_published_version_stays_until_the_draft_is_published(server: Server, deck: OwnDeck) -> None:
    """Rows of it are ended, not edited; publishing and undoing go on from there."""
    put(server, deck, [told(n, score=50 + n) for n in range(12)])
    rows = server.database.read_now(
        lambda c: c.execute(profiles.select().where(profiles.c.deck_id == deck.deck.id)).all()
    )
    assert (
        sorted((row.since, row.until, row.score >= 400) for row in rows if row.until == 2)
        == [(1, 2, True)] * 12
    )
    server.database.write_now(lambda c: drafts.publish(c, drafts.any_deck(c, "planes")))
    assert own(server).deck.version == 2
    assert {file.profile.score for file in everyone(server).values()} == set(range(50, 62))


def test_a_draft_that_was_never_published_is_replaced_in_place(server: Server, deck: OwnDeck) -> None:
    """Twice: what only the draft has leaves nothing behind."""
    put(server, deck, [told(n, score=50 + n) for n in range(12)])
    rows = len(everything(server))
    put(server, own(server), [told(n, score=70 + n) for n in range(12)])
    assert len(everything(server)) == rows
    assert {file.profile.score for file in everyone(server).values()} == set(range(70, 82))


def test_another_key_finds_files_that_are_called_otherwise(server: Server, deck: OwnDeck) -> None:
    """By the code under their bars, without case."""
    before = everyone(server)
    sheet = [told(n, name=f"Renamed {n}") for n in range(12)]
    assert compare(server.database, deck, iter(sheet), ALL).new == 12
    found = put(server, deck, sheet, key="Code")
    assert (found.changed, found.new, found.gone) == (12, 0, 0)
    assert everyone(server)["Renamed 7"].person == before["Person 7"].person


def test_namesakes_are_matched_in_their_order_or_not_at_all(server: Server, deck: OwnDeck) -> None:
    """As many in both: one after the other. Otherwise nobody can tell, and nothing is stored."""
    sheet = [told(n) for n in range(12)]
    twice = [*sheet, told(3, score=9), told(20, "Person 4")]
    before = everything(server)
    with pytest.raises(Refusal, match="person 3"):
        replace(server.database, deck, iter(twice), ALL, "name", lambda: NOW)
    assert everything(server) == before
    put(server, deck, [*sheet, told(30, "Twin", 301), told(31, "Twin", 302)])
    found = put(server, own(server), [*sheet, told(30, "Twin", 301), told(31, "Twin", 303)])
    assert (found.same, found.changed, found.namesakes) == (13, 1, 2)
    assert [(change.before, change.after) for change in found.changed_files] == [(302, 303)]


def test_a_sheet_that_changes_nothing_leaves_the_deck_unedited(server: Server, deck: OwnDeck) -> None:
    """And no stage."""
    before = everything(server)
    assert put(server, deck, [told(n) for n in range(12)]).same == 12
    assert everything(server) == before


def test_a_deck_that_changes_meanwhile_is_not_replaced(server: Server, deck: OwnDeck) -> None:
    """Neither while the sheet is compared nor at the end."""
    person_3 = everyone(server)["Person 3"].person

    def sheet() -> Iterator[Profile]:
        yield from (told(n, score=50 + n) for n in range(12))
        server.database.write_now(lambda c: files.remove(c, drafts.any_deck(c, "planes"), person_3))

    with pytest.raises(Refusal, match="changed this deck"):
        replace(server.database, deck, sheet(), ALL, "name", lambda: NOW)
    assert {file.profile.score for file in everyone(server).values()} == {
        400 + n for n in range(12) if n != 3
    }
    assert own(server).count == 11


def test_a_deck_of_a_model_is_not_replaced(server: Server) -> None:
    """Its scores follow from its facts."""
    citizens = server.database.read_now(lambda c: drafts.any_deck(c, "citizens"))
    with pytest.raises(Refusal, match="score model"):
        compare(server.database, citizens, iter([told(1)]), ALL)


def test_facts_that_no_deck_can_have_are_refused_whole(server: Server, deck: OwnDeck) -> None:
    """Two labels that differ in capitals only."""
    before = everything(server)
    odd = changed(told(50, "Nova"), record=(Entry("WINGS", "x", Shown.FILE),), bars=())
    with pytest.raises(Refusal, match="capitals"):
        replace(server.database, deck, iter([told(n) for n in range(12)] + [odd]), ALL, "name", lambda: NOW)
    assert everything(server) == before
