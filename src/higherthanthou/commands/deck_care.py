"""``higherthanthou deck``: looking after a deck that is there."""

import typer

from .deck import Slug
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
