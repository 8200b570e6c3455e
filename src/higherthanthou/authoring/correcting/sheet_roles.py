"""What the columns of a corrected sheet are to a deck that is there: found by the deck's own labels."""

from collections.abc import Sequence
from typing import NamedTuple

from ...game.deck_about import label_of
from ...game.names.folding import folded
from ..deckfile.profile_fields import FIELDS
from ..deckfile.roles import LEFT_OUT, are_exact, exact_role, guess_roles, kind_of
from .merging import NAME, SheetColumns

SCORE = "score"


class DeckColumns(NamedTuple):
    """What a deck calls its facts, such as "fact: Wings", and its score."""

    labels: tuple[str, ...]
    score: str


class ChosenColumns(NamedTuple):
    """The titles of the columns that somebody chose for the name and the score; empty for a guess."""

    name: str = ""
    score: str = ""


GUESS = ChosenColumns()


def sheet_roles(header: Sequence[str], deck: DeckColumns, chosen: ChosenColumns = GUESS) -> tuple[str, ...]:
    """The role of each column; what the deck has no place for is left out. A role comes once."""
    guessed = guess_roles(header)
    roles = [_role(title, guess, deck) for title, guess in zip(header, guessed, strict=True)]
    by_score = next((title for title in header if folded(title) == folded(deck.score)), "")
    _put(roles, header, SCORE, chosen.score or ("" if SCORE in map(exact_role, header) else by_score))
    _put(roles, header, NAME, chosen.name)
    return tuple([LEFT_OUT if role in roles[:place] else role for place, role in enumerate(roles)])


def _role(title: str, guess: str, deck: DeckColumns) -> str:
    """The fact of the deck that is called so, else the field that the title is a word for."""
    labels = {folded(label_of(column)): column for column in reversed(deck.labels)}
    exact = exact_role(title)
    if exact in FIELDS:
        return exact
    if exact and exact in deck.labels:
        return exact
    kind = kind_of(title)
    known = labels.get(folded(kind[1] if kind else title))
    return known or (guess if guess in FIELDS else LEFT_OUT)


def _put(roles: list[str], header: Sequence[str], role: str, title: str) -> None:
    """Give a role to the column of that title, and take it from the one that had it."""
    if title and title in header:
        roles[:] = [LEFT_OUT if known == role else known for known in roles]
        roles[list(header).index(title)] = role


def columns_in(header: Sequence[str], roles: Sequence[str]) -> SheetColumns:
    """What the roles say of the files of a deck."""
    kinds = filter(None, map(kind_of, roles))
    fields = frozenset(role for role in roles if role in FIELDS)
    return SheetColumns(fields, frozenset(label for _, label in kinds), are_exact(header))
