"""What a host says of a deck file in a form: what its score is called, and which column is what."""

from ...authoring.deck_import import Columns, Wish
from ...authoring.deckfile.cells import CellError, whole_number
from ...game.deal import SESAME
from ...game.errors import Refusal

TYPED = ("title", "label", "unit", "low", "high", "noun")
MOST_COLUMNS = 200
NARROWEST = 10


def read_wish(form: dict[str, str], is_json: bool, title: str) -> Wish:
    """What the form says of the deck; an empty field leaves it to the file, and a CSV is called ``title``."""
    said = {key: " ".join(form.get(key, "").split()) or None for key in TYPED}
    usual = None if is_json else title[:100] or "Untitled"
    low, high = _number(said["low"]), _number(said["high"])
    return Wish(
        is_json, "deck", None, said["title"] or usual, said["label"], said["unit"], low, high, said["noun"]
    )


def _number(text: str | None) -> int | None:
    try:
        return None if text is None else whole_number(text, "The ends of a range")
    except CellError as error:
        raise Refusal(str(error)) from None


def typed_of(wish: Wish) -> dict[str, str]:
    """The fields of the form that say what a wish says."""
    said = {key: getattr(wish, key) for key in TYPED}
    return {key: "" if value is None else str(value) for key, value in said.items()}


def read_roles(form: dict[str, str]) -> tuple[str, ...]:
    """The roles that were chosen for the columns, and for facts the labels that were typed."""
    roles = []
    for n in range(MOST_COLUMNS):
        if (role := form.get(f"role_{n}")) is None:
            break
        label = " ".join(form.get(f"label_{n}", "").split())
        roles.append(f"{role}: {label}" if role in ("fact", "withheld", "record") else role)
    return tuple(roles)


def suggested(found: Columns, typed: dict[str, str]) -> dict[str, str]:
    """Fields that nobody has filled in, from the scores themselves where they are not on our scale."""
    scores = found.ranges[found.roles.index("score")] if "score" in found.roles else None
    if scores is None or SESAME.low <= scores[0] <= scores[1] <= SESAME.high:
        return typed
    lowest, highest = scores
    low = 0 if 0 <= lowest < highest - lowest else lowest
    high = max(highest, low + NARROWEST)
    label = found.header[found.roles.index("score")][:60]
    usual = {"label": label, "low": str(low), "high": str(high)}
    return typed | {key: value for key, value in usual.items() if not typed[key]}
