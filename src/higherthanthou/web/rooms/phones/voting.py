"""The vote for a law on a guest's phone: three laws on the shelf, or one of the guest's own."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy.engine import Connection

from ....game.errors import Refusal
from ....game.lab.law import read_law
from ....game.lab.presets import Preset, presets
from ....game.score import Model
from ....store.decks.decks import Deck
from ....store.rooms.guests import Guest
from ....store.rooms.laws import own_vote
from ....store.rooms.rooms import Room
from ..class_laws import Weight, model_of, weights_of
from ..room_words import next_files

SHELF = 3
"""So many laws are on the shelf."""

NO_LAW = "Vote for one of the laws that are shown, or for one of your own."


class ShelvedLaw(NamedTuple):
    """A law on the shelf; ``chosen`` if the guest votes for it."""

    key: str
    title: str
    weights: tuple[Weight, ...]
    chosen: bool


class VotingView(NamedTuple):
    """The vote: the laws on the shelf, and the weights of one's own law, as it stands in the form.

    ``next_files`` are those that it is about; ``kept`` if the guest has voted, ``by_hand`` if for
    a law that is not on the shelf.
    """

    shelf: tuple[ShelvedLaw, ...]
    own: tuple[Weight, ...]
    next_files: str
    kept: bool
    by_hand: bool
    said: str


def shelf_of(model: Model) -> tuple[Preset, ...]:
    """The laws on the shelf, the one that has judged so far first."""
    return presets(model)[:SHELF]


def voting_view(connection: Connection, room: Room, guest: Guest, deck: Deck) -> VotingView | None:
    """The vote for a guest; None where scores come from no model."""
    model = model_of(deck)
    if model is None:
        return None
    mine = own_vote(connection, room, guest.player_id)
    shelf = tuple(
        ShelvedLaw(law.key, law.title, weights_of(law.weights, model), law.weights == mine)
        for law in shelf_of(model)
    )
    by_hand = mine is not None and not any(law.chosen for law in shelf)
    own = weights_of(mine or shelf_of(model)[0].weights, model)
    said = "Vote for the law that judges the next files."
    return VotingView(shelf, own, next_files(room), mine is not None, by_hand, said)


def read_vote(form: Mapping[str, str], deck: Deck) -> tuple[int, ...]:
    """The weights that a form votes for: a law on the shelf by its key, or numbers, which are scaled to 100.

    Raises:
        Refusal: There is no such law, or a weight is no number.
    """
    model = model_of(deck)
    if model is None:
        raise Refusal(NO_LAW)
    chosen = form.get("law", "")
    if chosen == "own-law":
        fields = {dimension.key: form.get(dimension.key, "") for dimension in model.dimensions}
        return read_law(fields, model).law.weights
    for law in shelf_of(model):
        if law.key == chosen:
            return law.weights
    raise Refusal(NO_LAW)
