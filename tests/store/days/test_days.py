"""What a daily deals is dealt nowhere else, before or after; whoever has met one of its files does not rank."""

import json
from random import Random

import pytest
from sqlalchemy import delete, event, func, select, update
from sqlalchemy.engine import Connection
from tests.store.runs.test_modes import DAY, Player, files_of

from higherthanthou.game.errors import Refusal
from higherthanthou.game.modes.daily import GRACE, day_of, last_closed
from higherthanthou.making.drafting import check_draft, write_draft
from higherthanthou.store.days import days
from higherthanthou.store.decks import deck_making, decks, reserve
from higherthanthou.store.decks.decks import Deck
from higherthanthou.store.engine.database import Database
from higherthanthou.store.engine.errors import NotYet
from higherthanthou.store.hosts import drafts, files, statistics
from higherthanthou.store.hosts.files import FileQuery
from higherthanthou.store.tables import day_files, profiles, sightings
from higherthanthou.store.tables import decks as deck_rows
from higherthanthou.store.upkeep.purge import purge
from higherthanthou.store.upkeep.rebuild import differing
from world import NOW, make_day, make_deck, make_people, put_deck

TODAY = day_of(NOW)


@pytest.fixture
def ann(wide_database: Database, monkeypatch: pytest.MonkeyPatch) -> Player:
    """Somebody, where there is also a large imported deck, of whose ids every third is one of a reserve."""
    monkeypatch.setattr(deck_making, "_spread", lambda position, size: position + 3)
    put_deck(wide_database, make_deck("large", "Large", 0, 1000, "own"), make_people(700, 0, 1000))
    return Player(wide_database, 1)


def deck_of(player: Player, slug: str) -> Deck:
    """A deck."""
    found = player.database.read_now(lambda c: decks.find(c, slug))
    assert found is not None
    return found


def dealt(player: Player) -> set[int]:
    """Everything this player has had on the desk, or compared a file with."""
    query = select(sightings.c.profile_id).where(sightings.c.player_id == player.id)
    return set(player.database.read_now(lambda c: c.execute(query).scalars()))


def in_days(database: Database) -> set[int]:
    """The files of all days."""
    return set(database.read_now(lambda c: c.execute(select(day_files.c.profile_id)).scalars()))


def play_elsewhere(player: Player, deck: str, runs: int, rng: Random) -> None:
    """So many runs in the other modes, with chains that need somebody new and years with swaps."""
    for mode in [rng.choice(("streak", "chain", "year")) for _ in range(runs)]:
        if mode == "year" and deck != "citizens":
            continue
        run = player.start(mode, deck)
        for turn in range(rng.randrange(1, 9)):
            if mode == "year" and turn == 1:
                player.use(run, "swap")
            if not player.row(run).open:
                break
            player.guess(run, stake="10")


@pytest.mark.parametrize("deck", ["citizens", "large"])
def test_a_daily_and_the_other_modes_never_deal_the_same_file(ann: Player, deck: str) -> None:
    """Five days, with players who play everything before, between and after: not one file is in both."""
    rng, ben = Random(6), Player(ann.database, 2)
    play_elsewhere(ben, deck, 12, rng)
    for _ in range(5):
        run = ann.play_daily(deck)
        assert ann.row(run).ranked
        for player in (ann, ben):
            play_elsewhere(player, deck, 6, rng)
            player.now += DAY
    assert len(in_days(ann.database)) == 50
    assert dealt(ben)
    assert dealt(ben).isdisjoint(in_days(ann.database))
    assert len(dealt(ann) & in_days(ann.database)) == 50
    assert ann.database.read_now(lambda c: list(differing(c))) == []


def test_a_go_of_somebody_who_has_met_one_of_the_ten_does_not_rank(ann: Player) -> None:
    """As may be with a day that was drawn before dailies had files of their own."""
    ben = Player(ann.database, 2)
    run = ben.start("streak")
    known = ben.row(run).profile_id
    make_day(ann.database, "citizens", TODAY)
    old = update(day_files).where(day_files.c.place == 4).values(profile_id=known)
    ann.database.write_now(lambda c: c.execute(old))
    assert not ben.row(ben.play_daily()).ranked
    assert ann.row(ann.play_daily()).ranked
    assert {t.higher + t.lower for t in ann.desk(ann.start("daily")).outcome.day.tallies} == {2}


def test_a_day_that_has_not_been_made_is_asked_for_again(ann: Player) -> None:
    """Nothing of the deck is dealt instead."""
    deck = deck_of(ann, "citizens")
    with pytest.raises(NotYet):
        ann.database.write_now(lambda c: days.today(c, deck, TODAY, ann.rng))
    missing = ann.database.read_now(lambda c: days.missing(c, {TODAY}))
    assert {(one.slug, day) for one, day in missing} == {(s, TODAY) for s in ("citizens", "matches", "rated")}
    make_day(ann.database, "citizens", TODAY)
    assert len(ann.database.read_now(lambda c: days.missing(c, {TODAY}))) == 2


def test_files_made_for_a_day_are_in_no_version(ann: Player) -> None:
    """Neither in the files of its host, nor in an export, the check, statistics, the size or the next version."""
    database = ann.database
    ann.play_daily()
    own = database.read_now(lambda c: drafts.any_deck(c, "citizens"))
    assert own.count == own.deck.size == 160
    with_days = select(func.count()).where(profiles.c.deck_id == own.deck.id)
    assert database.read_now(lambda c: c.execute(with_days).scalar_one()) == 170
    assert database.read_now(lambda c: files.page(c, own, FileQuery())).total == 160
    assert len(database.read_now(lambda c: list(files.every(c, own)))) == 160
    assert database.read_now(lambda c: check_draft(c, own))[0].size == 160
    written = database.read_now(lambda c: "".join(write_draft(c, own, "json")))
    assert len(json.loads(written)["profiles"]) == 160
    assert database.read_now(lambda c: statistics.file_statistics(c, own, None)) == []
    assert database.read_now(lambda c: statistics.totals(c, own, None)).guesses == 10
    somebody = database.read_now(lambda c: files.page(c, own, FileQuery())).lines[0].person
    database.write_now(lambda c: files.remove(c, own, somebody))
    edited = database.read_now(lambda c: drafts.any_deck(c, "citizens"))
    database.write_now(lambda c: drafts.publish(c, edited))
    assert deck_of(ann, "citizens").size == 159
    assert (
        len(in_days(database)) == len(database.read_now(lambda c: days.revealed(c, own.deck.id, TODAY))) == 10
    )


def test_a_day_is_played_with_the_version_that_its_first_go_begins_with(ann: Player) -> None:
    """Its ten may have been made before that was published; a version that comes during the day waits."""
    make_day(ann.database, "citizens", TODAY)
    newer = update(deck_rows).where(deck_rows.c.slug == "citizens")
    ann.database.write_now(lambda c: c.execute(newer.values(version=2)))
    assert ann.row(ann.start("daily")).deck_version == 2
    ann.database.write_now(lambda c: c.execute(newer.values(version=3)))
    ben = Player(ann.database, 2)
    assert ben.row(ben.start("daily")).deck_version == 2


def test_a_third_of_a_large_imported_deck_is_kept_for_its_daily(ann: Player) -> None:
    """Of what is new in a version, and nothing that has been dealt; a small or generated deck keeps none."""
    deck, database = deck_of(ann, "large"), ann.database
    kept = database.read_now(lambda c: reserve.unused_files(c, deck.id, 1))
    assert len(kept) == 234
    others = ("citizens", "rated", "goals")
    assert not any(
        database.read_now(lambda c, o=o: reserve.unused_files(c, deck_of(ann, o).id, 1)) for o in others
    )
    own = database.read_now(lambda c: drafts.any_deck(c, "large"))
    line = database.read_now(lambda c: list(files.every(c, own)))[0]
    edited = select(profiles.c.person, profiles.c.revision, profiles.c.reserve).where(
        profiles.c.deck_id == deck.id
    )
    for person, revision, _ in database.read_now(lambda c: c.execute(edited.limit(90)).all()):
        own = database.read_now(lambda c: drafts.any_deck(c, "large"))
        database.write_now(lambda c, p=person, r=revision, o=own: files.change(c, o, p, r, line.profile))
    for identity in range(3000, 3030):
        own = database.read_now(lambda c: drafts.any_deck(c, "large"))
        database.write_now(lambda c, o=own, i=identity: files.add(c, o, line.profile, i))
    own = database.read_now(lambda c: drafts.any_deck(c, "large"))
    database.write_now(lambda c: drafts.publish(c, own))
    sides = select(func.count(profiles.c.reserve.distinct())).where(profiles.c.deck_id == deck.id)
    each = database.read_now(lambda c: c.execute(sides.group_by(profiles.c.person)).scalars().all())
    assert set(each) == {1}, "an edit has moved a file into the reserve, or out of it"
    assert database.read_now(lambda c: len(reserve.unused_files(c, deck.id, 2))) == len(kept) + 10


def test_each_file_of_the_reserve_is_dealt_once_and_then_the_daily_is_over(ann: Player) -> None:
    """Not even under another row after an edit. When fewer than fifty are left it says so."""
    deck, database = deck_of(ann, "large"), ann.database
    seen: set[int] = set()
    while not database.read_now(lambda c: days.is_over(c, deck, day_of(ann.now))):
        ten = files_of(ann, ann.play_daily("large"))
        assert len(ten) == 10
        assert ten.isdisjoint(seen)
        seen |= ten
        ann.now += DAY
    left = database.read_now(lambda c: len(reserve.unused_files(c, deck.id, 1)))
    assert left == 44
    with pytest.raises(Refusal, match="daily is over"):
        ann.start("daily", "large")
    own = database.read_now(lambda c: drafts.any_deck(c, "large"))
    [used, *_] = database.read_now(lambda c: [file for file in files.every(c, own) if file.id in seen])
    database.write_now(lambda c: files.change(c, own, used.person, used.revision, used.profile))
    own = database.read_now(lambda c: drafts.any_deck(c, "large"))
    database.write_now(lambda c: drafts.publish(c, own))
    assert database.read_now(lambda c: len(reserve.unused_files(c, deck.id, 2))) == left


def test_the_ten_of_a_day_are_those_of_its_deck(ann: Player) -> None:
    """Two decks have a daily of the same day."""
    made = {slug: set[str]() for slug in ("citizens", "matches")}
    for slug in made:
        make_day(ann.database, slug, TODAY)
    for slug in made:
        shown = ann.database.read_now(lambda c, s=slug: days.revealed(c, deck_of(ann, s).id, TODAY))
        made[slug] = {file.portrait for file in shown}
    assert [len(portraits) for portraits in made.values()] == [10, 10]
    assert not made["citizens"] & made["matches"]


def test_a_reserve_whose_ends_are_spent_is_over(ann: Player) -> None:
    """However many are left, if they all stand level."""
    deck = deck_of(ann, "large")
    away = delete(profiles).where(profiles.c.deck_id == deck.id, profiles.c.score != 500, profiles.c.reserve)
    level = update(profiles).where(profiles.c.deck_id == deck.id, profiles.c.position < 200)
    ann.database.write_now(lambda c: c.execute(level.values(score=500, reserve=True)))
    ann.database.write_now(lambda c: c.execute(away))
    assert ann.database.read_now(lambda c: len(reserve.unused_files(c, deck.id, 1))) == 200
    with pytest.raises(Refusal, match="daily is over"):
        ann.start("daily", "large")


def test_a_day_that_nobody_began_goes_with_its_files_when_it_lies_open_no_more(ann: Player) -> None:
    """Those that were played stay, and so does the one that lies open."""
    database, deck = ann.database, deck_of(ann, "citizens")
    ann.play_daily("matches")
    for day in (TODAY, TODAY + 1, TODAY + 2):
        make_day(database, "citizens", day)
    all_files = select(func.count()).select_from(profiles)
    before = database.read_now(lambda c: c.execute(all_files).scalar_one())
    now = (TODAY + 2) * DAY + GRACE
    assert [database.write_now(lambda c: purge(c, now)) for _ in range(2)] == [1, 0]
    assert database.read_now(lambda c: c.execute(all_files).scalar_one()) == before - 10
    there = [
        day for day in range(TODAY, TODAY + 3) if database.read_now(lambda c, d=day: days.drawn(c, deck, d))
    ]
    assert there == [TODAY + 1, TODAY + 2]
    assert database.read_now(lambda c: days.drawn(c, deck_of(ann, "matches"), TODAY))
    assert len(database.read_now(lambda c: days.revealed(c, deck.id, last_closed(now)))) == 10


def test_the_missing_days_are_found_in_as_many_statements_however_many_decks_there_are(ann: Player) -> None:
    """It is asked each minute."""
    asked: list[str] = []

    def work(connection: Connection) -> int:
        def note(*told: object) -> None:
            asked.append(str(told[2]))

        event.listen(connection, "before_cursor_execute", note)
        found = days.missing(connection, {TODAY, TODAY + 1})
        event.remove(connection, "before_cursor_execute", note)
        return len(found)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(days._drawn, "first", None)
        assert ann.database.read_now(work) == 6
    assert len(asked) == 1, (
        "besides that of the decks, which is compiled and runs on the cursor of the driver"
    )
