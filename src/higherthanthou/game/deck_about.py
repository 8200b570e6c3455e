"""The head of a deck: its title, scale, units and labels, without its profiles."""

from dataclasses import dataclass

from .comparison import COMPARISONS, USUAL, Comparison
from .deal import SESAME, Scale
from .measure import Kind, Measure
from .profile import Shown

KINDS = {Shown.FILE: "fact", Shown.WITHHELD: "withheld", Shown.RECORD: "record"}
"""The prefix of a column in a deck file, by where its facts are shown."""

UNFAIR_THEME = "wards"
"""A deck of this theme is unfair on purpose."""

UNFAIR = "Unfair on purpose"
"""What is said of such a deck wherever it stands."""

UNFAIR_WHY = (
    "People behave alike in both wards. The office looks twice as often in the South, so its records hold "
    "more misdeeds."
)


@dataclass(frozen=True, slots=True)
class DeckAbout:
    """The head of a deck: scores are called ``label``, counted in ``unit``, and go from ``low`` to ``high``.

    ``kind``, ``decimals``, ``unit`` and ``unit_first`` are those of its measure. ``comparison`` is a key of
    ``COMPARISONS``. With ``less_is_better`` a good own score stands for a low one of the deck.
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
    kind: Kind = Kind.NUMBER
    decimals: int = 0
    unit_first: bool = False
    comparison: str = USUAL
    less_is_better: bool = False

    @property
    def words(self) -> Comparison:
        """Its words for the two answers."""
        return COMPARISONS[self.comparison]

    @property
    def measure(self) -> Measure:
        """How its scores are written."""
        return Measure(self.kind, self.decimals, self.unit, self.unit_first)

    @property
    def on_our_scale(self) -> bool:
        """Whether its scores can be compared with an own score as they are: points from 350 to 950."""
        points = (self.kind, self.decimals, self.less_is_better) == (Kind.NUMBER, 0, False)
        return points and Scale(self.low, self.high) == SESAME


def column(shown: Shown, label: str) -> str:
    """The column of a deck file that holds a fact."""
    return f"{KINDS[shown]}: {label}"


def label_of(name: str) -> str:
    """The label in the name of such a column."""
    return name.partition(": ")[2]
