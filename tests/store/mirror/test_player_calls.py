"""The calls that the mirror looks at: the newest, with a fixed mark, each file as it was shown, met once."""

import pytest
from sqlalchemy import insert, select, update
from tests.store.runs.test_modes import Player

from higherthanthou.game.deal import Side
from higherthanthou.game.mirror.called import MOST
from higherthanthou.game.profile import Shown
from higherthanthou.store.engine.database import Database
from higherthanthou.store.mirror.player_calls import PlayerCall, newest_calls
from higherthanthou.store.mirror.weighers import weigher_of
from higherthanthou.store.players import players
from higherthanthou.store.tables import decks, guesses, ids, runs
from world import DIMENSIONS, NOW


@pytest.fixture
def ann(wide_database: Database) -> Player:
    """Somebody."""
    return Player(wide_database, 1)


def calls(player: Player) -> list[PlayerCall]:
    """What the mirror looks at."""
    return player.database.read_now(lambda connection: newest_calls(connection, player.id))


def shown(call: PlayerCall) -> list[str]:
    """The labels of the facts that stood on the file."""
    return [entry.label for entry in call.record if entry.shown is Shown.FILE]


def test_the_newest_calls_come_first(ann: Player) -> None:
    """With what was said, what was true and what it was compared with."""
    run = ann.start("streak")
    seen = [ann.desk(run).file for _ in (ann.guess(run), ann.guess(run)) if ann.desk(run).file]
    ann.miss(run)
    found = calls(ann)
    assert [call.higher == (call.score > call.anchor) for call in found] == [False, True, True]
    assert {(call.model, call.deck_title, call.anchor) for call in found} == {("sesame", "Citizens", 640)}
    assert found[0].name == seen[-1].name
    assert found[0].expression == "calm"


def test_only_modes_with_a_fixed_mark_and_decks_with_a_model_count(ann: Player) -> None:
    """Not chains, match nights, rated decks or decks on scales of their own."""
    for mode, deck in (("chain", "citizens"), ("match", "matches"), ("streak", "rated"), ("streak", "goals")):
        ann.guess(ann.start(mode, deck), like="like")
    assert calls(ann) == []
    ann.guess(ann.start("daily"))
    ann.guess(ann.start("year"))
    assert len(calls(ann)) == 2


def test_nobody_sees_the_calls_of_another(ann: Player, wide_database: Database) -> None:
    """Nor those of somebody who is erased."""
    ann.guess(ann.start("streak"))
    assert calls(Player(wide_database, 2)) == []
    ann.database.write_now(lambda connection: players.erase(connection, ann.id, NOW))
    assert calls(ann) == []


@pytest.mark.parametrize(("begins", "kinds"), [(580, 2), (700, 2)])
def test_a_file_of_a_year_is_as_it_was_shown(ann: Player, begins: int, kinds: int) -> None:
    """A fact fewer where the restaurant is closed, one more where a bar was uncovered, at that turn only."""
    run = ann.start("year")
    begun = update(runs).where(runs.c.id == run).values(value=begins, own_score=begins)
    ann.database.write_now(lambda connection: connection.execute(begun))
    if begins == 700:
        ann.use(run, "uncover")
    seen = []
    for turn in range(8):
        file = ann.desk(run).file
        assert file
        seen.append(sorted(fact.label for fact in file.facts))
        (ann.guess if turn > 3 else ann.miss)(run, stake="20")
    assert len({len(labels) for labels in seen}) == kinds
    assert [sorted(shown(call)) for call in reversed(calls(ann))] == seen


def test_a_file_met_again_counts_once(ann: Player) -> None:
    """As it was called the first time: after that it is memory."""
    first = ann.start("daily")
    for _ in range(10):
        ann.guess(first)
    again = ann.start("daily", practice=True)
    ann.guess(again, Side.HIGHER)
    found = calls(ann)
    assert len(found) == 10
    assert {call.run_id for call in found} == {first}


def test_newest_is_by_time(ann: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not by the ids of runs, which begin with the place of a process; also in a run that was left open."""
    opened = []
    for place in (15, 0, 7):
        monkeypatch.setattr(ids, "PLACE", place)
        opened.append(ann.start("streak"))
        ann.guess(opened[-1])
    ann.guess(opened[1])
    assert [call.run_id for call in calls(ann)] == [opened[1], opened[2], opened[1], opened[0]]


def test_the_end_is_by_time(ann: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    """If there are more, those of the runs that began first are left out."""
    for place in (15, 0):
        monkeypatch.setattr(ids, "PLACE", place)
        run = ann.start("streak")
        ann.guess(run)
    one = ann.database.read_now(lambda c: c.execute(select(guesses).where(guesses.c.run_id == run)).one())
    copies = [one._asdict() | {"turn": turn} for turn in range(2, MOST + 1)]
    ann.database.write_now(lambda c: c.execute(insert(guesses), copies))
    assert {call.run_id for call in calls(ann)} == {run}


def test_there_is_an_end(ann: Player) -> None:
    """Of a player with more calls only the newest are read; those before them are as if never made."""
    run = ann.start("streak")
    for _ in range(3):
        ann.guess(run)
    before = MOST - 1
    one = ann.database.read_now(lambda c: c.execute(select(guesses).where(guesses.c.turn == 1)).one())
    copies = [one._asdict() | {"turn": turn} for turn in range(4, 4 + before)]
    ann.database.write_now(lambda c: c.execute(insert(guesses), copies))
    found = calls(ann)
    assert len(found) == 2  # turn 3, and the copies, which are of one file; turns 1 and 2 are left out


def test_a_version_has_its_weigher(ann: Player) -> None:
    """Learned once; a deck with hardly any files has none."""
    deck_id = ann.database.read_now(lambda c: c.scalar(select(decks.c.id).where(decks.c.slug == "citizens")))
    found, again = [ann.database.read_now(lambda c: weigher_of(c, deck_id, 1, DIMENSIONS)) for _ in range(2)]
    assert found is again is not None
    assert ann.database.read_now(lambda c: weigher_of(c, deck_id + 1, 1, DIMENSIONS)) is None
