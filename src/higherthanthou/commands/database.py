"""``higherthanthou db`` and ``higherthanthou board``: looking after what is kept."""

import typer

from .shared import Refused, opened

db = typer.Typer(no_args_is_help=True, help="Look after the database.")
board = typer.Typer(no_args_is_help=True, help="Look after the leaderboards.")


@db.command("upgrade")
def upgrade() -> None:
    """Create the database, or bring it to the schema of this version."""
    with opened(create=True):
        typer.echo("The database has the schema of this version.")


@db.command("check")
def check() -> None:
    """Check the file, the schema, and the boards against the log."""
    from ..store.rebuild import differing

    with opened() as database:
        problems = database.read_now(
            lambda connection: database.backend.integrity_problems(connection) + list(differing(connection))
        )
    for line in problems:
        typer.echo(line)
    if problems:
        raise Refused(f"The database has {len(problems)} problems.")
    typer.echo("The database is sound.")


@board.command("rebuild")
def rebuild() -> None:
    """Make the boards again from the log of guesses; print what differed."""
    from ..store.rebuild import rebuild as rebuild_boards

    with opened() as database:
        differences = database.write_now(rebuild_boards)
    for line in differences:
        typer.echo(line)
    typer.echo(f"The boards were rebuilt from the log; {len(differences)} differences.")
