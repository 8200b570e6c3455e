"""Shared by the commands: the refusal, and opening the configured database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..store.engine.database import Database


class CommandError(Exception):
    """A command that cannot be carried out; the message is one sentence."""


@contextmanager
def opened(create: bool = False) -> Iterator["Database"]:
    """The configured database, upgraded to this version; ``create`` makes a missing one."""
    from ..settings import read_settings
    from ..storage import database_path, open_database

    settings = read_settings()
    path = database_path(settings)
    if not create and path is not None and not path.exists():
        raise CommandError(f"There is no database at {path}.")
    database = open_database(settings)
    try:
        yield database
    finally:
        database.close()


def host_id(database: "Database", name: str | None) -> int | None:
    """The id of the host with that name; None stands for the house."""
    from ..store.hosts import hosts

    return None if name is None else database.read_now(lambda connection: hosts.named(connection, name)).id
