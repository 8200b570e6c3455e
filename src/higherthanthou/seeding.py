"""Making a generated deck and putting it into the database, with a progress bar."""

import re
from dataclasses import dataclass
from functools import partial

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from .authoring.models import load_model
from .authoring.people import make_people
from .authoring.recipes import Recipe, load_recipe
from .clock import milliseconds
from .game.errors import Refusal
from .store import decks
from .store.database import Database
from .store.decks import Deck
from .store.tables import Deck as DeckRow

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_SLUG = 60
FIRST_THEMES = ("citizens",)


@dataclass(frozen=True, slots=True)
class Order:
    """What to generate; None stands for what the theme's recipe says."""

    theme: str
    size: int | None = None
    locale: str | None = None
    title: str | None = None
    slug: str | None = None
    seed: int | None = None
    publish: bool = False


def seed(database: Database) -> None:
    """Generate the shipped decks."""
    for theme in FIRST_THEMES:
        generate_deck(database, Order(theme, publish=True))


def generate_deck(database: Database, order: Order) -> Deck:
    """Generate a deck; it is there whole or not at all."""
    recipe = load_recipe(order.theme, order.locale)
    row = _row(recipe, order)
    size = order.size or recipe.size
    people = make_people(load_model(recipe.model), recipe, size, order.seed)
    deck_id = database.write_now(lambda connection: decks.begin(connection, row))
    try:
        with _progress() as progress:
            task = progress.add_task(f"Drawing up {row.title}", total=size)
            for batch in decks.batches(people):
                database.write_now(partial(decks.add, deck_id=deck_id, people=batch))
                progress.advance(task, len(batch))
    except BaseException:
        database.write_now(lambda connection: decks.discard(connection, deck_id))
        raise
    state = "published" if order.publish else "draft"
    database.write_now(lambda connection: decks.finish(connection, deck_id, state))
    made = database.read_now(lambda connection: decks.by_id(connection, deck_id))
    assert made is not None
    return made


def _row(recipe: Recipe, order: Order) -> DeckRow:
    title = (recipe.title if order.title is None else order.title).strip()
    slug = order.slug or (recipe.slug if order.title is None else _slug(title))
    if not 1 <= len(title) <= 100:
        raise Refusal("A title has 1 to 100 characters.")
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        raise Refusal(f"A slug has up to {LONGEST_SLUG} small letters, digits and single hyphens.")
    model = load_model(recipe.model)
    return DeckRow(
        slug=slug, title=title, theme=recipe.theme, model=recipe.model, noun=recipe.noun, label="score",
        low=model.low, high=model.high, state="making", created_at=milliseconds(),
    )  # fmt: skip


def _slug(title: str) -> str:
    """A slug from a title."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:LONGEST_SLUG] or "deck"


def _progress() -> Progress:
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    return Progress(*columns, console=Console(stderr=True))
