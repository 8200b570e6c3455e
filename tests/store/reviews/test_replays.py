"""Replays: a run on a board is open to others if its player agrees, and only once none of its files can rank."""

import pytest
from sqlalchemy import insert, select, update
from tests.store.runs.test_modes import Player

from higherthanthou.game.errors import Refusal
from higherthanthou.game.modes import MODES
from higherthanthou.game.modes.daily import closes_at, day_numbered, day_of, number_of
from higherthanthou.making.undoing import undo_publish
from higherthanthou.store.boards import boards
from higherthanthou.store.boards.hidden_aliases import hide
from higherthanthou.store.decks import decks
from higherthanthou.store.engine.database import Database
from higherthanthou.store.hosts import drafts
from higherthanthou.store.players import players
from higherthanthou.store.reviews import replays
from higherthanthou.store.reviews.replays import Replayed
from higherthanthou.store.tables import STILL, new_id, profiles, runs
from higherthanthou.store.tables import decks as deck_rows
from higherthanthou.store.tables import seasons as season_rows
from world import NOW

TODAY = day_of(NOW)
LATER = closes_at(TODAY)


class Agreeing(Player):
    """Somebody on a board."""

    def agree(self, consent: bool = True) -> None:
        """Let others look, or no more."""
        self.database.write_now(lambda c: players.agree_to_replays(c, self.id, consent))

    @property
    def alias(self) -> str:
        """What others read."""
        me = self.database.read_now(lambda c: players.me(c, self.id))
        assert me is not None
        return me.alias

    def find(self, mode: str, number: int, now: int = LATER) -> Replayed | None:
        """What somebody else finds."""

        def work(connection) -> Replayed | None:
            deck = decks.find(connection, "citizens")
            assert deck is not None
            return replays.find(connection, deck, MODES[mode], number, self.alias, now)

        return self.database.read_now(work)

    def streak(self, rights: int = 2) -> str:
        """A streak that is over."""
        run = self.start("streak")
        for _ in range(rights):
            self.guess(run)
        while self.desk(run).file is not None:
            self.miss(run)
        return run

    def numbers(self, version: int = 1, mode: str = "streak", now: int = LATER) -> dict[int, int]:
        """What the board of all time leads to."""

        def work(connection) -> dict[int, int]:
            deck = decks.find(connection, "citizens")
            assert deck is not None
            board = boards.board_name(deck.id, version, mode, "all", now)
            return replays.numbers(connection, deck, MODES[mode], version, boards.top(connection, board), now)

        return self.database.read_now(work)


@pytest.fixture
def ann(wide_database: Database) -> Agreeing:
    """Who agrees."""
    who = Agreeing(wide_database, 1)
    who.agree()
    return who


def change(database: Database, *statements) -> None:
    """Run some changes."""
    for statement in statements:
        database.write_now(lambda c, what=statement: c.execute(what))


def deck_id(database: Database) -> int:
    """That of the citizens."""
    found = database.read_now(lambda c: decks.find(c, "citizens"))
    assert found is not None
    return found.id


def note_season(database: Database, version: int) -> None:
    """A version was made anew, so nobody can undo it."""
    began = {"deck_id": deck_id(database), "version": version, "began_at": NOW}
    change(database, insert(season_rows).values(began))


def next_version(database: Database, version: int = 2, season: bool = True) -> None:
    """Publish a version of people who were never in the deck."""
    here = profiles.c.deck_id == deck_id(database)

    def work(connection) -> None:
        rows = connection.execute(select(profiles).where(here, profiles.c.until == STILL)).all()
        new = [{**row._asdict(), "id": new_id(), "person": f"{version} {row.id}"} for row in rows]
        connection.execute(update(profiles).where(here, profiles.c.until == STILL).values(until=version))
        connection.execute(insert(profiles), [{**row, "since": version} for row in new])
        connection.execute(update(deck_rows).where(deck_rows.c.slug == "citizens").values(version=version))

    database.write_now(work)
    if season:
        note_season(database, version)


def becomes_latest(who: Agreeing, run: str, turn: int):
    """Make somebody of the version that is played the one whom a run met at a turn, as an edit would."""
    rows, file = profiles.alias(), who.desk(run).judged[turn].profile_id
    mine = (rows.c.deck_id == deck_id(who.database), rows.c.until == STILL)
    last = who.database.read_now(lambda c: c.execute(select(rows.c.id).where(*mine)).scalars().first())
    met = select(rows.c.person).where(rows.c.id == file).scalar_subquery()
    return update(profiles).where(profiles.c.id == last).values(person=met)


def undo(database: Database) -> None:
    """Publish the version before again."""
    own = database.read_now(lambda c: drafts.any_deck(c, "citizens"))
    undo_publish(database, own, lambda: NOW)


def test_a_daily_is_open_when_its_day_is(ann: Agreeing) -> None:
    """To the millisecond; and its rows on every board say so."""
    run, number = ann.play_daily(), number_of(TODAY)
    assert day_numbered(number) == TODAY
    assert ann.find("daily", number, LATER - 1) is None
    assert ann.find("daily", number) == Replayed(ann.id, run, ann.alias)
    assert ann.numbers(mode="daily", now=LATER - 1) == {}
    assert ann.numbers(mode="daily") == {ann.id: number}
    assert ann.find("daily", number - 1) is None


def test_nothing_is_open_without_a_yes(ann: Agreeing) -> None:
    """It is no at first, closes at once when taken back, and an alias that is hidden leads nowhere."""
    ben = Agreeing(ann.database, 2)
    number = number_of(TODAY)
    for who in (ann, ben):
        who.play_daily()
    assert ben.find("daily", number) is None
    assert ann.find("daily", number)
    ann.agree(False)
    assert (ann.find("daily", number), ann.numbers(mode="daily")) == (None, {})
    ann.agree()
    deck = ann.database.read_now(lambda c: decks.find(c, "citizens"))
    ann.database.write_now(lambda c: hide(c, ann.id, ann.alias, deck.id, NOW))
    assert (ann.find("daily", number), ann.numbers(mode="daily")) == (None, {})


def test_practice_is_not_on_a_board(ann: Agreeing) -> None:
    """Nor is a go that does not rank."""
    run = ann.play_daily()
    change(ann.database, update(runs).where(runs.c.id == run).values(ranked=False))
    assert ann.find("daily", number_of(TODAY)) is None


def test_a_version_that_goes_on_is_closed(ann: Agreeing) -> None:
    """Its files still rank. When it is over, the best of its board is open."""
    ann.streak(1)
    best = ann.streak(3)
    ann.streak(2)
    assert (ann.find("streak", 1), ann.numbers()) == (None, {})
    next_version(ann.database)
    assert ann.find("streak", 1) == Replayed(ann.id, best, ann.alias)
    assert ann.numbers() == {ann.id: 1}
    assert ann.find("streak", 2) is None
    assert ann.find("chain", 1) is None


def test_people_who_are_in_the_next_version_too_keep_a_run_closed(ann: Agreeing) -> None:
    """One of them is enough, also one who was edited: the score is the same, or as good as that."""
    run = ann.streak(2)
    next_version(ann.database)
    assert ann.find("streak", 1)
    change(ann.database, becomes_latest(ann, run, turn=1))
    assert (ann.find("streak", 1), ann.numbers()) == (None, {})


def test_undoing_leads_to_no_file_that_a_replay_has_shown(ann: Agreeing) -> None:
    """So the version before the published one is closed, for it may come back; undone twice it is as before."""
    ann.streak()
    next_version(ann.database, 2, season=False)
    ann.streak()

    def opened() -> list[bool]:
        found = [version for version in (1, 2, 3, 4) if ann.find("streak", version) or ann.numbers(version)]
        return [version in found for version in (1, 2)]

    assert opened() == [False, False]
    undo(ann.database)
    assert opened() == [False, False]
    undo(ann.database)
    assert opened() == [False, False]
    next_version(ann.database, 5, season=False)
    assert opened() == [True, False]
    next_version(ann.database, 6, season=False)
    assert opened() == [True, True]


def test_a_season_is_not_undone(ann: Agreeing) -> None:
    """So the replays of the one before open with it, and stay open when a host edits the next one."""
    ann.streak()
    next_version(ann.database)
    assert ann.numbers() == {ann.id: 1}
    with pytest.raises(Refusal, match="a season is not undone"):
        undo(ann.database)
    next_version(ann.database, 3, season=False)
    undo(ann.database)
    assert ann.numbers() == {ann.id: 1}


def test_an_open_run_that_can_meet_its_files_keeps_it_closed(ann: Agreeing) -> None:
    """It was open when the version ended, and ranks; once it is over, or does not rank, the replay opens."""
    ann.streak()
    ben = Agreeing(ann.database, 2)
    left = ben.start("chain")
    next_version(ann.database)
    assert (ann.find("streak", 1), ann.numbers()) == (None, {})
    change(ann.database, update(runs).where(runs.c.id == left).values(ranked=False))
    assert ann.find("streak", 1)


def test_an_open_run_that_can_meet_its_people_after_an_edit_keeps_it_closed(ann: Agreeing) -> None:
    """Versions later, as another row."""
    run = ann.streak()
    next_version(ann.database)
    change(ann.database, becomes_latest(ann, run, turn=0))
    left = Agreeing(ann.database, 2).start("streak")
    next_version(ann.database, 3)
    assert (ann.find("streak", 1), ann.numbers()) == (None, {})
    change(ann.database, update(runs).where(runs.c.id == left).values(open=False))
    assert ann.find("streak", 1)


def test_archiving_opens_nothing(ann: Agreeing) -> None:
    """The deck can be published again, as it is. What was open before stays open."""
    ann.streak()
    change(ann.database, update(deck_rows).values(state="archived"))
    assert (ann.find("streak", 1), ann.numbers()) == (None, {})
    change(ann.database, update(deck_rows).values(state="published"))
    next_version(ann.database)
    change(ann.database, update(deck_rows).values(state="archived"))
    assert ann.find("streak", 1)


def test_nobody_is_found_by_another_name(ann: Agreeing) -> None:
    """An alias of nobody, or of one who has been erased."""
    ann.play_daily()
    alias, number = ann.alias, number_of(TODAY)
    deck = ann.database.read_now(lambda c: decks.find(c, "citizens"))

    def find(name: str) -> Replayed | None:
        return ann.database.read_now(lambda c: replays.find(c, deck, MODES["daily"], number, name, LATER))

    assert find(alias.upper())
    assert find("nobody at all") is None
    ann.database.write_now(lambda c: players.erase(c, ann.id, NOW))
    assert find(alias) is None
