"""Tags on the columns: none is missing, the document is made of them, exporting and erasing follow them; and the purge."""

from pathlib import Path
from random import Random

from sqlalchemy import func, select
from tests.store.runs.test_modes import Player

from higherthanthou.game.reports import Reason
from higherthanthou.store.engine.database import Database
from higherthanthou.store.players import aliases, histories, players
from higherthanthou.store.players.privacy import TAGS, UNFINISHED, YEAR, Kind, document, of_players, tag_of
from higherthanthou.store.reports import sending
from higherthanthou.store.tables import metadata, runs
from higherthanthou.store.upkeep.purge import purge
from higherthanthou.store.upkeep.rebuild import differing
from world import NOW

OUT_OF_EXPORT = {
    "runs.player_id", "runs.deck_id", "runs.anchor", "runs.dealt_at", "sessions.player_id", "ratings.player_id",
    "ratings.day", "sightings.player_id", "day_entries.player_id", "day_entries.deck_id", "board_rows.player_id",
    "players.id", "players.alias_key", "erasures.player_id", "erasures.erased_at", "hidden_aliases.player_id",
    "hidden_aliases.deck_id", "reports.player_id", "reports.deck_id", "room_guests.player_id",
    "room_guests.room_id", "room_calls.player_id", "room_calls.room_id", "room_stars.player_id", "room_stars.room_id",
    "room_votes.player_id", "room_votes.room_id",
    "guesses.player_id", "lifelines.player_id", "challenge_attempts.player_id", "public_results.player_id",
    "public_results.picture",
}  # fmt: skip
"""Numbers that stand for the player or for a deck that is named, what the file on the desk is compared with, and a drawing."""


def test_every_column_has_a_tag_and_every_tag_a_column() -> None:
    """A new column is somebody's business; say whose, and how long it is kept."""
    for table in metadata.sorted_tables:
        assert table.info.get("about"), table.name
        for column in table.c:
            assert tag_of(column) is not None, f"{table.name}.{column.name}"
        tagged = [name for names in TAGS[table.name][2].values() for name in names.split()]
        assert sorted(tagged) == sorted(table.c.keys())


def test_the_document_is_up_to_date() -> None:
    """``higherthanthou db privacy > docs/privacy.md`` makes it so."""
    assert Path("docs/privacy.md").read_text(encoding="utf-8") == document()


def test_the_export_has_what_is_personal_and_nothing_secret() -> None:
    """By the tags of the columns that it selects."""
    exported = [*histories._PLAYER, *histories._RUN, *histories._GUESS, *histories._USED, *histories._STARS]
    exported += [*histories._DAY, *histories._BOARD, *histories._HIDDEN, *histories._REPORT]
    exported += [
        *histories._PUBLIC,
        *histories._GUEST,
        *histories._CALL,
        *histories._ROOM_STARS,
        *histories._VOTE,
    ]
    exported += histories._ATTEMPT
    named = {str(getattr(column, "element", column)) for column in exported} | {"sessions.created_at"}
    mine = [table for table in of_players() if table.name != "erasures"]
    for table in mine:
        for column in table.c:
            tag = tag_of(column)
            assert tag is not None
            if tag.kind is Kind.SECRET:
                assert f"{table.name}.{column.name}" not in named
            elif f"{table.name}.{column.name}" not in OUT_OF_EXPORT:
                assert f"{table.name}.{column.name}" in named


def test_erasing_leaves_no_row_of_a_player(wide_database: Database) -> None:
    """In any table that has one."""
    ann, ben = Player(wide_database, 1), Player(wide_database, 2)
    for one in (ann, ben):
        one.play_daily()
        one.guess(one.start("match", "matches"), like="like")
        rated = one.start("streak", "rated")
        one.guess(rated)
        one.give(rated, 1, 5)
        one.use(one.start("year", "citizens"), "swap") if one.row(one.start("year")).value >= 650 else None
        run = one.start("streak")
        one.guess(run)
        wide_database.write_now(lambda c, r=run, p=one.id: sending.report(c, p, r, 1, Reason.WRONG, NOW))
        wide_database.write_now(lambda c, p=one.id: aliases.take_away(c, p, NOW, Random(p)))
    ids = select(runs.c.id).where(runs.c.player_id == ann.id)
    theirs = set(wide_database.read_now(lambda c: c.execute(ids).scalars().all()))
    wide_database.write_now(lambda c: players.erase(c, ann.id, NOW))
    for table in of_players():
        if "player_id" in table.c:
            whose = table.c.player_id == ann.id
        else:
            whose = table.c.run_id.in_(theirs) if "run_id" in table.c else table.c.id == ann.id
        left = select(func.count()).select_from(table).where(whose)
        assert wide_database.read_now(lambda c, q=left: c.execute(q).scalar_one()) == 0, table.name
    kept = wide_database.read_now(lambda c: histories.export(c, ben.id))
    assert kept["guesses"]
    assert [len(kept[name]) for name in ("reports", "hidden")] == [1, 1]


def test_what_is_too_old_is_purged_and_nothing_else(wide_database: Database) -> None:
    """Runs never ended go after 30 days, and players when their cookie has ended."""
    ann = Player(wide_database, 1)
    left = ann.start("streak")
    ann.guess(left)
    ann.miss(ann.start("chain"))
    ann.start("daily")
    old = NOW + UNFINISHED
    assert wide_database.write_now(lambda c: purge(c, old)) == 0
    assert wide_database.write_now(lambda c: purge(c, old + 60_000)) == 2
    assert wide_database.write_now(lambda c: purge(c, old + 60_000)) == 0
    assert [run.open for run in wide_database.read_now(lambda c: histories.past_runs(c, ann.id))] == [False]
    ben = Player(wide_database, 2)
    wide_database.write_now(
        lambda c: c.exec_driver_sql(
            f"UPDATE sessions SET created_at = created_at + 5 WHERE player_id = {ben.id}"
        )
    )
    assert wide_database.write_now(lambda c: purge(c, NOW + YEAR + 3)) == 1
    everybody = select(func.count()).select_from(metadata.tables["players"])
    assert wide_database.read_now(lambda c: c.execute(everybody).scalar_one()) == 1
    assert wide_database.read_now(lambda c: list(differing(c))) == []


def test_how_long_things_are_kept(wide_database: Database) -> None:
    """As docs/privacy.md says: a run that was never ended 30 days, the number of an erased player two years."""
    day = 24 * 3600 * 1000
    assert (30 * day, 365 * day) == (UNFINISHED, YEAR)
    ann = Player(wide_database, 1)
    wide_database.write_now(lambda c: players.erase(c, ann.id, NOW))
    erased = select(func.count()).select_from(metadata.tables["erasures"])
    for later, left in ((2 * 365 * day, 1), (2 * 365 * day + 1, 0)):
        wide_database.write_now(lambda c, now=NOW + later: purge(c, now))
        assert wide_database.read_now(lambda c: c.execute(erased).scalar_one()) == left
