"""``higherthanthou host``: the accounts of hosts."""

import sys
from datetime import UTC, datetime
from typing import Annotated

import typer

from .shared import opened

host = typer.Typer(no_args_is_help=True, help="Make, change and remove the accounts of hosts.")
Name = Annotated[str, typer.Argument(help="Name of the host.")]


@host.command("add")
def add(name: Name) -> None:
    """Add a host. Asks for the password, or reads it from standard input."""
    from ..accounts.credentials import clean_name
    from ..clock import milliseconds
    from ..store.hosts import hosts

    clean = clean_name(name)
    hashed = _new_password(clean)
    with opened(create=True) as database:
        database.write_now(lambda connection: hosts.add(connection, clean, hashed, milliseconds()))
    typer.echo(f"Host {clean} can sign in at /host/sign-in.")


@host.command("password")
def password(name: Name) -> None:
    """Change the password of a host and sign the host out everywhere."""
    from ..store.hosts import hosts

    with opened() as database:
        found = database.read_now(lambda connection: hosts.named(connection, name))
        hashed = _new_password(found.name)
        database.write_now(lambda connection: hosts.set_password(connection, found.id, hashed, None))
    typer.echo(f"Host {found.name} has another password.")


@host.command("remove")
def remove(name: Name) -> None:
    """Remove a host. The decks stay and belong to the house."""
    from ..store.hosts import hosts

    with opened() as database:
        found = database.read_now(lambda connection: hosts.named(connection, name))
        kept = database.write_now(lambda connection: hosts.remove(connection, found.id))
    typer.echo(f"Host {found.name} is removed; {kept} {'deck stays' if kept == 1 else 'decks stay'}.")


@host.command("list")
def list_hosts() -> None:
    """Print every host: name, decks, whether an operator, since when; separated by tabs."""
    from ..store.hosts import hosts

    with opened() as database:
        found = database.read_now(hosts.accounts)
    for one in found:
        decks = "1 deck" if one.decks == 1 else f"{one.decks:,} decks"
        since = datetime.fromtimestamp(one.since / 1000, UTC).date()
        typer.echo(f"{one.name}\t{decks}\t{'operator' if one.operator else 'host'}\tsince {since}")
    if not found:
        typer.echo("There is no host yet; make one with `higherthanthou host add NAME`.")


@host.command("operator")
def operator(
    name: Name,
    undo: Annotated[bool, typer.Option("--undo", help="Make the host an operator no longer.")] = False,
) -> None:
    """Make a host an operator, who looks after the players and boards of every deck."""
    from ..store.hosts import hosts

    with opened() as database:
        found = database.read_now(lambda connection: hosts.named(connection, name))
        database.write_now(lambda connection: hosts.make_operator(connection, found.id, not undo))
    typer.echo(
        f"Host {found.name} is {'no operator any more' if undo else 'an operator, at /host/operator'}."
    )


def _new_password(name: str) -> str:
    """Ask for a password twice, or read one line from standard input; return its hash."""
    from ..accounts.credentials import LONGEST_PASSWORD, SHORTEST_PASSWORD, accept_password, hash_password

    if sys.stdin.isatty():
        asked = f"Password, {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters"
        typed = typer.prompt(asked, hide_input=True, confirmation_prompt="The same again")
    else:
        typed = sys.stdin.readline().rstrip("\r\n")
    accept_password(typed, name)
    return hash_password(typed)
