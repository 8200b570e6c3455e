"""The modes in the store: days drawn once, chains that go on, lifelines that stay used, stars that count once."""

from contextlib import suppress
from dataclasses import replace
from random import Random

import pytest
from sqlalchemy import delete, func, literal, select, update

from higherthanthou.game.deal import Side
from higherthanthou.game.errors import NotDealt, Refusal
from higherthanthou.game.modes import MODES
from higherthanthou.game.modes.daily import GRACE, closes_at, day_of, last_closed
from higherthanthou.game.run import Used
from higherthanthou.game.stars import GROWN, WHOLE, most_moved
from higherthanthou.store.boards import boards, walls
from higherthanthou.store.decks import decks
from higherthanthou.store.engine.database import Database
from higherthanthou.store.engine.errors import Missing
from higherthanthou.store.players import players
from higherthanthou.store.runs import (
    candidates,
    dealing,
    deciding,
    opening,
    results,
    run_cache,
    run_to_judge,
    stars,
)
from higherthanthou.store.runs import lifelines as run_lifelines
from higherthanthou.store.runs.candidates import draw
from higherthanthou.store.runs.dealing import RuleInputs
from higherthanthou.store.runs.desks import Desk, desk
from higherthanthou.store.runs.opening import Opened
from higherthanthou.store.tables import day_files, guesses, lifelines, profiles, rated, ratings
from higherthanthou.store.tables import decks as deck_rows
from higherthanthou.store.tables import runs as run_rows
from higherthanthou.store.upkeep.rebuild import differing
from world import NOW, make_day, make_deck, make_people, put_deck

DAY = 86_400_000
HIGHER_LOWER = (Side.HIGHER, Side.LOWER)


class Player:
    """Somebody who plays straight into the store, in any mode."""

    def __init__(self, database: Database, seed: int = 1) -> None:
        """Make a player."""
        self.database, self.rng, self.now = database, Random(seed), NOW
        self.id = database.write_now(lambda c: players.add_player(c, f"token {seed}", NOW, self.rng))

    def inputs(self) -> RuleInputs:
        """A second later."""
        self.now += 1000
        return RuleInputs(self.now, self.rng, 300)

    def start(self, mode: str, deck: str = "citizens", practice: bool = False) -> str:
        """Open a run."""
        return self.open(mode, deck, practice).run_id

    def open(self, mode: str, deck: str = "citizens", practice: bool = False) -> Opened:
        """The same, with what the first guess needs."""
        inputs = self.inputs()
        if mode == "daily":
            make_day(self.database, deck, day_of(inputs.now))

        def work(connection) -> Opened:
            found = decks.find(connection, deck)
            assert found is not None
            return opening.start(connection, self.id, found, MODES[mode], inputs, practice)

        return self.database.write_now(work)

    def guess(self, run: str, side: Side | None = None, **fields: str) -> Desk:
        """Judge the file on the desk; right if no side is given."""
        shown, inputs = self.desk(run), self.inputs()
        side = side or self.truth(run)
        decided = self.database.write_now(
            lambda c: deciding.decide(c, self.id, run, shown.run.turn, side, inputs, fields)
        )
        if decided.next_run:
            run_cache.keep(decided.next_run)
        return decided.desk

    def miss(self, run: str, **fields: str) -> Desk:
        """Judge it wrong."""
        return self.guess(run, Side.LOWER if self.truth(run) is Side.HIGHER else Side.HIGHER, **fields)

    def use(self, run: str, kind: str, turn: int | None = None) -> Desk:
        """Use a lifeline."""
        turn, inputs = turn or self.desk(run).run.turn, self.inputs()
        return self.database.write_now(lambda c: run_lifelines.use(c, self.id, run, turn, kind, inputs))

    def give(self, run: str, turn: int, count: int) -> Desk:
        """Give stars."""
        now = self.inputs().now
        return self.database.write_now(lambda c: stars.give(c, self.id, run, turn, count, now))

    def desk(self, run: str) -> Desk:
        """Look at it."""
        return self.database.read_now(lambda c: desk(c, self.id, run))

    def row(self, run: str):
        """What only the database knows."""
        return self.database.read_now(lambda c: c.execute(select(run_rows).where(run_rows.c.id == run)).one())

    def truth(self, run: str) -> Side:
        """The right answer."""
        row = self.row(run)
        return Side.HIGHER if row.file_score > row.anchor else Side.LOWER

    def play_daily(self, deck: str = "citizens") -> str:
        """All ten right."""
        run = self.start("daily", deck)
        for _ in range(10):
            self.guess(run)
        return run


@pytest.fixture
def ann(wide_database: Database) -> Player:
    """Somebody."""
    return Player(wide_database, 1)


@pytest.fixture
def ben(wide_database: Database) -> Player:
    """Somebody else."""
    return Player(wide_database, 2)


def files_of(player: Player, run: str) -> set[int]:
    """The profiles that a run has judged."""
    query = select(guesses.c.profile_id).where(guesses.c.run_id == run)
    return set(player.database.read_now(lambda c: c.execute(query).scalars().all()))


def count(database: Database, table) -> int:
    """How many rows."""
    return database.read_now(lambda c: c.execute(select(func.count()).select_from(table)).scalar_one())


def test_a_daily_has_the_same_ten_files_and_mark_for_everybody(ann: Player, ben: Player) -> None:
    """Each in an order of their own."""
    one, other = ann.play_daily(), ben.play_daily()
    assert files_of(ann, one) == files_of(ben, other)
    assert len(files_of(ann, one)) == 10
    assert ann.row(one).anchor == ben.row(other).anchor
    names = [
        [judged.name for judged in player.desk(run).judged] for player, run in ((ann, one), (ben, other))
    ]
    assert names[0] != names[1]


def test_the_first_who_makes_a_day_has_made_it(ann: Player, wide_database: Database) -> None:
    """What another server makes for the same day is thrown away; another day has other files."""
    ann.start("daily")
    query = select(day_files.c.place, day_files.c.profile_id, day_files.c.anchor).order_by(day_files.c.place)
    drawn = ann.database.read_now(lambda c: c.execute(query).all())
    before = count(wide_database, profiles)
    make_day(wide_database, "citizens", NOW // DAY, 99)
    assert ann.database.read_now(lambda c: c.execute(query).all()) == drawn
    assert count(wide_database, profiles) == before
    make_day(wide_database, "citizens", NOW // DAY + 1, 99)
    files = select(day_files.c.profile_id).where(day_files.c.day == NOW // DAY + 1)
    assert {row.profile_id for row in drawn}.isdisjoint(
        wide_database.read_now(lambda c: c.execute(files).scalars().all())
    )


def test_one_go_a_day_and_practice_counts_for_nothing(ann: Player) -> None:
    """A second Play shows the first result; practice is on the same ten and neither ranks nor is counted."""
    first = ann.play_daily()
    assert ann.start("daily") == first
    before = ann.desk(first)
    practice = ann.start("daily", practice=True)
    assert practice != first
    for _ in range(10):
        ann.miss(practice)
    assert not ann.desk(practice).ranked
    after = ann.desk(first)
    assert files_of(ann, practice) == files_of(ann, first)
    assert (after.outcome, after.best) == (before.outcome, before.best)
    assert after.outcome.day.histogram == {10: 1}


def test_practice_does_not_begin_before_the_go_is_over(ann: Player) -> None:
    """Or else one would practise first, or on the day after."""
    with pytest.raises(Refusal, match="another day"):
        ann.start("daily", practice=True)
    first = ann.start("daily")
    assert ann.start("daily", practice=True) == first
    assert ann.desk(first).ranked


def test_midnight_in_the_middle_of_a_daily(ann: Player, ben: Player) -> None:
    """The run goes on with its own ten and counts for the day on which it began."""
    run = ann.start("daily")
    for _ in range(4):
        ann.guess(run)
    midnight = (ann.now // DAY + 1) * DAY
    ann.now = midnight + GRACE - 60_000
    ben.now += DAY
    for _ in range(6):
        ann.guess(run)
    shown = ann.desk(run)
    assert (shown.run.value, shown.outcome.day.histogram, shown.best.standing.players) == (10, {10: 1}, 1)
    tomorrow = ann.start("daily")
    assert tomorrow != run
    assert ben.row(ben.start("daily")).day == ann.row(tomorrow).day == ann.row(run).day + 1
    for _ in range(10):
        ann.guess(tomorrow)
    assert ann.desk(tomorrow).outcome.day.row == 2
    assert files_of(ann, tomorrow).isdisjoint(files_of(ann, run))
    assert ann.database.read_now(lambda c: list(differing(c))) == []


def test_what_is_judged_once_the_ten_are_open_counts_for_nothing(ann: Player) -> None:
    """Neither on a board, nor in what everybody said, nor for a row of days; everybody can read the answers."""
    run = ann.start("daily")
    for _ in range(4):
        ann.guess(run)
    closes = closes_at(ann.row(run).day)
    assert last_closed(closes) == ann.row(run).day == last_closed(closes - 1) + 1
    ann.now = closes - 1000  # the next guess comes at that very millisecond
    for _ in range(6):
        ann.guess(run)
    shown = ann.desk(run)
    assert (shown.ranked, shown.best, shown.outcome.day.histogram) == (False, None, {})
    assert sum(tally.higher + tally.lower for tally in shown.outcome.day.tallies) == 4


def test_a_row_of_days_counts_those_judged_to_the_end(ann: Player) -> None:
    """Opening the first file of a day is not playing it."""
    for _ in range(3):
        ann.start("daily")
        ann.now += DAY
    assert ann.desk(ann.play_daily()).outcome.day.row == 1


def test_the_mark_stands_among_the_files_of_a_narrow_deck(ann: Player) -> None:
    """A deck whose scores are all low has a daily too, of ten different people."""
    put_deck(ann.database, make_deck("low", "Low", 300, 900, "own"), make_people(700, 400, 660))
    for _ in range(12):
        run = ann.play_daily("low")
        assert len(files_of(ann, run)) == 10
        ann.now += DAY


def test_files_of_the_daily_are_dealt_nowhere_else_even_to_whoever_has_met_all(ann: Player) -> None:
    """Rather a run ends."""
    ten = files_of(ann, ann.play_daily())
    for _ in range(30):
        run = ann.start("streak")
        for _ in range(12):
            assert ann.row(run).profile_id not in ten
            ann.guess(run)
            if not ann.row(run).open:
                break
        else:
            ann.miss(run)


def test_a_year_that_is_cut_short_does_not_rank(ann: Player) -> None:
    """A deck that has nobody left ends it before December, with nothing on a board."""
    run = ann.start("year")
    ann.guess(run)
    ann.database.write_now(
        lambda c: c.execute(
            delete(profiles).where(profiles.c.id.not_in({ann.row(run).profile_id, *files_of(ann, run)}))
        )
    )
    ann.guess(run)
    row = ann.row(run)
    assert (row.open, row.ranked, row.turn) == (False, False, 2)
    assert ann.desk(run).best is None


def test_what_everybody_said_is_counted_once_each(ann: Player, ben: Player) -> None:
    """Higher and lower for each file, in the order of whoever looks, and taken back with an erased player."""
    one = ann.play_daily()
    other = ben.start("daily")
    for _ in range(10):
        ben.guess(other, Side.HIGHER)
    truths = {row.profile_id: row.score > row.anchor for row in logged(ann, one)}
    for tally in ann.desk(one).outcome.day.tallies:
        assert (tally.higher, tally.lower) == ((2, 0) if truths[tally.profile_id] else (1, 1))
    assert [tally.profile_id for tally in ben.desk(other).outcome.day.tallies] == [
        row.profile_id for row in logged(ben, other)
    ]
    ben.database.write_now(lambda c: players.erase(c, ben.id, NOW))
    assert {tally.higher + tally.lower for tally in ann.desk(one).outcome.day.tallies} == {1}


def logged(player: Player, run: str) -> list:
    """The log of a run."""
    query = select(guesses).where(guesses.c.run_id == run).order_by(guesses.c.turn)
    return player.database.read_now(lambda c: list(c.execute(query).all()))


def test_the_files_of_today_and_yesterday_are_in_no_other_mode(ann: Player, ben: Player) -> None:
    """Whoever looks at yesterday's ten learns nothing that ranks."""
    ann.start("daily")
    today = set(ann.database.read_now(lambda c: c.execute(select(day_files.c.profile_id)).scalars().all()))
    for later in (0, DAY):
        ben.now = NOW + later
        run = ben.start("chain")
        while ben.guess(run).file is not None and len(logged(ben, run)) < 40:
            pass
        assert ben.row(run).reference_id not in today
        assert files_of(ben, run).isdisjoint(today)


def test_a_daily_needs_a_deck_that_is_large_or_generated(ann: Player) -> None:
    """It is refused with a sentence."""
    goals = ann.database.read_now(lambda c: decks.find(c, "goals"))
    citizens = ann.database.read_now(lambda c: decks.find(c, "citizens"))
    assert MODES["daily"].suits(citizens._replace(size=10))
    assert MODES["daily"].suits(goals._replace(size=600))
    assert not MODES["daily"].suits(goals._replace(size=599))
    assert not MODES["daily"].suits(citizens._replace(theme="wards"))
    with pytest.raises(Refusal, match="cannot be played with the deck Goals"):
        ann.start("daily", "goals")


@pytest.mark.parametrize("deck", ["citizens", "goals"])
def test_a_chain_compares_with_the_one_before(ann: Player, deck: str) -> None:
    """Name and score of the last file become what the next one is compared with, on any scale."""
    run = ann.start("chain", deck)
    first = ann.desk(run)
    assert first.before
    for _ in range(6):
        shown = ann.guess(run)
        assert shown.file is not None
        assert (shown.before, shown.run.anchor) == (shown.last.file.name, shown.last.verdict.score)
    ended = ann.miss(run)
    assert (ended.run.value, ended.best.value) == (6, 6)


def test_a_chain_leaves_room_behind_whoever_comes_next(ann: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is aimed at further out than halfway to the end of the scale: the next has to stand on either side."""
    aims = []

    def noting(connection, deck, player_id, run_id, wanted, *rest):
        aims.append(wanted)
        return draw(connection, deck, player_id, run_id, wanted, *rest)

    monkeypatch.setattr(dealing, "draw", noting)
    for _ in range(6):
        run = ann.start("chain")
        for _ in range(8):
            ann.guess(run)
        ann.miss(run)
    aims = [
        wanted for wanted in aims if (wanted.low, wanted.high) != (350, 950)
    ]  # whom the first is compared with
    assert len(aims) > 50
    for side, target, low, high in aims:
        anchor, end = (low, high) if side is Side.HIGHER else (high, low)
        assert abs(target - anchor) <= abs(end - anchor) // 2


def test_a_tie_in_a_chain_is_right_for_either(ann: Player) -> None:
    """On a deck of our scale whose scores are all full fifties there are many."""
    people = [replace(one, score=round(one.score / 50) * 50) for one in make_people(120)]
    put_deck(ann.database, make_deck("fifties", "Fifties", theme="own"), people)
    ties = 0
    for _ in range(12):
        run = ann.start("chain", "fifties")
        for _ in range(8):
            row = ann.row(run)
            if row.file_score == row.anchor:
                ties += 1
                shown = ann.guess(run, HIGHER_LOWER[ties % 2])
                assert shown.last.verdict.right
            else:
                shown = ann.guess(run)
            if shown.file is None:
                break
        else:
            ann.miss(run)
    assert ties


def test_a_chain_at_the_end_of_the_deck_goes_on_with_somebody_new(ann: Player) -> None:
    """The coin stays fair: where nobody is left beyond, another person to compare with is drawn."""
    put_deck(ann.database, make_deck("few", "Few", 0, 400, theme="own"), make_people(30, 0, 400))
    fresh = 0
    for seed in range(8):
        player = Player(ann.database, 200 + seed)
        run = player.start("chain", "few")
        while (shown := player.guess(run)).file is not None:
            fresh += shown.run.anchor != shown.last.verdict.score
        assert len(logged(player, run)) >= 5
    assert fresh


def test_an_ignorant_player_is_right_half_of_the_time_in_a_chain(ann: Player) -> None:
    """Whatever stands before: about half of the files are higher or equal, seen from high and low anchors."""
    above: dict[bool, list[bool]] = {True: [], False: []}
    for seed in range(25):
        player = Player(ann.database, 100 + seed)
        run = player.start("chain")
        for _ in range(24):
            row = player.row(run)
            if row.file_score != row.anchor:
                above[row.anchor > 650].append(row.file_score > row.anchor)
            if player.guess(run).file is None:
                break
    for sides in above.values():
        assert abs(sum(sides) / len(sides) - 0.5) < 4 * 0.5 / len(sides) ** 0.5


def test_lifelines_are_used_for_good(ann: Player) -> None:
    """A swap puts another file on the same turn, once; looking or asking again gives none back."""
    run = ann.start("year")
    before = ann.desk(run)
    with pytest.raises(Refusal, match="begins at 650"):
        ann.use(run, "swap")
    ann.guess(run, stake="20")
    swapped = ann.use(run, "swap")
    assert swapped.run.turn == 2
    again = ann.use(run, "swap")
    assert again.file == swapped.file == ann.desk(run).file
    assert count(ann.database, lifelines) == 1
    ann.guess(run, stake="10")
    with pytest.raises(Refusal, match="used that already"):
        ann.use(run, "swap")
    with pytest.raises(Refusal):
        ann.use(run, "miss")
    assert ann.use(run, "swap", turn=2).run.turn == 3
    assert before.file != swapped.file
    assert ann.start("year") != run


def test_a_guess_at_a_file_that_was_swapped_meanwhile_judges_nothing(ann: Player) -> None:
    """It shows the file that lies there now."""
    run = ann.start("year")
    ann.guess(run, stake="20")
    seen = ann.desk(run).file
    ann.use(run, "swap")
    shown = ann.guess(run, file=seen.file_number, stake="20")
    assert (shown.run.turn, len(logged(ann, run))) == (2, 1)
    assert ann.guess(run, file=shown.file.file_number, stake="20").run.turn == 3


def test_uncovering_shows_one_fact_of_the_file_on_the_desk(ann: Player) -> None:
    """From 700 up; the next file has its bars again."""
    run = ann.start("year")
    for _ in range(2):
        ann.guess(run, stake="30")
    before = ann.desk(run).file
    after = ann.use(run, "uncover").file
    assert len(after.facts) == len(before.facts) + 1
    assert len(after.withheld) == len(before.withheld) - 1
    assert ann.desk(run).file == after
    assert len(ann.guess(run, stake="10").file.withheld) == len(before.withheld)


def test_the_blacklist_ends_a_year(ann: Player) -> None:
    """Down to 350 by misses."""
    run = ann.start("year")
    put_at(ann, run, 450)
    while (shown := ann.miss(run, stake="20")).file is not None:
        pass
    assert (shown.run.value, shown.run.turn) == (350, 4)


def put_at(player: Player, run: str, value: int) -> None:
    """Have a year stand at a score that it takes many calls to reach."""
    moved = update(run_rows).where(run_rows.c.id == run).values(value=value, anchor=max(500, value))
    player.database.write_now(lambda c: c.execute(moved))


def test_the_board_of_a_year_has_what_it_won(ann: Player, ben: Player) -> None:
    """Whoever begins higher ends higher, but is not ahead; the log says the same."""
    for player, own, stakes in ((ann, 930, 10), (ben, 640, 20)):
        player.database.write_now(lambda c, p=player, own=own: players.set_own_score(c, p.id, own, {}))
        run = player.start("year")
        shown = [player.guess(run, stake=str(stakes)) for _ in range(12)][-1]
        assert shown.run.value == min(700, own) + 12 * stakes
    board = boards.board_name(shown.deck.id, 1, "year", "all", NOW)
    rows = ann.database.read_now(lambda c: boards.top(c, board))
    assert [(row.player_id, shown.mode.words.value(row.value)) for row in rows] == [
        (ben.id, "+240 (880)"),
        (ann.id, "+120 (820)"),
    ]
    assert (shown.best.value, shown.best.is_first, shown.best.standing.rank) == (rows[0].value, True, 1)
    assert ann.database.read_now(lambda c: list(differing(c))) == []


def test_credit_is_spent_once_however_the_run_is_read(ann: Player) -> None:
    """From the cache, which a streak never leaves, as from its rows; a miss on credit counts nothing."""
    run = ann.start("streak")
    for _ in range(5):
        ann.guess(run)
    shown = ann.miss(run)
    assert (shown.run.used, shown.run.open, shown.run.value) == ((Used("miss", 6),), True, 5)
    assert ann.desk(run).run == shown.run
    cached = run_cache.take(run, ann.id, 7)
    read = ann.database.write_now(lambda c: run_to_judge.read(c, ann.id, run))
    assert cached == read
    for _ in range(4):
        ann.guess(run)
    run_cache.forget(lambda stored: stored.run_id == run)
    over = ann.miss(run)
    assert (over.run.open, over.run.value, over.run.turn, over.best.value) == (False, 9, 11, 9)
    assert [row.gain for row in logged(ann, run)] == [1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 0]
    assert ann.database.read_now(lambda c: list(differing(c))) == []


def test_a_miss_on_credit_that_is_sent_twice_is_one(ann: Player) -> None:
    """The turn that is decided already is answered from the log, on credit as before."""
    run = ann.start("streak")
    for _ in range(5):
        ann.guess(run)
    wrong = Side.LOWER if ann.truth(run) is Side.HIGHER else Side.HIGHER
    first = ann.guess(run, wrong)
    again = ann.database.write_now(lambda c: deciding.decide(c, ann.id, run, 6, wrong, ann.inputs())).desk
    assert (again.last, again.run, again.file) == (first.last, first.run, first.file)
    assert count(ann.database, lifelines) == 1


def test_the_wall_names_those_who_agreed_and_no_others(ann: Player, ben: Player) -> None:
    """While their latest year of the week stands below 400; another year, or a no, takes them off."""
    for player in (ann, ben):
        run = player.start("year")
        put_at(player, run, 420)
        player.miss(run, stake="20")

    def named(now: int = NOW) -> list[str]:
        return ann.database.read_now(lambda c: walls.blacklisted(c, now, 10))

    assert named() == []
    ann.database.write_now(lambda c: players.agree_to_wall(c, ann.id, True))
    alias = ann.database.read_now(lambda c: players.me(c, ann.id)).alias
    assert named() == [alias]
    assert named(NOW + 7 * DAY) == []
    ann.guess(run_of(ann), stake="10")
    assert named() == []
    ann.miss(run_of(ann), stake="20")
    assert named() == [alias]
    ann.database.write_now(lambda c: players.set_own_score(c, ann.id, 640, {}))
    ann.start("year")
    assert named() == []


def run_of(player: Player) -> str:
    """The player's only run."""
    query = select(run_rows.c.id).where(run_rows.c.player_id == player.id)
    return player.database.read_now(lambda c: c.execute(query).scalar_one())


def test_likes_are_spent_and_near_ones_are_matches(ann: Player) -> None:
    """Four likes; who is within 75 points likes back; the share of all pairs is told."""
    run, near = ann.start("match", "matches"), 0
    for turn in range(8):
        row = ann.row(run)
        near += turn < 4 and abs(row.file_score - row.anchor) <= 75
        if turn == 4:
            with pytest.raises(Refusal, match="no likes left"):
                ann.guess(run, like="like")
        shown = ann.guess(run, like="like" if turn < 4 else "pass")
    assert shown.mode.words.ending(shown.run.value).figure == str(near)
    assert sum(judged.verdict.gain > 0 for judged in shown.judged) == near
    assert 0 < shown.outcome.pairs < 1
    assert ann.database.read_now(lambda c: list(differing(c))) == []


def test_the_share_of_pairs_leaves_out_the_files_that_are_kept_for_the_daily(ann: Player) -> None:
    """Nobody can meet those: without all those below the middle, more of the pairs are near each other."""
    run = ann.start("match", "matches")
    for _ in range(10):
        ann.guess(run, like="pass")
    before = ann.desk(run).outcome.pairs
    low = update(profiles).where(profiles.c.score < 650).values(reserve=True)
    ann.database.write_now(lambda c: c.execute(low))
    assert ann.desk(run).outcome.pairs == before, "a version that was published is counted once"
    results._shares.clear()
    assert ann.desk(run).outcome.pairs > 1.5 * before
    results._shares.clear()


@pytest.mark.parametrize(("mode", "deck"), [("match", "citizens"), ("match", "goals"), ("year", "goals")])
def test_a_mode_that_does_not_suit_a_deck_is_refused(ann: Player, mode: str, deck: str) -> None:
    """With both names."""
    with pytest.raises(Refusal, match=MODES[mode].words.title):
        ann.start(mode, deck)


def test_stars_count_once_and_move_future_turns_only(ann: Player, ben: Player) -> None:
    """The score of the file moves a little, a stored turn keeps its number, a second rating changes nothing."""
    run = ann.start("streak", "rated")
    judged = ann.guess(run)
    [row] = logged(ann, run)
    score = select(profiles.c.score).where(profiles.c.id == row.profile_id)
    before = ann.database.read_now(lambda c: c.execute(score).scalar_one())
    away = 1 if before > 650 else 5
    assert judged.stars.own is None
    assert ann.give(run, 1, away).stars == (away, 1)
    assert ann.give(run, 1, 3).stars == (away, 1)
    assert count(ann.database, ratings) == 1
    grow(ben)
    other = ben.start("streak", "rated")
    lay(ben, other, row.profile_id)
    ben.guess(other)
    assert ben.row(other).turn == 2
    ben.give(other, 1, away)
    after = ann.database.read_now(lambda c: c.execute(score).scalar_one())
    assert after != before
    assert abs(after - before) <= most_moved()
    assert (after < before) == (away == 1)
    assert logged(ann, run)[0].score == row.score
    for player in (ann, ben):
        player.database.write_now(lambda c, p=player: players.erase(c, p.id, NOW))
    assert ann.database.read_now(lambda c: c.execute(score).scalar_one()) == after
    assert count(ann.database, ratings) == 0
    totals = ann.database.read_now(lambda c: c.execute(select(rated)).one())
    assert (totals.players, totals.weight) == (2, 1020)


def grow(player: Player) -> None:
    """Make somebody an old hand, whose stars weigh fully."""
    run = player.start("streak")
    for _ in range(GROWN):
        player.guess(run)


def test_a_day_moves_a_file_no_further_whoever_is_erased_in_between(ann: Player) -> None:
    """Old hands who give, are erased and come back under another name share the weight of one day."""
    run = ann.start("streak", "rated")
    ann.guess(run)
    profile = logged(ann, run)[0].profile_id
    score = select(profiles.c.score).where(profiles.c.id == profile)
    before = ann.database.read_now(lambda c: c.execute(score).scalar_one())
    away = 1 if before > 650 else 5
    for number in range(2, 9):
        other = Player(ann.database, number)
        grow(other)
        run = other.start("streak", "rated")
        lay(other, run, profile)
        other.guess(run)
        other.give(run, 1, away)
        other.database.write_now(lambda c, gone=other.id: players.erase(c, gone, NOW))
    after = ann.database.read_now(lambda c: c.execute(score).scalar_one())
    assert 20 < abs(after - before) <= most_moved()


def test_the_stars_of_the_next_day_count_anew(ann: Player) -> None:
    """Once a file has got what a day may weigh, more of that day weighs nothing, and the first of the next one does."""
    run = ann.start("streak", "rated")
    ann.guess(run)
    profile = logged(ann, run)[0].profile_id
    weights = []
    for number, later in ((2, 0), (3, 0), (4, 0), (5, 0), (6, 0), (7, DAY)):
        other = Player(ann.database, number)
        grow(other)
        run = other.start("streak", "rated")
        lay(other, run, profile)
        other.guess(run)
        other.now += later
        other.give(run, 1, 5)
        given = select(ratings.c.weight).where(ratings.c.player_id == other.id)
        weights.append(other.database.read_now(lambda c, q=given: c.execute(q).scalar_one()))
    assert weights == [WHOLE] * 4 + [0, WHOLE]


def lay(player: Player, run: str, profile: int) -> None:
    """Put a certain file on a desk."""

    def work(connection) -> None:
        found = connection.execute(select(profiles.c.score).where(profiles.c.id == profile)).scalar_one()
        connection.execute(
            run_rows.update().where(run_rows.c.id == run).values(profile_id=profile, file_score=found)
        )

    player.database.write_now(work)


def test_stars_are_for_files_that_one_has_judged_in_a_rated_deck(ann: Player, ben: Player) -> None:
    """Not for the one on the desk, not in another deck, not on somebody else's run."""
    run = ann.start("streak", "rated")
    with pytest.raises(NotDealt):
        ann.give(run, 1, 5)
    plain = ann.start("streak")
    ann.guess(plain)
    with pytest.raises(Refusal, match="Nobody gives stars"):
        ann.give(plain, 1, 5)
    ann.guess(run)
    with pytest.raises(Missing):
        ben.give(run, 1, 5)
    assert count(ann.database, ratings) == 0


def test_random_play_in_every_mode_leaves_boards_that_equal_the_log(wide_database: Database) -> None:
    """Forty runs of six players, and two of them erased."""
    rng = Random(4)
    everybody = [Player(wide_database, 50 + n) for n in range(6)]
    games = [
        ("streak", "citizens"),
        ("chain", "goals"),
        ("daily", "citizens"),
        ("year", "rated"),
        ("match", "matches"),
    ]
    for _ in range(40):
        player = rng.choice(everybody)
        player.now += rng.randrange(DAY)
        run = player.start(*rng.choice(games))
        while player.row(run).open:
            with suppress(Refusal):  # of a fifth like
                like = rng.choice(("pass", "pass", "like"))
                player.guess(run, rng.choice(HIGHER_LOWER), stake="10", like=like)
            if rng.random() < 0.03:
                break
    for gone in everybody[:2]:
        wide_database.write_now(lambda c, g=gone: players.erase(c, g.id, NOW))
    assert wide_database.read_now(lambda c: list(differing(c))) == []


def test_a_chain_is_compared_within_the_version_it_began_with(ann: Player) -> None:
    """However many files the next version has: the middle is that of its own."""
    put_deck(ann.database, make_deck("small", "Small", 0, 40, "own"), make_people(12, 0, 20))
    run = ann.start("chain", "small")
    add = profiles.insert().from_select(
        [column.name for column in profiles.c],
        select(
            *(
                {"id": profiles.c.id + 1, "score": profiles.c.score + 20, "since": literal(2)}.get(c.name, c)
                for c in profiles.c
            )
        ).where(profiles.c.deck_id == ann.row(run).deck_id),
    )
    ann.database.write_now(lambda c: c.execute(add))
    larger = update(deck_rows).where(deck_rows.c.slug == "small").values(version=2, size=24)
    ann.database.write_now(lambda c: c.execute(larger))
    stored = ann.database.write_now(lambda c: run_to_judge.read(c, ann.id, run)).stored
    middle = [
        ann.database.read_now(lambda c, s=s: candidates.score_at(c, stored.deck, s)) for s in (500, 650, 800)
    ]
    assert middle == [5, 11, 15]


@pytest.mark.parametrize("mode", MODES)
def test_what_opening_keeps_is_what_the_first_guess_would_read(wide_database: Database, mode: str) -> None:
    """Of a run that a lifeline can change before it, nothing is kept; nor of one that is gone on with."""
    player, slug = Player(wide_database), {"match": "matches"}.get(mode, "citizens")
    opened = player.open(mode, slug)
    read = wide_database.write_now(lambda c: run_to_judge.read(c, player.id, opened.run_id))
    assert opened.next_run == (None if MODES[mode].lifelines else read)
    assert player.open(mode, slug) == Opened(opened.run_id)


def test_a_kept_run_that_was_closed_before_its_first_guess_is_read_again(database: Database) -> None:
    """The first intake closes it: the guess judges nothing."""
    player = Player(database)
    opened = player.open("streak")
    opening.keep(opened)
    database.write_now(lambda c: opening.score(c, player.id, 700, {}, NOW))
    assert player.guess(opened.run_id, Side.HIGHER).judged == ()
