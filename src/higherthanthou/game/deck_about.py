"""The head of a deck: its title, scale, units and labels, without its profiles."""

from dataclasses import dataclass

from .profile import Shown

KINDS = {Shown.FILE: "fact", Shown.WITHHELD: "withheld", Shown.RECORD: "record"}
"""The prefix of a column in a deck file, by where its facts are shown."""


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
    """The column of a deck file that holds a fact."""
    return f"{KINDS[shown]}: {label}"


def label_of(name: str) -> str:
    """The label in the name of such a column."""
    return name.partition(": ")[2]
