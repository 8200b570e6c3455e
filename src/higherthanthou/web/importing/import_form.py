"""The import form as ImportOptions: what was typed, what was chosen, and what is left to the guess."""

import json
from dataclasses import replace
from typing import Any

from ...authoring.columns.titles import fact_label
from ...authoring.deckfile.roles import LEFT_OUT
from ...authoring.import_options import DECK, ColumnPreview, ImportOptions, ScoreOffer
from ...game.comparison import COMPARISONS
from ...game.errors import Refusal
from ...game.measure import MOST_DECIMALS, Kind

FIELDS_OF_DECK = ("title", "label", "unit", "low", "high", "noun")
OF_SCORE = (
    "label", "unit", "low", "high", "kind", "mark", "decimals", "unit_first", "day_first", "comparison",
    "less_is_better",
)  # fmt: skip
"""Fields that are about the column of the score: another column brings its own."""
OF_KIND = ("low", "high", "decimals", "comparison", "less_is_better")
"""Fields that mean something else for another kind of number, or another decimal mark."""
MOST_COLUMNS = 200
YES_OR_NO = {"yes": True, "no": False}
CHOICES: dict[str, dict[str, Any]] = {
    "kind": {str(kind): str(kind) for kind in Kind},
    "mark": {".": ".", ",": ","},
    "decimals": {str(n): n for n in range(MOST_DECIMALS + 1)},
    "unit_first": YES_OR_NO,
    "day_first": YES_OR_NO,
    "comparison": {key: key for key in COMPARISONS},
    "less_is_better": YES_OR_NO,
}
"""What a field with a choice may say, and what that means."""


def options_of(form: dict[str, str], is_json: bool, title: str) -> ImportOptions:
    """What the form says of the deck; an empty field leaves it to the file, and a CSV is called ``title``.

    Refusal if a choice is none.
    """
    typed: dict[str, Any] = {key: " ".join(form.get(key, "").split()) or None for key in FIELDS_OF_DECK}
    typed["title"] = typed["title"] or (None if is_json else title[:100] or "Untitled")
    chosen = {key: _choice(key, form[key]) for key in CHOICES if form.get(key)}
    read: dict[str, Any] = {"sheet": form.get("sheet") or None, "skip_bad": _skips_bad(form)}
    options = ImportOptions(is_json, DECK, **typed, **chosen, **read)
    untouched: dict[str, Any] = dict.fromkeys(_untouched(form))
    return options if is_json else replace(options, **untouched)


def _skips_bad(form: dict[str, str]) -> bool:
    """Whether bad rows are to be left out: as it was ticked, and always where there was nothing to tick."""
    return form.get("skip_bad") == "yes" or ("shown" in form and "skip_shown" not in form)


def _choice(key: str, text: str) -> Any:
    try:
        return CHOICES[key][text]
    except KeyError:
        raise Refusal(f"The choice of {key.replace('_', ' ')} is none that there is.") from None


def _untouched(form: dict[str, str]) -> set[str]:
    """The fields that stand as they were guessed, or for another column now: they are guessed anew."""
    shown = _shown(form)
    if not shown:
        return set()
    guessed = shown.keys() & set(OF_SCORE) - set(form.get("chosen", "").split())
    untouched = {key for key in guessed if form.get(key, "") == shown[key]}
    if form.get("score_column") != shown.get("score_column"):
        return untouched | set(OF_SCORE)
    if any(form.get(key, "") != shown.get(key, "") for key in ("kind", "mark")):
        return untouched | set(OF_KIND)
    return untouched


def _shown(form: dict[str, str]) -> dict[str, str]:
    """What the form had in its fields when it was sent to the browser."""
    try:
        found = json.loads(form.get("shown", "{}"))
    except (ValueError, RecursionError):
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


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
    for role in ("name", "score"):
        place = form.get(f"{role}_column", "")
        if place in map(str, range(len(roles))):
            _move(roles, role, int(place), form)
    return tuple(roles)


def _move(roles: list[str], role: str, place: int, form: dict[str, str]) -> None:
    """Give a role to a column; the one that had it becomes a fact, or takes the other's place."""
    before = roles[place]
    for n, other in enumerate(roles):
        if other == role and n != place:
            label = " ".join(form.get(f"label_{n}", "").split())
            roles[n] = before if before in ("name", "score") else f"fact: {label}" if label else LEFT_OUT
    roles[place] = role


def form_of(found: ColumnPreview, options: ImportOptions) -> dict[str, str]:
    """The fields of the screen as they are to be shown: what was chosen, and what is guessed for the rest."""
    fields = typed_of(options)
    for role in ("name", "score"):
        fields[f"{role}_column"] = str(found.roles.index(role)) if role in found.roles else ""
    for n, column in enumerate(found.columns):
        role, _, label = column.role.partition(": ")
        fields |= {
            f"role_{n}": role,
            f"label_{n}": label or fact_label(column.title) or f"Column {n + 1}",
        }
    if found.score:
        fields |= _of_score(found.score)
    shown = {key: fields[key] for key in (*OF_SCORE, "score_column") if key in fields}
    chosen = [key for key in OF_SCORE if getattr(options, key) is not None]
    skips = "yes" if options.skip_bad or options.roles is None else ""
    return fields | {"shown": json.dumps(shown), "chosen": " ".join(chosen), "skip_bad": skips}


def _of_score(score: ScoreOffer) -> dict[str, str]:
    known = {key: getattr(score, key) for key in OF_SCORE}
    names = {True: "yes", False: "no"}
    return {key: names[value] if isinstance(value, bool) else str(value) for key, value in known.items()}
