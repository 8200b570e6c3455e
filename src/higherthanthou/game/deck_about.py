"""What a deck is about, before there is anybody in it."""

from dataclasses import dataclass

from .profile import Shown

KINDS = {Shown.FILE: "fact", Shown.WITHHELD: "withheld", Shown.RECORD: "record"}
"""What the columns of a deck file call where a fact stands."""


@dataclass(frozen=True, slots=True)
class DeckAbout:
    """The head of a deck: scores are called ``label``, counted in ``unit``, and go from ``low`` to ``high``.

    ``labels`` are the columns of facts in a deck file, such as "fact: Bills" or "withheld: Court".
    """

    title: str = ""
    label: str = "score"
    unit: str = ""
    low: int = 350
    high: int = 950
    noun: str = "profile"
    theme: str = "own"
    model: str | None = None
    labels: tuple[str, ...] = ()


def column(shown: Shown, label: str) -> str:
    """The column of a deck file that a fact stands in."""
    return f"{KINDS[shown]}: {label}"


def label_of(name: str) -> str:
    """The label of the facts in such a column."""
    return name.partition(": ")[2]
