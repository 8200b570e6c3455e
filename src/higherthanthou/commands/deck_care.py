"""``higherthanthou deck``: looking after a deck that is there."""

from typing import Annotated

import typer

from .deck import NewSlug, Slug
from .shared import opened

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
