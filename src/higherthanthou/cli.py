"""The command ``higherthanthou``. Exit codes: 0 done, 1 refused with a sentence, 2 wrong usage."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from .settings import SettingsError, help_text, read_settings

if TYPE_CHECKING:
    from .store.database import Database

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
deck = typer.Typer(no_args_is_help=True, help="Make and list decks.")
db = typer.Typer(no_args_is_help=True, help="Look after the database.")
board = typer.Typer(no_args_is_help=True, help="Look after the leaderboards.")
host = typer.Typer(no_args_is_help=True, help="Make, change and remove the accounts of hosts.")
app.add_typer(deck, name="deck")
app.add_typer(host, name="host")
app.add_typer(db, name="db")
app.add_typer(board, name="board")


class Refused(Exception):
    """A command that cannot be done; the message is one sentence."""


def main() -> None:
    """Run the command; a refusal is one sentence on standard error and exit code 1."""
    from .authoring.models import SeedError
    from .game.errors import Refusal
    from .store.errors import Missing, StoreError, Unavailable

    try:
        app()
    except (Refused, Refusal, SettingsError, SeedError, StoreError) as error:
        _refuse(str(error))
    except Missing:
        _refuse("There is no such deck.")
    except Unavailable as error:
        _refuse(error.sentence)
    except KeyboardInterrupt:
        _refuse("Stopped.")


def _refuse(sentence: str) -> None:
    typer.echo(sentence, err=True)
    sys.exit(1)


@app.command(epilog=help_text())
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="Processes; SQLite allows one.")] = 1,
) -> None:
    """Create or upgrade the database, seed it if it is empty, and serve the game."""
    from .serving import serve as serve_game

    if workers > 1:
        raise Refused("SQLite is written by one process: start with --workers 1.")
    serve_game(read_settings(), host, port)


@deck.command("generate")
def generate(
    theme: Annotated[str, typer.Option(help="What the deck is about: a file of seed/decks.")] = "citizens",
    size: Annotated[int | None, typer.Option(min=10, max=100_000, help="Number of profiles.")] = None,
    locale: Annotated[str | None, typer.Option(help="One locale instead of the theme's mix.")] = None,
    model: Annotated[str | None, typer.Option(help="Another score model: a file of seed/models.")] = None,
    title: Annotated[str | None, typer.Option(help="Title on the page.")] = None,
    slug: Annotated[str | None, typer.Option(help="Name in the URL.")] = None,
    seed: Annotated[int | None, typer.Option(help="Make the same people again.")] = None,
    publish: Annotated[bool, typer.Option("--publish", help="Let it be played at once.")] = False,
) -> None:
    """Generate a deck."""
    from .seeding import Order, generate_deck

    with _database(create=True) as database:
        made = generate_deck(database, Order(theme, size, locale, model, title, slug, seed, publish))
    typer.echo(f"Deck {made.slug}: {made.size} profiles, {made.state}.")


@deck.command("list")
def list_decks() -> None:
    """List every deck."""
    from .store.decks import every

    with _database() as database:
        for found in database.read_now(every):
            typer.echo(
                f"{found.slug}\t{found.state}\tversion {found.version}\t{found.size} profiles\t{found.title}"
            )


Name = Annotated[str, typer.Argument(help="Name of the host.")]


@host.command("add")
def add_host(name: Name) -> None:
    """Add a host. The password is asked for, or read from standard input."""
    from .accounts import clean_name
    from .clock import milliseconds
    from .store import hosts

    clean = clean_name(name)
    hashed = _new_password(clean)
    with _database(create=True) as database:
        database.write_now(lambda connection: hosts.add(connection, clean, hashed, milliseconds()))
    typer.echo(f"Host {clean} can sign in at /host/sign-in.")


@host.command("password")
def change_password(name: Name) -> None:
    """Give a host another password; wherever the host is signed in, that ends."""
    from .store import hosts

    with _database() as database:
        found = database.read_now(lambda connection: hosts.named(connection, name))
        hashed = _new_password(found.name)
        database.write_now(lambda connection: hosts.set_password(connection, found.id, hashed, None))
    typer.echo(f"Host {found.name} has another password.")


@host.command("remove")
def remove_host(name: Name) -> None:
    """Remove a host. The decks stay, and belong to whoever runs the server."""
    from .store import hosts

    with _database() as database:
        found = database.read_now(lambda connection: hosts.named(connection, name))
        kept = database.write_now(lambda connection: hosts.remove(connection, found.id))
    typer.echo(f"Host {found.name} is removed; {kept} decks stay.")


def _new_password(name: str) -> str:
    """Ask for a password twice, or read a line of standard input; return its hash."""
    from .accounts import accept_password, hash_password

    if sys.stdin.isatty():
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    accept_password(password, name)
    return hash_password(password)


@db.command("upgrade")
def upgrade() -> None:
    """Create the database, or bring it to the schema of this version."""
    with _database(create=True):
        typer.echo("The database has the schema of this version.")


@db.command("check")
def check() -> None:
    """Check the file, the schema, and the boards against the log."""
    from .store.engine import integrity_problems
    from .store.rebuild import differing

    with _database() as database:
        problems = database.read_now(
            lambda connection: integrity_problems(connection) + list(differing(connection))
        )
    for line in problems:
        typer.echo(line)
    if problems:
        raise Refused(f"The database has {len(problems)} problems.")
    typer.echo("The database is sound.")


@board.command("rebuild")
def rebuild() -> None:
    """Make the boards again from the log of guesses; print what differed."""
    from .store.rebuild import rebuild as rebuild_boards

    with _database() as database:
        differences = database.write_now(rebuild_boards)
    for line in differences:
        typer.echo(line)
    typer.echo(f"The boards were rebuilt from the log; {len(differences)} differences.")


@contextmanager
def _database(create: bool = False) -> Iterator["Database"]:
    """The database of the settings, at the schema of this version; ``create`` makes a missing one."""
    from .serving import database_path, open_database

    settings = read_settings()
    if not create and not database_path(settings).exists():
        raise Refused(f"There is no database at {database_path(settings)}.")
    database = open_database(settings)
    try:
        yield database
    finally:
        database.close()
