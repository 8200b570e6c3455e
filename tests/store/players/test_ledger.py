"""The privacy ledger follows the same tags as docs/privacy.md, export and erasure."""

from pathlib import Path

import pytest
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
    assert {table.name for table in of_players()} | set(BESIDE) | {"rooms", "poll_answers"} == set(lines)
    assert set(WHY) == set(ORDER)
    assert list(lines) == [name for name in ORDER if name in lines]
    written = Path("docs/privacy.md").read_text(encoding="utf-8")
    for name, line in lines.items():
        about, kept, kinds = TAGS[name]
        assert f"## `{name}`\n\n{about}." in written
        assert (line.about, line.why) == (about, WHY[name])
        assert kept in written
        assert "the player" not in line.kept
        told = {field.replace(" ", "_") for field in line.fields} | {"id", "player_id"}
        columns = {field for fields in kinds.values() for field in fields.split()}
        assert told <= columns | {"id", "player_id"}
        assert len(columns - told) == line.untold


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
