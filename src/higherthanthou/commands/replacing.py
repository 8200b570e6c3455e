"""What ``deck replace`` does and prints."""

from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from ..authoring.correcting.sheet_roles import ChosenColumns
from ..clock import milliseconds
from ..game.deck_about import label_of
from ..game.errors import Refusal
from ..making import replacing
from ..making.replacing import Difference
from ..making.sheet_reading import plan_sheet, read_sheet
from ..store.engine.database import Database
from ..store.hosts import drafts
from ..store.hosts.drafts import OwnDeck


def replaced(
    database: Database, slug: str, file: Path, key: str, name: str, score: str, dry_run: bool
) -> Difference:
    """Compare a sheet with the draft of a deck, and put it there unless ``dry_run``."""
    own = database.read_now(partial(drafts.any_deck, slug=slug))
    matched = _label(own, key)
    with file.open("rb") as opened:
        plan = plan_sheet(opened, own, ChosenColumns(name, score))
        columns, people = read_sheet(opened, plan, own)
    with closing(people):
        if dry_run:
            return replacing.compare(database, own, people, columns, matched)
        return replacing.replace(database, own, people, columns, matched, milliseconds)


def _label(own: OwnDeck, key: str) -> str:
    """The label of a fact of the deck, in capitals or small letters; the name is a key as well."""
    if key.casefold() == "name":
        return "name"
    labels = dict.fromkeys(map(label_of, own.labels))
    found = next((label for label in labels if label.casefold() == key.strip().casefold()), None)
    if found is None:
        raise Refusal(f"The deck has no fact {key}; it has {', '.join(labels) or 'none'}.")
    return found


def told(found: Difference) -> Iterator[str]:
    """What is new, changed and gone, in lines."""
    yield f"{found.new:,} new, {found.changed:,} changed, {found.gone:,} gone, {found.same:,} the same."
    parts = (
        ("new", [name for name, _ in found.new_names], found.new),
        ("changed", [file.name for file in found.changed_files], found.changed),
        ("gone", [name for _, name in found.gone_names], found.gone),
    )
    for what, names, count in parts:
        more = f" and {count - len(names):,} more" if count > len(names) else ""
        if names:
            yield f"{what}: {', '.join(names)}{more}"
