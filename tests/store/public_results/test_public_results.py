"""Public results in the store: who can make one, what goes with it, and the upgrade from the schema before."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import column, func, insert, select, table
from sqlalchemy.engine import Connection
from tests.store.runs.test_modes import Player

from databases import Worlds
from higherthanthou.game.errors import Refusal
from higherthanthou.store.boards import hidden_aliases
from higherthanthou.store.engine.database import Database
from higherthanthou.store.engine.errors import Missing
from higherthanthou.store.players import histories, players
from higherthanthou.store.public_results import public_results as results
from higherthanthou.store.tables import new_run_id, public_token
from higherthanthou.store.tables import players as player_rows
from higherthanthou.store.tables import public_results as rows
from old_databases import upgraded_from
from world import NOW


@pytest.fixture
def ann(wide_database: Database) -> Player:
    """Somebody who plays."""
    return Player(wide_database, 1)


def lost(player: Player, mode: str = "streak") -> str:
    """A run that one file broke."""
    run = player.start(mode)
    player.guess(run)
    player.miss(run)
    return run


def publish(player: Player, run: str, picture: bytes = b"png") -> str:
    """Make its result public; return the token."""
    return player.database.write_now(lambda c: results.publish(c, player.id, run, picture, NOW))


def read(player: Player, token: str) -> results.PublicResult:
    """What anybody sees under a token."""
    return player.database.read_now(lambda c: results.public_result(c, token))


def test_a_token_is_made_from_the_run_and_does_not_tell_it() -> None:
    """26 letters and digits of 128 bits, the same each time, another one for each run."""
    runs = [new_run_id() for _ in range(50)]
    tokens = {public_token(run) for run in runs}
    assert len(tokens) == 50
    assert all(len(token) == 26 and token.isalnum() and token == token.lower() for token in tokens)
    assert public_token(runs[0]) == public_token(runs[0])
    assert not any(run[10:18].lower() in token for run, token in zip(runs, tokens, strict=True))


@pytest.mark.parametrize("mode", ["streak", "chain"])
def test_a_run_that_is_over_has_a_page_with_the_file_that_broke_it(ann: Player, mode: str) -> None:
    """Made twice it is the same, with the first picture."""
    run = lost(ann, mode)
    token = publish(ann, run)
    assert publish(ann, run, b"another") == token == public_token(run)
    shown = read(ann, token)
    assert shown.alias
    assert [verdict.right for verdict in shown.verdicts] == [True, False]
    assert shown.miss is not None
    assert not shown.miss.verdict.right
    assert shown.look
    assert ann.database.read_now(lambda c: results.public_picture(c, token)) == b"png"


def test_a_daily_tells_no_file(ann: Player) -> None:
    """However it ended."""
    run = ann.play_daily()
    assert read(ann, publish(ann, run)).miss is None


def test_an_open_run_and_one_without_a_call_have_none(ann: Player) -> None:
    """A sentence says so."""
    run = ann.start("streak")
    with pytest.raises(Refusal, match="not over yet"):
        ann.database.read_now(lambda c: results.result_of(c, ann.id, run))


def test_nobody_else_makes_it_or_takes_it_back(ann: Player) -> None:
    """A foreign run looks like a missing one."""
    run, ben = lost(ann), Player(ann.database, 2)
    with pytest.raises(Missing):
        publish(ben, run)
    token = publish(ann, run)
    with pytest.raises(Missing):
        ann.database.write_now(lambda c: results.take_back(c, ben.id, run))
    assert read(ann, token)


def test_what_is_taken_back_is_gone_until_it_is_made_again(ann: Player) -> None:
    """Its picture too; taking back twice is as good as once."""
    run = lost(ann)
    token = publish(ann, run)
    for _ in range(2):
        ann.database.write_now(lambda c: results.take_back(c, ann.id, run))
    for ask in (results.public_result, results.public_picture):
        with pytest.raises(Missing):
            ann.database.read_now(lambda c, ask=ask: ask(c, token))
    assert publish(ann, run) == token
    assert read(ann, token)


def test_a_hidden_alias_is_not_told(ann: Player) -> None:
    """Hidden on the deck or everywhere, with another name instead or without."""
    token = publish(ann, lost(ann))
    alias, deck = read(ann, token).alias, read(ann, token).stored.deck.id
    for where, instead in ((deck, "Quiet Otter"), (hidden_aliases.EVERYWHERE, "")):
        ann.database.write_now(lambda c, w=where, i=instead: hidden_aliases.hide(c, ann.id, alias, w, NOW, i))
        assert read(ann, token).alias == ""
        ann.database.write_now(lambda c, w=where: hidden_aliases.show(c, ann.id, alias, w))
    assert read(ann, token).alias == alias


def test_it_is_exported_and_erased_with_its_player(ann: Player) -> None:
    """And nobody else's is."""
    ben = Player(ann.database, 2)
    run, his = lost(ann), lost(ben)
    token, other = publish(ann, run), publish(ben, his)
    exported = ann.database.read_now(lambda c: histories.export(c, ann.id))["public_results"]
    assert exported == [{"run": run, "token": token, "made_at": NOW}]
    ann.database.write_now(lambda c: players.erase(c, ann.id, NOW))
    with pytest.raises(Missing):
        read(ann, token)
    assert read(ben, other)
    with pytest.raises(Missing):
        publish(ann, run)


@pytest.fixture
def upgraded(
    worlds: Worlds, backend: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Database]:
    """A database of the schema before, with a player in it."""
    yield from upgraded_from("0014", _fill, worlds, backend, tmp_path, monkeypatch)


def _fill(connection: Connection) -> None:
    """With the columns of that schema."""
    row = {"id": 7, "alias": "Merry Otter", "alias_key": "merryotter", "own_score": 640, "provisional": True}
    row |= {"answers": "{}", "created_at": NOW, "on_wall": False}
    connection.execute(insert(table("players", *map(column, row))), row)


def test_the_table_comes_with_the_upgrade(upgraded: Database) -> None:
    """What was there stays; nothing is public before its player makes it so."""
    for there, count in ((player_rows, 1), (rows, 0)):
        query = select(func.count()).select_from(there)
        assert upgraded.read_now(lambda c, q=query: c.execute(q).scalar_one()) == count
