"""Replacing the data of a draft from a corrected sheet: compared in batches, then put in by one write.

The files of the draft are never all in memory: only their keys and ids are.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from dataclasses import replace as set_fields
from functools import partial
from random import SystemRandom
from typing import NamedTuple

from ..authoring.correcting.merging import NAME, FieldChange, SheetColumns, changes, key_of, merged
from ..authoring.deckfile.cells import quoted
from ..authoring.pictures.emblem import choose_emblem
from ..authoring.pictures.portrait import choose_look, describe
from ..game.errors import Refusal
from ..game.names.folding import folded
from ..game.profile import Entry, Profile, Shown
from ..store.decks import deck_making
from ..store.decks.profile_row import columns_of, values_of
from ..store.engine.database import Database
from ..store.hosts import replacing, staging
from ..store.hosts.drafts import OwnDeck
from ..store.hosts.files import MOST, has_emblems
from ..store.hosts.staging import Row

SHOWN = 30
"""So many new, changed and gone files are listed; the others are counted."""

NAMED = 3
DOUBTFUL = "These are not as often in the sheet as in the deck, so that nobody can tell which is which:"


class ChangedFile(NamedTuple):
    """A file that the sheet changes: its score before and after, and what else differs."""

    person: str
    name: str
    before: int
    after: int
    changes: tuple[FieldChange, ...]


@dataclass
class Difference:
    """What a sheet makes of a draft: counts, the first files of each kind, and what the write needs."""

    same: int = 0
    new: int = 0
    changed: int = 0
    gone: int = 0
    namesakes: int = 0
    new_names: list[tuple[str, int]] = field(default_factory=list)
    changed_files: list[ChangedFile] = field(default_factory=list)
    gone_names: list[tuple[str, str]] = field(default_factory=list)
    superseded: list[int] = field(default_factory=list)
    gone_ids: list[int] = field(default_factory=list)
    entries: dict[tuple[Shown, str], Entry] = field(default_factory=dict)
    scores: list[int] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many files the draft has then."""
        return self.same + self.new + self.changed


def compare(
    database: Database, deck: OwnDeck, people: Iterator[Profile], columns: SheetColumns, key: str = NAME
) -> Difference:
    """What is new, changed and gone in a sheet. Blocks; nothing is written.

    ``key`` is NAME or the label of a fact. Refusal if it does not tell files apart, or the draft was changed
    meanwhile.
    """
    return _Comparison(database, deck, columns, key, lambda rows: None).run(people)


def replace(
    database: Database,
    deck: OwnDeck,
    people: Iterator[Profile],
    columns: SheetColumns,
    key: str,
    now: Callable[[], int],
) -> Difference:
    """The same, put into the draft whole or not at all. Blocks."""
    stage = database.write_now(partial(staging.begin, deck=deck, now=now()))

    def put(rows: list[Row]) -> None:
        database.write_now(partial(staging.add, stage=stage, deck=deck, rows=rows, now=now()))

    try:
        found = _Comparison(database, deck, columns, key, put).run(people)
        if found.new + found.changed + found.gone:
            write = partial(replacing.replace, deck=deck, stage=stage, superseded=found.superseded)
            scores = (found.scores[0], found.scores[1])
            ended = {"gone": found.gone_ids, "entries": found.entries.values(), "scores": scores}
            database.write_now(partial(write, **ended))
            return found
    except BaseException:
        database.write_now(partial(staging.discard, deck_id=stage))
        raise
    database.write_now(partial(staging.discard, deck_id=stage))
    return found


class _Comparison:
    """One walk through a sheet; ``put`` takes the rows of files that are new or changed."""

    def __init__(
        self,
        database: Database,
        deck: OwnDeck,
        columns: SheetColumns,
        key: str,
        put: Callable[[list[Row]], None],
    ) -> None:
        replacing.refuse_unless_replaceable(deck)
        self._database, self._deck, self._columns, self._put = database, deck, columns, put
        self._key = key
        by_key = partial(replacing.ids_by_key, deck=deck, label=None if key == NAME else key)
        self._ids = database.read_now(by_key)
        self._sheet: Counter[str] = Counter()
        self._kept: set[int] = set()
        self._emblems = database.read_now(partial(has_emblems, deck=deck))
        self._rng = SystemRandom()
        self._position = database.read_now(partial(replacing.last_position, deck=deck))
        self.found = Difference()

    def run(self, people: Iterator[Profile]) -> Difference:
        """Walk through the sheet, then look what of the draft it has not."""
        for batch in deck_making.batches(people):
            self._compare(batch)
        self._refuse_doubtful()
        besides = partial(replacing.files_besides, deck=self._deck, kept=self._kept)
        gone, found = self._database.read_now(besides), self.found
        found.gone, found.gone_ids = len(gone), [identity for identity, _, _ in gone]
        found.gone_names = [(person, name) for _, person, name in gone[:SHOWN]]
        if found.size > MOST:
            raise Refusal(f"A deck has at most {MOST:,} files.")
        return found

    def _compare(self, batch: list[Profile]) -> None:
        pairs = [(profile, self._match(profile)) for profile in batch]
        ids = [identity for _, identity in pairs if identity is not None]
        stored = self._database.read_now(partial(replacing.stored, deck=self._deck, ids=ids))
        rows = [
            self._new(profile) if identity is None else self._changed(stored[identity], profile)
            for profile, identity in pairs
        ]
        if put := [row for row in rows if row is not None]:
            self._put(put)

    def _match(self, profile: Profile) -> int | None:
        """The id of the file that a row of the sheet is; namesakes are matched in their order."""
        key = folded(key_of(profile, self._key))
        before = self._sheet[key]
        self._sheet[key] += 1
        ids = self._ids.get(key, []) if key else []
        if before >= len(ids):
            return None
        self._kept.add(ids[before])
        return ids[before]

    def _new(self, profile: Profile) -> Row:
        self.found.new += 1
        if len(self.found.new_names) < SHOWN:
            self.found.new_names.append((profile.name, profile.score))
        self._position += 1
        self._learn(profile)
        drawn = self._drawn(profile)
        return deck_making.fresh_row(self._deck.deck.id, self._position, values_of(drawn))

    def _drawn(self, profile: Profile) -> Profile:
        """The file with a face or an emblem, as the others of the deck have."""
        if ("emblem" in profile.look) == self._emblems:
            return profile
        look = choose_emblem(self._rng) if self._emblems else choose_look(profile.age, self._rng)
        return set_fields(profile, look=look, portrait_alt=describe(look))

    def _changed(self, old: replacing.StoredFile, told: Profile) -> Row | None:
        """The row of a file with what the sheet says of it; None if it stays as it is."""
        profile = merged(old.profile, told, self._columns)
        if old.by_stars:
            profile = set_fields(profile, score=old.profile.score)
        self._learn(profile)
        if profile == old.profile:
            self.found.same += 1
            return None
        self.found.changed += 1
        self.found.superseded.append(old.row["id"])
        if len(self.found.changed_files) < SHOWN:
            scores = old.profile.score, profile.score
            told_of = tuple(changes(old.profile, profile))
            self.found.changed_files.append(ChangedFile(old.row["person"], profile.name, *scores, told_of))
        return old.row | columns_of(profile) | {"revision": old.row["revision"] + 1}

    def _learn(self, profile: Profile) -> None:
        found = self.found
        for entry in profile.record:
            found.entries.setdefault((entry.shown, entry.label), entry)
        seen = [*found.scores, profile.score]
        found.scores = [min(seen), max(seen)]

    def _refuse_doubtful(self) -> None:
        """Refusal if a key is there more than once, and not as often in the sheet as in the deck."""
        both = {key: count for key, count in self._sheet.items() if key in self._ids}
        doubtful = [key for key, count in both.items() if count != len(self._ids[key])]
        self.found.namesakes = sum(count for count in both.values() if count > 1)
        if doubtful:
            several = ", ".join(quoted(key) for key in doubtful[:NAMED])
            more = f" and {len(doubtful) - NAMED:,} more" if len(doubtful) > NAMED else ""
            raise Refusal(f"{DOUBTFUL} {several}{more}. Match by another column, or make them different.")
