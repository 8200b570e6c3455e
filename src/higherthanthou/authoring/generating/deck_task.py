"""Task of a child process: a generated deck."""

from typing import BinaryIO

from ...child_process import Refused
from ..deckfile.deck_stream import StreamHeader, ToValues, recipe_head, send_deck
from ..seeds.models import SeedError, load_model
from ..seeds.recipes import load_recipe
from .people import make_people


def work(arguments: list[str], stdout: BinaryIO, to_values: ToValues) -> int:
    """Generate a deck. Arguments: theme, locale, model, size and seed; an empty one means the default."""
    theme, locale, model_key, wanted, seed = arguments
    try:
        recipe = load_recipe(theme, locale or None, model_key or None)
        model = load_model(recipe.model)
        size = int(wanted or recipe.size)
        head = recipe_head(recipe, model)
        people = make_people(model, recipe, size, int(seed) if seed else None)
    except SeedError as error:
        raise Refused(str(error)) from None
    send_deck(stdout, StreamHeader(head, size), map(to_values, people))
    return 0
