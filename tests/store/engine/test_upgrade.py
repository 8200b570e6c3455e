"""A database from before dailies had files of their own: its days go on, and deal nothing else from then on."""

import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import column, insert, select
from sqlalchemy import table as sql_table
from sqlalchemy.engine import Connection
from tests.store.runs.test_modes import Player, files_of

from databases import Worlds
from higherthanthou.game.modes.daily import day_of
from higherthanthou.store.days import days
from higherthanthou.store.decks import decks, reserve
from higherthanthou.store.decks.deck_making import made_for_a_day
from higherthanthou.store.decks.profile_row import values_of
from higherthanthou.store.decks.standings import keep as keep_standings
from higherthanthou.store.engine.database import Database
from higherthanthou.store.tables import STILL, day_files, profiles, standings
from higherthanthou.store.tables import decks as deck_rows
from old_databases import upgraded_from
from world import NOW, make_deck, make_people

TODAY = day_of(NOW)
SIZES = {"citizens": 120, "large": 700, "small": 120, "tens": 120}
"""Files of each; that of the theme ``rated`` on a scale up to ten was imported, the first alone generated."""

MEASURES = {"kind", "decimals", "unit_first", "comparison", "less_is_better", "unlisted"}
NEW = {"decks": {"locale", *MEASURES}, "profiles": {"reserve", "sought", "outcome"}}
"""What the schema did not have."""


@pytest.fixture
def upgraded(
    worlds: Worlds, backend: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Database]:
    """A database of the schema before, with a day that was drawn from a deck, brought to this one."""
    yield from upgraded_from("0005", fill, worlds, backend, tmp_path, monkeypatch)


def fill(connection: Connection) -> None:
    """A generated deck and three imported ones, and for the first a day and the one before it, drawn from it."""
    for first, (slug, size) in zip(count(3, 3000), SIZES.items(), strict=False):
        row = make_deck(slug, slug, theme={"citizens": "citizens", "tens": "rated"}.get(slug, "own"))
        row.low, row.high = (1, 10) if slug == "tens" else (350, 950)
        row.model = "sesame" if slug == "citizens" else None
        kept = row.model_dump() | {"state": "published", "version": 1, "size": size}
        add(connection, deck_rows, [kept])
        written = [
            made_for_a_day(row.id, values_of(one)) | {"id": first + n, "since": 1, "until": STILL}
            for n, one in enumerate(make_people(size))
        ]
        add(connection, profiles, written)
        if slug == "citizens":
            for day in (TODAY - 5, TODAY - 1, TODAY):
                add(connection, day_files, [
                    {
                        "deck_id": row.id, "day": day, "place": place, "deck_version": 1, "anchor": 650,
                        "profile_id": written[place + 10 * (TODAY - day)]["id"], "score": 700,
                    }
                    for place in range(1, 11)
                ])  # fmt: skip


def add(connection: Connection, table, rows: list[dict]) -> None:
    """Add rows as the schema before had them."""
    names = [c.name for c in table.c if c.name not in NEW.get(table.name, ())]
    before = sql_table(table.name, *map(column, names))
    connection.execute(insert(before), [{name: row[name] for name in names} for row in rows])


def test_a_day_that_was_drawn_is_played_on_and_its_files_are_dealt_nowhere_else(upgraded: Database) -> None:
    """Nor are those of the day before, which lie open."""
    ann = Player(upgraded, 1)
    run = ann.play_daily()
    assert ann.row(run).anchor == 650
    recent = select(day_files.c.profile_id).where(day_files.c.day >= TODAY - 1)
    ids = set(upgraded.read_now(lambda c: c.execute(recent).scalars()))
    assert files_of(ann, run) < ids
    assert len(ids) == 20
    kept = select(profiles.c.id).join(deck_rows, deck_rows.c.id == profiles.c.deck_id)
    kept = kept.where(profiles.c.reserve, deck_rows.c.slug == "citizens")
    assert set(upgraded.read_now(lambda c: c.execute(kept).scalars())) == ids


def test_a_deck_on_a_scale_of_its_own_is_dealt_by_its_quantiles(upgraded: Database) -> None:
    """They are those that publishing it would keep; our scale has none."""
    found = {deck.slug: deck for deck in upgraded.read_now(decks.published)}
    kept = upgraded.read_now(
        lambda c: dict(c.execute(select(standings.c.deck_id, standings.c.quantiles)).all())
    )
    assert set(kept) == {found["tens"].id}
    upgraded.write_now(lambda c: keep_standings(c, found["tens"].id, 1))
    assert upgraded.read_now(lambda c: c.execute(select(standings.c.quantiles)).scalars().all()) == list(
        kept.values()
    )
    assert json.loads(kept[found["tens"].id])[::50] == [360, 652, 940]


def test_decks_that_were_generated_are_known_and_large_imported_ones_have_a_reserve(
    upgraded: Database,
) -> None:
    """The next day of the one is made, that of the other drawn from a third of its files."""
    found = {deck.slug: deck for deck in upgraded.read_now(decks.published)}
    assert {slug: deck.made for slug, deck in found.items()} == {
        "citizens": True,
        "large": False,
        "small": False,
        "tens": False,
    }
    left = {
        slug: len(upgraded.read_now(lambda c, d=deck: reserve.unused_files(c, d.id, 1)))
        for slug, deck in found.items()
    }
    assert left == {"citizens": 0, "large": 234, "small": 0, "tens": 0}
    assert upgraded.write_now(lambda c: days.today(c, found["large"], TODAY, Random(1))).version == 1
    assert [deck.slug for deck, _ in upgraded.read_now(lambda c: days.missing(c, {TODAY + 1}))] == [
        "citizens"
    ]
