"""The import form as ImportOptions: what the score is called, and which column is what."""

from ...authoring.deckfile.cells import CellError, whole_number
from ...authoring.import_options import DECK, ColumnPreview, ImportOptions
from ...game.deal import SESAME
from ...game.errors import Refusal

FIELDS_OF_DECK = ("title", "label", "unit", "low", "high", "noun")
MOST_COLUMNS = 200
NARROWEST = 10


def options_of(form: dict[str, str], is_json: bool, title: str) -> ImportOptions:
    """What the form says of the deck; an empty field leaves it to the file, and a CSV is called ``title``."""
    known = {key: " ".join(form.get(key, "").split()) or None for key in FIELDS_OF_DECK}
    usual = None if is_json else title[:100] or "Untitled"
    low, high = _number(known["low"]), _number(known["high"])
    return ImportOptions(
        is_json, DECK, None, known["title"] or usual, known["label"], known["unit"], low, high, known["noun"]
    )


def _number(text: str | None) -> int | None:
    try:
        return None if text is None else whole_number(text, "The ends of a range")
    except CellError as error:
        raise Refusal(str(error)) from None


def typed_of(options: ImportOptions) -> dict[str, str]:
    """The fields of the form as the options fill them."""
    known = {key: getattr(options, key) for key in FIELDS_OF_DECK}
    return {key: "" if value is None else str(value) for key, value in known.items()}


def roles_of(form: dict[str, str]) -> tuple[str, ...]:
    """The roles that were chosen for the columns, and for facts the labels that were typed."""
    roles = []
    for n in range(MOST_COLUMNS):
        if (role := form.get(f"role_{n}")) is None:
            break
        label = " ".join(form.get(f"label_{n}", "").split())
        roles.append(f"{role}: {label}" if role in ("fact", "withheld", "record") else role)
    return tuple(roles)


def guessed_scale(found: ColumnPreview, typed: dict[str, str]) -> dict[str, str]:
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
