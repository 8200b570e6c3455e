"""Replays: a run on a board is open to others if its player agrees, and only once none of its files can rank."""

import pytest
from sqlalchemy import update
from tests.store.runs.test_modes import Player

from higherthanthou.game.modes import MODES
from higherthanthou.game.modes.daily import closes_at, day_numbered, day_of, number_of
from higherthanthou.store.boards import boards
from higherthanthou.store.boards.hidden_aliases import hide
from higherthanthou.store.decks import decks
from higherthanthou.store.engine.database import Database
from higherthanthou.store.players import players
from higherthanthou.store.reviews import replays
from higherthanthou.store.reviews.replays import Replayed
from higherthanthou.store.tables import STILL, profiles, runs
from higherthanthou.store.tables import decks as deck_rows
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


def next_version(database: Database, kept: bool = False) -> None:
    """Publish a version of new files; or with those of before."""
    here = deck_rows.c.slug == "citizens"
    until = STILL if kept else 2
    change(
        database,
        update(deck_rows).where(here).values(version=2),
        update(profiles).where(profiles.c.until == STILL).values(until=until),
    )


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


def test_files_that_are_in_the_next_version_too_keep_a_run_closed(ann: Agreeing) -> None:
    """One of them is enough."""
    run = ann.streak(2)
    next_version(ann.database)
    file = ann.desk(run).judged[1].profile_id
    change(ann.database, update(profiles).where(profiles.c.id == file).values(until=STILL))
    assert (ann.find("streak", 1), ann.numbers()) == (None, {})


def test_an_open_run_that_can_meet_its_files_keeps_it_closed(ann: Agreeing) -> None:
    """It was open when the version ended, and ranks; once it is over, or does not rank, the replay opens."""
    ann.streak()
    ben = Agreeing(ann.database, 2)
    left = ben.start("chain")
    next_version(ann.database)
    assert (ann.find("streak", 1), ann.numbers()) == (None, {})
    change(ann.database, update(runs).where(runs.c.id == left).values(ranked=False))
    assert ann.find("streak", 1)


def test_an_archived_deck_is_over(ann: Agreeing) -> None:
    """Its files are dealt no more, once what was open is over."""
    ann.streak()
    left = Agreeing(ann.database, 2).start("streak")
    change(ann.database, update(deck_rows).values(state="archived"))
    assert ann.find("streak", 1) is None
    change(ann.database, update(runs).where(runs.c.id == left).values(open=False))
    assert ann.find("streak", 1)
    assert ann.numbers() == {ann.id: 1}


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
