"""``higherthanthou deck``: looking after a deck that is there."""

from pathlib import Path
from typing import Annotated

import typer

from . import columns
from .deck import NewSlug, Slug
from .report import print_bad_rows
from .shared import CommandError, opened

care = typer.Typer()


@care.command("unlist")
def unlist(slug: Slug) -> None:
    """Take a deck off every list; its runs, board and wall go on for those who know its address."""
    _set_unlisted(slug, True)
    typer.echo(f"Deck {slug} is unlisted: only its address leads there.")


@care.command("relist")
def relist(slug: Slug) -> None:
    """Put an unlisted deck back on the lists."""
    _set_unlisted(slug, False)
    typer.echo(f"Deck {slug} is on the lists.")


def _set_unlisted(slug: str, unlisted: bool) -> None:
    from ..store.hosts import drafts, listing

    with opened() as database:
        database.write_now(lambda c: listing.set_unlisted(c, drafts.any_deck(c, slug), unlisted))


@care.command("undo")
def undo(slug: Slug) -> None:
    """Publish the version before the published one again, as the next; unpublished edits are dropped."""
    from ..clock import milliseconds
    from ..making.undoing import undo_publish
    from ..store.hosts import drafts

    with opened() as database:
        own = database.read_now(lambda c: drafts.any_deck(c, slug))
        version = undo_publish(database, own, milliseconds)
    typer.echo(f"Deck {slug}: version {version} has the files of version {own.deck.version - 1}.")


@care.command("season")
def season(slug: Slug) -> None:
    """Make a generated deck anew, as its next version: other people by the same recipe, and a fresh board."""
    from ..making.season_making import turn_now

    with opened() as database:
        version = turn_now(database, slug)
    typer.echo(f"Deck {slug}: version {version} is a new season. Runs that are open go on in the one before.")


@care.command("copy")
def copy(
    slug: Slug,
    title: Annotated[str, typer.Option(help="Title on the page; otherwise a copy of the other.")] = "",
    new_slug: NewSlug = None,
) -> None:
    """Copy the draft of a deck, with its pictures, as a new draft of the same host."""
    from ..making.copying import copy_now

    with opened() as database:
        made = copy_now(database, slug, title, new_slug)
    typer.echo(f"Deck {made.slug}: {made.size} profiles, {made.state}.")


@care.command("replace")
def replace(
    slug: Slug,
    file: Annotated[Path, typer.Argument(help="The corrected sheet.")],
    key: Annotated[str, typer.Option(metavar="COLUMN", help="Match files by this fact.")] = "name",
    name: columns.Name = None,
    score: columns.Score = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
) -> None:
    """Put the data of a sheet into the draft of a deck, file by file, whole or not at all."""
    from ..making.sheet_reading import BadSheet
    from .replacing import replaced, told

    with opened() as database:
        try:
            found = replaced(database, slug, file, key, name or "", score or "", dry_run)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
        except BadSheet as bad:
            print_bad_rows(bad.rows)
            raise
    for line in told(found):
        typer.echo(line)
    if not dry_run:
        typer.echo(f"Deck {slug}: the draft has {found.size} profiles.")
