"""Generating a deck in a process of its own."""

from typing import BinaryIO

from ...child_process import Refused
from ..deckfile.deck_stream import Coming, Write, recipe_head, send
from ..seeds.models import SeedError, load_model
from ..seeds.recipes import load_recipe
from .people import make_people


def work(arguments: list[str], stdout: BinaryIO, write: Write) -> int:
    """Send a generated deck: theme, locale, model, size and seed, each empty for the usual."""
    theme, locale, model_key, wanted, seed = arguments
    try:
        recipe = load_recipe(theme, locale or None, model_key or None)
        model = load_model(recipe.model)
        size = int(wanted or recipe.size)
        head = recipe_head(recipe, model)
        people = make_people(model, recipe, size, int(seed) if seed else None)
    except SeedError as error:
        raise Refused(str(error)) from None
    send(stdout, Coming(head, size), map(write, people))
    return 0
