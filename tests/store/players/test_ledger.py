"""The privacy ledger follows the same tags as docs/privacy.md, export and erasure."""

from pathlib import Path

import pytest
from tests.store.challenges.test_challenges import Challenger
from tests.store.runs.test_modes import Player

from higherthanthou.store.engine.database import Database
from higherthanthou.store.engine.errors import Missing
from higherthanthou.store.players import players
from higherthanthou.store.players.ledger import ORDER, WHY, ledger
from higherthanthou.store.players.privacy import BESIDE, TAGS, of_players
from world import NOW


def test_every_table_of_a_player_has_a_line(database: Database) -> None:
    """With what and how long by its tags, which docs/privacy.md is made of, and a reason; in one order."""
    ann = Player(database, 1)
    lines = {line.table: line for line in database.read_now(lambda c: ledger(c, ann.id))}
    found_otherwise = {"rooms", "challenges", "poll_answers"}
    assert {table.name for table in of_players()} | set(BESIDE) | found_otherwise == set(WHY)
    assert list(lines) == list(ORDER)
    assert set(WHY) == set(ORDER)
    written = Path("docs/privacy.md").read_text(encoding="utf-8")
    for name, line in lines.items():
        about, kept, _ = TAGS[name]
        assert f"## `{name}`\n\n{about}." in written
        assert (line.about, line.why) == (about, WHY[name])
        assert kept in written
        assert "the player" not in line.kept


def test_rows_are_counted(database: Database) -> None:
    """Those of the player alone; who was erased has no ledger."""
    ann, ben = Player(database, 1), Player(database, 2)
    for _ in range(2):
        ann.miss(ann.start("chain"))
    ben.start("streak")
    counts = {line.table: line.rows for line in database.read_now(lambda c: ledger(c, ann.id))}
    assert (counts["players"], counts["runs"], counts["guesses"], counts["rooms"]) == (1, 2, 2, 0)
    assert counts["erasures"] is None
    database.write_now(lambda c: players.erase(c, ann.id, NOW))
    with pytest.raises(Missing):
        database.read_now(lambda c: ledger(c, ann.id))


def test_challenges_are_their_makers_and_attempts_are_of_who_takes_them_up(database: Database) -> None:
    """Each of the two reads of their own part, and of nothing else."""
    ann, ben = Challenger(database, 1), Challenger(database, 2)
    ben.take_up(ann.challenge(ann.play("streak")))
    read = [database.read_now(lambda c, who=who: ledger(c, who.id)) for who in (ann, ben)]
    counts = [{line.table: line.rows for line in lines} for lines in read]
    assert [one["challenges"] for one in counts] == [1, 0]
    assert [one["challenge_attempts"] for one in counts] == [0, 1]


def test_a_miss_on_credit_is_among_what_a_player_used(database: Database) -> None:
    """It is a row beside swaps and likes, and the ledger calls it by its name."""
    ann = Player(database, 1)
    run = ann.start("streak")
    for _ in range(5):
        ann.guess(run)
    ann.miss(run)
    lines = {line.table: line for line in database.read_now(lambda c: ledger(c, ann.id))}
    assert lines["lifelines"].rows == 1
    assert "a miss on credit" in lines["lifelines"].about
    assert "a miss on credit" in lines["lifelines"].why
