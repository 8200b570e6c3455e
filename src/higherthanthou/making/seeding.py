"""Generates decks into the database, with a progress bar."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from sqlalchemy.engine import Connection

from ..authoring.deckfile.deck_stream import recipe_head
from ..authoring.generating.people import make_people
from ..authoring.seeds.models import load_model
from ..authoring.seeds.recipes import load_recipe
from ..clock import milliseconds
from ..game.profile import Profile
from ..store.decks import deck_making, decks
from ..store.decks.decks import Deck, new_deck
from ..store.decks.profile_row import values_of
from ..store.engine.database import Database
from ..store.tables import DeckRow
from .progress import bar

FIRST_THEMES = ("citizens", "matches", "rated", "companies", "officials", "wards")


@dataclass(frozen=True, slots=True)
class GenerateOptions:
    """What to generate; None means as in the theme's recipe."""

    theme: str
    size: int | None = None
    locale: str | None = None
    model: str | None = None
    title: str | None = None
    slug: str | None = None
    seed: int | None = None
    publish: bool = False
    host_id: int | None = None


def seed(database: Database) -> None:
    """Generate and publish the shipped decks; leftovers of an interrupted start are replaced.

    If several machines start at once, one does it and the others wait.
    """
    with database.alone():
        if database.read_now(decks.published):
            return
        slugs = [load_recipe(theme).slug for theme in FIRST_THEMES]
        database.write_now(partial(deck_making.discard_cut_off, slugs=slugs))
        known = {deck.slug for deck in database.read_now(decks.every)}
        made = [
            _fill(database, *_ordered(GenerateOptions(theme)))
            for theme, slug in zip(FIRST_THEMES, slugs, strict=True)
            if slug not in known
        ]
        database.write_now(partial(_publish, deck_ids=made))


def _publish(connection: Connection, deck_ids: list[int]) -> None:
    for deck_id in deck_ids:
        deck_making.finish(connection, deck_id, "published")


def generate_deck(database: Database, options: GenerateOptions) -> Deck:
    """Generate a deck, whole or not at all."""
    return fill(database, *_ordered(options), options.publish)


def _ordered(options: GenerateOptions) -> tuple[DeckRow, Iterator[Profile], int]:
    """The row of a deck, its profiles, and their number."""
    recipe = load_recipe(options.theme, options.locale, options.model)
    model, size = load_model(recipe.model), options.size or recipe.size
    title = recipe.title if options.title is None else options.title
    slug = options.slug or (recipe.slug if options.title is None else None)
    row = new_deck(
        title, recipe_head(recipe, model), options.host_id, milliseconds(), slug, options.locale or ""
    )
    return row, make_people(model, recipe, size, options.seed), size


def fill(database: Database, row: DeckRow, people: Iterator[Profile], size: int, publish: bool) -> Deck:
    """Store a deck and its profiles, whole or not at all."""
    deck_id = _fill(database, row, people, size)
    state = "published" if publish else "draft"
    database.write_now(lambda connection: deck_making.finish(connection, deck_id, state))
    made = database.read_now(lambda connection: decks.by_id(connection, deck_id))
    assert made is not None
    return made


def _fill(database: Database, row: DeckRow, people: Iterator[Profile], size: int) -> int:
    """Store the profiles of a deck that is being made; return its id."""
    deck_id = database.write_now(lambda connection: deck_making.begin(connection, row))
    try:
        with bar() as progress:
            task, done = progress.add_task(f"Drawing up {row.title}", total=size), 0
            for batch in deck_making.batches(map(values_of, people)):
                add = partial(deck_making.add, deck_id=deck_id, rows=batch, first=done, size=size)
                database.write_now(partial(add, now=milliseconds()))
                progress.advance(task, len(batch))
                done += len(batch)
    except BaseException:
        database.write_now(lambda connection: deck_making.discard(connection, deck_id))
        raise
    return deck_id
