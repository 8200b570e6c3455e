"""``higherthanthou db`` and ``higherthanthou board``: looking after the database."""

from pathlib import Path

import typer

from .shared import CommandError, opened

db = typer.Typer(no_args_is_help=True, help="Look after the database.")
board = typer.Typer(no_args_is_help=True, help="Look after the leaderboards.")


@db.command("upgrade")
def upgrade() -> None:
    """Create the database, or upgrade it to the schema of this version."""
    with opened(create=True):
        typer.echo("The database has the schema of this version.")


@db.command("check")
def check() -> None:
    """Check the file and its references, then aliases, and boards and tallies against the log of guesses."""
    from ..store.players.aliases import disagreeing
    from ..store.upkeep.rebuild import differing

    with opened() as database:
        problems = database.read_now(
            lambda connection: (
                database.backend.integrity_problems(connection)
                or [*disagreeing(connection), *differing(connection)]
            )
        )
    for line in problems:
        typer.echo(line)
    if problems:
        raise CommandError(f"The database has {len(problems)} problems.")
    typer.echo("The database is sound.")


@db.command("backup")
def backup(path: Path) -> None:
    """Write everything to a new file, while the game goes on."""
    from ..store.upkeep.backup import backup as write_backup

    with opened() as database:
        rows = write_backup(database, path)
    typer.echo(f"{rows:,} rows are in {path}.")


@db.command("restore")
def restore(
    path: Path, replace: bool = typer.Option(False, "--replace", help="Even if somebody has played.")
) -> None:
    """Replace everything by a backup. Stop the server first."""
    from ..serving import hold
    from ..settings import data_folder, read_settings
    from ..store.upkeep.backup import is_empty
    from ..store.upkeep.backup import restore as read_backup

    lock = hold(data_folder(read_settings()))
    with opened(create=True) as database:
        if not replace and not database.read_now(is_empty):
            raise CommandError(
                "Somebody has played here; say --replace to put the backup in the place of it all."
            )
        rows = read_backup(database, path)
    lock.close()
    typer.echo(f"{rows:,} rows were restored from {path}. Everybody has to sign in again.")


@db.command("distribute")
def distribute() -> None:
    """Distribute a PostgreSQL with Citus over its machines, by players. Stop the servers first."""
    from ..store.upkeep.distributing import distribute as spread

    with opened(create=True) as database:
        for line in spread(database):
            typer.echo(line)
    typer.echo("The database is distributed by players.")


@db.command("privacy")
def privacy() -> None:
    """Print docs/privacy.md: what is kept, about whom, and for how long."""
    from ..store.players.privacy import document

    typer.echo(document(), nl=False)


@board.command("rebuild")
def rebuild() -> None:
    """Rebuild the boards and the tallies of dailies from the log of guesses; print what differed."""
    from ..store.upkeep.rebuild import rebuild as rebuild_boards

    with opened() as database:
        differences = database.write_now(rebuild_boards)
    for line in differences:
        typer.echo(line)
    typer.echo(f"Boards and tallies were rebuilt from the log; {len(differences)} differences.")
