"""Statements that the databases of tests share; see statements.py."""

from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg


def test_dialects_are_the_same_if_their_servers_are_of_one_version() -> None:
    """Else a bench that meets another server would send it what was compiled for the first."""
    one, other, third = (PGDialect_psycopg() for _ in range(3))
    for dialect, version in ((one, (17, 2)), (other, (17, 2)), (third, (15, 1))):
        dialect.server_version_info = version
    found = {one: "compiled"}
    assert found[other] == "compiled"
    assert third not in found
