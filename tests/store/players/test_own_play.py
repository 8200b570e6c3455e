"""Own play is counted from runs: ended ones in which something was judged, and days on which any began."""

import pytest
from sqlalchemy import update
from tests.store.runs.test_modes import DAY, Player

from higherthanthou.game.modes import CHALLENGES, MODES
from higherthanthou.game.modes.daily import day_of
from higherthanthou.store.engine.database import Database
from higherthanthou.store.players.own_play import OwnPlay, own_play
from higherthanthou.store.tables import runs
from world import NOW

TODAY = day_of(NOW)


@pytest.fixture
def ann(wide_database: Database) -> Player:
    """Somebody."""
    return Player(wide_database, 1)


def played(player: Player, since: int = TODAY - 80) -> OwnPlay:
    """What is counted."""
    return player.database.read_now(lambda connection: own_play(connection, player.id, since))


def test_runs_are_counted_by_mode_and_value(ann: Player, wide_database: Database) -> None:
    """A miss on the first file is a streak of 0; open runs and those of others are left out."""
    for rights in (0, 2, 2):
        run = ann.start("streak")
        for _ in range(rights):
            ann.guess(run)
        ann.miss(run)
    ann.miss(ann.start("chain"))
    ann.guess(ann.start("streak"))
    ben = Player(wide_database, 2)
    ben.miss(ben.start("streak"))
    assert played(ann).values == {"streak": {0: 1, 2: 2}, "chain": {0: 1}}


def test_practice_is_no_daily(ann: Player) -> None:
    """The day has one go; what was judged again on the same files is no best."""
    first = ann.start("daily")
    for turn in range(10):
        (ann.guess if turn < 4 else ann.miss)(first)
    again = ann.start("daily", practice=True)
    for _ in range(10):
        ann.guess(again)
    assert played(ann).values == {"daily": {4: 1}}


def test_years_are_counted_as_boards_rank_them(ann: Player) -> None:
    """By what was won: whoever began high ends high, and may have won less."""
    for began, ended in ((640, 745), (700, 790)):
        run = ann.start("year")
        ann.guess(run, stake="10")
        over = update(runs).where(runs.c.id == run).values(own_score=began, value=ended, open=False)
        ann.database.write_now(lambda connection, over=over: connection.execute(over))
    year = MODES["year"]
    assert played(ann).values == {"year": {year.board_value(745, 640): 1, year.board_value(790, 700): 1}}


def test_challenges_are_counted_by_themselves(ann: Player) -> None:
    """Their modes are none that anybody chooses."""
    run, challenge = ann.start("streak"), CHALLENGES["streak"].key
    ann.miss(run)
    taken_up = update(runs).where(runs.c.id == run).values(mode=challenge)
    ann.database.write_now(lambda connection: connection.execute(taken_up))
    assert played(ann).values == {challenge: {0: 1}}


def test_days_are_those_on_which_a_run_began(ann: Player) -> None:
    """From the first day on that is asked for."""
    ann.start("streak")
    ann.now += 2 * DAY
    ann.miss(ann.start("chain"))
    ann.miss(ann.start("chain"))
    assert played(ann).days == {TODAY: 1, TODAY + 2: 2}
    assert played(ann, TODAY + 1).days == {TODAY + 2: 2}
    assert played(ann, TODAY + 3) == OwnPlay({"chain": {0: 2}}, {})
