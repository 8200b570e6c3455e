"""The URL of PostgreSQL: what it may say, and the sentence for what it may not."""

from pathlib import Path
from random import Random

import pytest

from databases import Worlds, setting
from higherthanthou.store.engine.backend import database_url, listen_url
from higherthanthou.store.engine.database import Database
from higherthanthou.store.engine.errors import StoreError
from higherthanthou.store.engine.postgresql import connect_options
from higherthanthou.store.players import players
from world import NOW


@pytest.mark.parametrize(
    "text", ["postgresql://", "postgresql://me@host", "mysql://me@host/game", "postgresql://h:x/y"]
)
def test_a_url_that_names_no_database_is_refused(text: str, tmp_path: Path) -> None:
    """In a sentence that says which setting."""
    with pytest.raises(StoreError, match="HIGHERTHANTHOU_DATABASE_URL"):
        database_url(text, tmp_path)


REFUSED = {
    "prepare_threshold=0": "prepare_threshold", "autocommit=1": "autocommit", "row_factory=x": "row_factory",
    "foo=1": "foo", "Sslmode=require": "Sslmode", "connect_timeout=5": "connect_timeout", "options=-cx": "options",
    "application_name=x": "application_name", "keepalives_idle=1": "keepalives_idle", "dbname=x": "dbname",
    "tcp_user_timeout=1": "tcp_user_timeout", "client_encoding=latin1": "client_encoding", "replication=true": "replication",
    "sslmode=": "sslmode", "sslmode": "sslmode", "sslmode=require&sslmode=disable": "sslmode", "=x": "option",
    "target_session_attrs=read-only": "any, primary, read-write", "target_session_attrs=x": "any, primary, read-write",
    "target_session_attrs=standby": "writes", "target_session_attrs=prefer-standby": "writes", "host=a&host=b&port=1": "",
}  # fmt: skip


@pytest.mark.parametrize("query", REFUSED)
def test_an_option_that_does_not_work_is_refused(query: str, tmp_path: Path) -> None:
    """The driver's own, those the game sets, empty and double ones, and those with which nobody could write."""
    with pytest.raises(StoreError) as refused:
        database_url(f"postgresql://me:hid?den=x@host:5432/game?{query}", tmp_path)
    said = str(refused.value)
    assert said.startswith("HIGHERTHANTHOU_DATABASE_URL ")
    assert REFUSED[query] in said
    assert "den" not in said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a:1,b:2/game", {"host": "a,b", "port": "1,2"}),
        ("a,b/game?sslmode=require", {"host": "a,b", "port": "5432,5432", "sslmode": "require"}),
        ("me:x@y:z/@[::1]:1,[::2],c:3/game", None),
        ("me:x,y@[::1]:1,[::2],c:3/game", {"host": "::1,::2,c", "port": "1,5432,3", "user": "me", "password": "x,y"}),
        ("a:1,b:2/game?target_session_attrs=any", {"host": "a,b", "port": "1,2", "target_session_attrs": "any"}),
        ("/game?host=a:1&host=b:2", {"host": "a,b", "port": "1,2"}),
    ],
)  # fmt: skip
def test_several_hosts_are_one_primary_and_its_standbys(
    text: str, told: dict[str, str] | None, tmp_path: Path
) -> None:
    """In either way to write them; the primary is looked for unless the URL says otherwise."""
    if told is None:
        with pytest.raises(StoreError, match="is no URL of PostgreSQL"):
            database_url(f"postgresql://{text}", tmp_path)
        return
    told = {"dbname": "game", "target_session_attrs": "primary"} | told
    assert connect_options(database_url(f"postgresql://{text}", tmp_path)) == told


def test_a_comma_elsewhere_is_no_list_of_hosts(tmp_path: Path) -> None:
    """Such as in a password."""
    url = database_url("postgresql://m,e:x,y@a:1/game", tmp_path)
    assert connect_options(url) == {
        "host": "a",
        "port": 1,
        "dbname": "game",
        "user": "m,e",
        "password": "x,y",
    }


@pytest.mark.parametrize("hosts", ["a,,b", ",", "a:x,b", "a:1:2,b", "[::1,b", "a,b:123456"])
def test_a_list_of_hosts_that_is_none_is_refused(hosts: str, tmp_path: Path) -> None:
    """In a sentence."""
    with pytest.raises(StoreError, match=r"^HIGHERTHANTHOU_DATABASE_URL is no URL of PostgreSQL[.]$"):
        database_url(f"postgresql://me:hidden@{hosts}/game", tmp_path)


@pytest.mark.parametrize(
    "query",
    [
        "sslmode=x", "channel_binding=x", "port=x", "port=99999", "keepalives=x", "load_balance_hosts=x", "gssencmode=x",
        "require_auth=x", "ssl_min_protocol_version=x", "sslnegotiation=x", "sslcertmode=x", "service=nowhere",
        "min_protocol_version=x", "hostaddr=x", "sslrootcert=/nowhere&sslmode=verify-full", "user=%00", "user=%ff",
    ],
)  # fmt: skip
def test_a_value_that_postgresql_does_not_know_is_one_sentence(query: str, tmp_path: Path) -> None:
    """Said by PostgreSQL's client, without a traceback."""
    with pytest.raises(StoreError) as refused:
        _open(f"postgresql://me:hidden@127.0.0.1:1/game?{query}", tmp_path)
    assert "hidden" not in str(refused.value)
    assert "\n" not in str(refused.value)


def _open(text: str, folder: Path) -> None:
    database = Database(database_url(text, folder))
    try:
        database.upgrade()
    finally:
        database.close()


@pytest.mark.parametrize("attributes", ["any", "primary", "read-write"])
def test_a_server_is_chosen_by_what_it_lets_one_do(worlds: Worlds, tmp_path: Path, attributes: str) -> None:
    """Those who write and those who only read find the same one."""
    url = worlds.copy("postgresql", False, tmp_path)
    other = Database(
        database_url(setting(url.update_query_dict({"target_session_attrs": attributes})), tmp_path)
    )
    other.upgrade()
    made = other.write_now(lambda c: players.add_player(c, "somebody", NOW, Random(1)))
    assert other.read_now(lambda c: players.is_there(c, made))
    other.close()
    worlds.drop(url)


def test_notifications_are_heard_where_the_setting_says(tmp_path: Path) -> None:
    """At the database itself unless there is a setting; on SQLite nowhere."""
    database, direct = "postgresql://me@pooler:6432/game", "postgresql://me@server/game"
    shared = database_url(database, tmp_path)
    assert listen_url("", shared) == shared
    assert listen_url(direct, shared) == database_url(direct, tmp_path)
    assert listen_url("", database_url("", tmp_path)) is None


@pytest.mark.parametrize(
    ("database", "listen"),
    [("", "postgresql://me@server/game"), ("postgresql://me@pooler/game", "sqlite:///game.db")],
)
def test_a_setting_by_which_nothing_is_heard_is_refused(database: str, listen: str, tmp_path: Path) -> None:
    """In a sentence that names it."""
    with pytest.raises(StoreError, match=r"^HIGHERTHANTHOU_LISTEN_URL .*[.]$"):
        listen_url(listen, database_url(database, tmp_path))
