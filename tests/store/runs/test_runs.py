"""Runs in the store: dealt fairly, decided once, never moved by looking."""

from collections import Counter
from itertools import count
from random import Random

import pytest
from sqlalchemy import func, insert, literal, select, update
from sqlalchemy.engine import Connection

from higherthanthou.caches.bounded_cache import PlayerCache
from higherthanthou.game.deal import NEAREST, Side, aim, gap_at
from higherthanthou.game.errors import NotDealt
from higherthanthou.game.modes import MODES
from higherthanthou.store.decks.decks import Deck
from higherthanthou.store.engine.database import Database
from higherthanthou.store.engine.errors import Missing
from higherthanthou.store.players import players
from higherthanthou.store.runs import deciding, judged_files, opening, run_cache, run_to_judge
from higherthanthou.store.runs.candidates import draw, sight
from higherthanthou.store.runs.dealing import RuleInputs
from higherthanthou.store.runs.desks import Desk, desk, open_desk
from higherthanthou.store.runs.run_to_judge import RunToJudge
from higherthanthou.store.tables import guesses, profiles, sightings
from higherthanthou.store.tables import runs as run_rows
from world import NOW

READING = 300

STEPS = 40
"""So many instructions a look at a row may take."""


class Sitting:
    """Somebody who plays straight into the store."""

    def __init__(self, database: Database, deck: Deck, seed: int = 1) -> None:
        """Make a player."""
        self.database, self.deck, self.rng, self.now = database, deck, Random(seed), NOW
        token = f"token {seed}"
        self.player = database.write_now(lambda c: players.add_player(c, token, NOW, self.rng))

    def inputs(self, later: int = 1000) -> RuleInputs:
        """What the rules are handed, so many milliseconds after the last one."""
        self.now += later
        return RuleInputs(self.now, self.rng, READING)

    def start(self) -> str:
        """Open a run."""
        inputs = self.inputs()
        return self.database.write_now(
            lambda c: opening.start(c, self.player, self.deck, MODES["streak"], inputs).run_id
        )

    def guess(self, run_id: str, turn: int, side: Side, later: int = 1000) -> Desk:
        """Judge a file, and keep how the run was left."""
        decided = self.decide(run_id, turn, side, later)
        if decided.next_run:
            run_cache.keep(decided.next_run)
        return decided.desk

    def decide(self, run_id: str, turn: int, side: Side, later: int = 1000) -> deciding.Decision:
        """Judge a file, and keep nothing."""
        inputs = self.inputs(later)
        return self.database.write_now(lambda c: deciding.decide(c, self.player, run_id, turn, side, inputs))

    def truth(self, run_id: str) -> Side:
        """What a cheat would know: the side of the file on the desk."""
        query = select(run_rows.c.file_score, run_rows.c.anchor).where(run_rows.c.id == run_id)
        score, anchor = self.database.read_now(lambda c: c.execute(query).one())
        return Side.HIGHER if score > anchor else Side.LOWER

    def play(self, run_id: str, rights: int) -> Desk:
        """So many right guesses, then a miss."""
        for turn in range(1, rights + 1):
            self.guess(run_id, turn, self.truth(run_id))
        return self.guess(run_id, rights + 1, other(self.truth(run_id)))


def other(side: Side) -> Side:
    """The wrong answer."""
    return Side.LOWER if side is Side.HIGHER else Side.HIGHER


@pytest.fixture
def sitting(database: Database, deck: Deck) -> Sitting:
    """Somebody who plays."""
    return Sitting(database, deck)


def rows(connection: Connection) -> tuple[int, ...]:
    """How many rows each table of a run has."""
    return tuple(
        connection.execute(select(func.count()).select_from(t)).scalar_one()
        for t in (run_rows, guesses, sightings)
    )


def test_a_run_goes_on_until_the_first_miss(sitting: Sitting) -> None:
    """The streak counts the right guesses; the file that broke it is the last one opened."""
    ended = sitting.play(sitting.start(), 4)
    assert (ended.run.streak, ended.file) == (4, None)
    assert ended.last is not None
    assert not ended.last.verdict.right
    assert [judged.verdict.turn for judged in ended.judged] == [5, 4, 3, 2, 1]
    assert ended.best is not None
    assert (ended.best.value, ended.best.is_new, ended.best.standing.rank) == (4, True, 1)


def test_only_the_desk_of_an_open_run_is_read_at_once(sitting: Sitting, deck: Deck) -> None:
    """A result reads boards, and in a match night the whole deck; somebody else's run is Missing in any case."""
    run_id, other_player = sitting.start(), Sitting(sitting.database, deck, seed=2).player

    def read(player_id: int) -> Desk | None:
        return sitting.database.read_now(lambda c: open_desk(c, player_id, run_id))

    assert read(sitting.player) == sitting.database.read_now(lambda c: desk(c, sitting.player, run_id))
    sitting.play(run_id, 0)
    assert read(sitting.player) is None
    with pytest.raises(Missing):
        read(other_player)


def test_a_streak_of_nothing_is_no_new_best(sitting: Sitting) -> None:
    """Not even the first one."""
    ended = sitting.play(sitting.start(), rights=0)
    assert ended.best is not None
    assert (ended.best.value, ended.best.is_new) == (0, False)


def test_judged_files_are_kept_for_the_next_turn_alone(sitting: Sitting) -> None:
    """Kept ones save reading the log; those of another turn, as another process leaves them, are not used."""
    run_id = sitting.start()
    shown = sitting.guess(run_id, 1, sitting.truth(run_id))
    judged_files.keep(run_id, sitting.player, shown.judged)
    for turn in (2, 3):
        shown = sitting.guess(run_id, turn, sitting.truth(run_id))
    read = sitting.database.read_now(lambda c: desk(c, sitting.player, run_id))
    assert [judged.verdict.turn for judged in shown.judged] == [3, 2, 1]
    assert shown.judged == read.judged
    forged = (shown.judged[0]._replace(name="Somebody kept"), *shown.judged[1:])
    judged_files.keep(run_id, sitting.player, forged)
    after = sitting.guess(run_id, 4, sitting.truth(run_id))
    assert after.judged[1].name == "Somebody kept"


def for_next_guess(sitting: Sitting, run_id: str) -> RunToJudge:
    """How a run is left by a right guess at its first file; it is not kept yet."""
    decided = sitting.decide(run_id, 1, sitting.truth(run_id))
    assert decided.next_run is not None
    return decided.next_run


def test_a_run_that_is_kept_is_not_read_again(sitting: Sitting, monkeypatch: pytest.MonkeyPatch) -> None:
    """It goes on as it would have, and stands in the database as if it had been read."""
    run_id = sitting.start()
    run_cache.keep(for_next_guess(sitting, run_id))
    monkeypatch.setattr(run_to_judge, "read", None)
    for turn in (2, 3, 4):
        shown = sitting.guess(run_id, turn, sitting.truth(run_id))
    read = sitting.database.read_now(lambda c: desk(c, sitting.player, run_id))
    assert shown == read._replace(last=shown.last)
    ended = sitting.guess(run_id, 5, other(sitting.truth(run_id)))
    assert (ended.run.streak, ended.run.open, ended.file) == (4, False, None)


def test_what_is_kept_yields_to_what_another_process_has_decided(sitting: Sitting) -> None:
    """The guess is run again upon what is there, and answers with the stored outcome."""
    run_id = sitting.start()
    kept = for_next_guess(sitting, run_id)
    elsewhere = sitting.decide(run_id, 2, sitting.truth(run_id)).desk
    before = sitting.database.read_now(rows)
    run_cache.keep(kept)
    answered = sitting.decide(run_id, 2, other(elsewhere.judged[0].verdict.guess))
    assert answered.desk.last == elsewhere.last
    assert answered.next_run is None
    assert sitting.database.read_now(rows) == before
    run_cache.keep(kept)
    ended = sitting.guess(run_id, 3, other(sitting.truth(run_id)))
    assert (ended.run.streak, ended.run.open) == (2, False)


def test_what_is_kept_is_for_its_player_and_its_turn_alone(sitting: Sitting, deck: Deck) -> None:
    """Whoever else asks finds no run, and a turn that was not dealt is refused."""
    run_id = sitting.start()
    kept = for_next_guess(sitting, run_id)
    run_cache.keep(kept)
    with pytest.raises(Missing):
        Sitting(sitting.database, deck, seed=2).decide(run_id, 2, Side.HIGHER)
    run_cache.keep(kept)
    with pytest.raises(NotDealt):
        sitting.decide(run_id, 3, Side.HIGHER)
    run_cache.keep(kept)
    sitting.database.write_now(lambda c: players.erase(c, sitting.player, NOW))
    with pytest.raises(Missing):
        sitting.decide(run_id, 2, Side.HIGHER)


def test_a_guess_that_is_undone_leaves_nothing_kept(sitting: Sitting) -> None:
    """The next one reads, and may say something else."""
    run_id = sitting.start()
    run_cache.keep(for_next_guess(sitting, run_id))
    right, inputs = sitting.truth(run_id), sitting.inputs()

    def broken(connection: Connection) -> None:
        deciding.decide(connection, sitting.player, run_id, 2, other(right), inputs)
        raise KeyError

    with pytest.raises(KeyError):
        sitting.database.write_now(broken)
    assert sitting.guess(run_id, 2, right).run.streak == 2


def test_what_is_kept_yields_to_another_file_on_the_desk(sitting: Sitting) -> None:
    """A database that was put back to another past of the run: the file that lies there is judged."""
    run_id = sitting.start()
    run_cache.keep(for_next_guess(sitting, run_id))
    people = select(profiles.c.id, profiles.c.score).where(profiles.c.deck_id == sitting.deck.id)
    row = select(run_rows.c.profile_id, run_rows.c.anchor).where(run_rows.c.id == run_id)

    def lay_another(connection: Connection) -> int:
        on_desk, anchor = connection.execute(row).one()
        other_side = connection.execute(people.where(profiles.c.id != on_desk, profiles.c.score > anchor))
        profile_id, score = other_side.first()
        change = update(run_rows).where(run_rows.c.id == run_id)
        connection.execute(change.values(profile_id=profile_id, file_score=score))
        return int(profile_id)

    laid = sitting.database.write_now(lay_another)
    shown = sitting.decide(run_id, 2, Side.HIGHER).desk
    assert (shown.judged[0].profile_id, shown.judged[0].verdict.right) == (laid, True)


def test_a_guess_at_another_file_than_the_kept_one_reads(sitting: Sitting) -> None:
    """Whoever looks at another file is shown the desk as it is, if it still is."""
    run_id = sitting.start()
    kept = for_next_guess(sitting, run_id)
    sitting.decide(run_id, 2, other(sitting.truth(run_id)))
    run_cache.keep(kept)
    inputs = sitting.inputs()
    fields = {"file": "no such file"}
    answered = sitting.database.write_now(
        lambda c: deciding.decide(c, sitting.player, run_id, 2, Side.HIGHER, inputs, fields)
    )
    assert not answered.desk.run.open


def test_a_run_that_is_forgotten_is_read(sitting: Sitting, deck: Deck) -> None:
    """Of a deck whose words have changed, or of a player who is erased."""
    run_id = sitting.start()
    kept = for_next_guess(sitting, run_id)
    run_cache.keep(kept)
    run_cache.forget(lambda stored: stored.deck.id != deck.id)
    assert run_cache.take(run_id, sitting.player, 2) == kept
    run_cache.keep(kept)
    run_cache.forget(lambda stored: stored.deck.id == deck.id)
    assert run_cache.take(run_id, sitting.player, 2) is None


def test_so_many_runs_are_kept_and_no_more(sitting: Sitting, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those left longest ago go first."""
    monkeypatch.setattr(run_cache, "_runs", PlayerCache(__name__, 3))
    kept = for_next_guess(sitting, sitting.start())
    for number in range(5):
        run_cache.keep(kept._replace(stored=kept.stored._replace(run_id=f"run {number}")))
    assert [run_cache.take(f"run {number}", sitting.player, 2) is not None for number in range(5)] == [
        False, False, True, True, True,
    ]  # fmt: skip


def test_nobody_is_dealt_twice_until_everybody_was_met(sitting: Sitting) -> None:
    """Over many runs no profile repeats while the side that the coin chose has somebody new."""
    met: Counter[int] = Counter()
    for _ in range(30):
        run_id = sitting.start()
        sitting.play(run_id, 1)
    query = select(guesses.c.profile_id)
    met.update(sitting.database.read_now(lambda c: c.execute(query).scalars().all()))
    assert len(met) == 60
    assert set(met.values()) == {1}


def test_a_deck_played_through_deals_people_again_but_not_in_the_same_run(sitting: Sitting) -> None:
    """When a side has nobody new, old acquaintances come, each at most once a run."""
    total = 0
    while total < 300:
        sitting.play(run_id := sitting.start(), 7)
        query = select(guesses.c.profile_id).where(guesses.c.run_id == run_id)
        dealt = sitting.database.read_now(lambda c, query=query: c.execute(query).scalars().all())
        assert len(set(dealt)) == len(dealt)
        total += len(dealt)
    known = sitting.database.read_now(
        lambda c: c.execute(select(func.count()).select_from(sightings)).scalar_one()
    )
    assert known <= 160


@pytest.mark.sqlite
def test_open_runs_cost_a_deal_no_more_than_a_look_at_each(sitting: Sitting) -> None:
    """Of a player who has met everybody: what is on a desk is looked up once, not once for each candidate."""
    sitting.database.write_now(
        lambda c: c.execute(
            insert(sightings).from_select(
                ["player_id", "profile_id"],
                select(literal(sitting.player), profiles.c.id).where(profiles.c.deck_id == sitting.deck.id),
            )
        )
    )
    steps_of_a_draw(sitting)  # finds that the side is spent
    few = steps_of_a_draw(sitting)
    opened = 0
    while opened < 60:
        run_id = sitting.start()
        opened += sitting.guess(run_id, 1, sitting.truth(run_id)).run.open
    assert steps_of_a_draw(sitting) - few < 60 * 2 * STEPS


def steps_of_a_draw(sitting: Sitting) -> int:
    """How many instructions of SQLite's machine it takes to look for somebody met before."""
    steps = count()

    def draw_counted(connection: Connection) -> None:
        driver = connection.connection.driver_connection
        driver.set_progress_handler(lambda: next(steps) < 0, 1)
        wanted = aim(gap_at(1), 640, Random(1))
        draw(connection, sitting.deck, sitting.player, "run", wanted, Random(1))
        driver.set_progress_handler(None, 1)

    sitting.database.write_now(draw_counted)
    return next(steps)


def test_a_deck_with_nobody_left_ends_the_run_without_a_miss(sitting: Sitting) -> None:
    """The run is swept: it ends right, and ranks."""
    run_id, turn = sitting.start(), 0
    while True:
        turn += 1
        shown = sitting.guess(run_id, turn, sitting.truth(run_id))
        if shown.file is None:
            break
    assert shown.last is not None
    assert shown.last.verdict.right
    assert shown.run.streak == turn > 60
    assert shown.best is not None


def test_a_decided_turn_is_answered_from_the_log(sitting: Sitting) -> None:
    """Whatever is sent again, the same verdict comes back and nothing is written."""
    run_id = sitting.start()
    first = sitting.guess(run_id, 1, sitting.truth(run_id))
    before = sitting.database.read_now(rows)
    for side in Side:
        again = sitting.guess(run_id, 1, side)
        assert again == first
    assert sitting.database.read_now(rows) == before


def test_a_turn_that_was_not_dealt_is_refused(sitting: Sitting) -> None:
    """Nothing changes."""
    run_id = sitting.start()
    before = sitting.database.read_now(rows)
    with pytest.raises(NotDealt):
        sitting.guess(run_id, 2, Side.HIGHER)
    assert sitting.database.read_now(rows) == before


def test_looking_changes_nothing(sitting: Sitting) -> None:
    """A hundred reloads show the same file, on a connection that cannot write."""
    run_id = sitting.start()
    looks = {repr(sitting.database.read_now(lambda c: desk(c, sitting.player, run_id))) for _ in range(100)}
    assert len(looks) == 1


def test_a_run_is_there_for_its_player_only(sitting: Sitting, database: Database, deck: Deck) -> None:
    """For anybody else it does not exist."""
    run_id, stranger = sitting.start(), Sitting(database, deck, seed=2)
    with pytest.raises(Missing):
        stranger.guess(run_id, 1, Side.HIGHER)
    with pytest.raises(Missing):
        database.read_now(lambda c: desk(c, stranger.player, run_id))


def test_an_unjudged_run_is_handed_out_again(sitting: Sitting) -> None:
    """Opening runs until the first file looks easy gives the same file each time."""
    run_id = sitting.start()
    assert {sitting.start() for _ in range(5)} == {run_id}
    sitting.guess(run_id, 1, sitting.truth(run_id))
    assert sitting.start() != run_id


def test_a_repeat_keeps_a_run_from_being_ranked(sitting: Sitting) -> None:
    """A known face would tell its side; somebody who plays on may, but not for the board."""
    ranked = [sitting.play(sitting.start(), 7).ranked for _ in range(40)]
    assert ranked[0]
    assert not ranked[-1]
    query = (
        select(guesses.c.profile_id)
        .join(run_rows, run_rows.c.id == guesses.c.run_id)
        .where(run_rows.c.ranked)
    )
    dealt = sitting.database.read_now(lambda c: c.execute(query).scalars().all())
    assert len(set(dealt)) == len(dealt)


def test_a_new_own_score_closes_a_run_that_nobody_has_judged(sitting: Sitting) -> None:
    """No collecting of first files by taking the intake again and again."""
    opened = []
    for score in (640, 650, 660, 670):
        sitting.database.write_now(lambda c, s=score: players.set_own_score(c, sitting.player, s, {}))
        opened.append(sitting.start())
    query = select(run_rows.c.id, run_rows.c.ranked).where(run_rows.c.open)
    assert sitting.database.read_now(lambda c: c.execute(query).all()) == [(opened[-1], False)]
    assert not sitting.play(opened[-1], 3).ranked
    assert sitting.play(sitting.start(), 3).ranked


def test_a_new_own_score_and_back_is_no_new_run(sitting: Sitting) -> None:
    """The same file is on the desk, and it ranks."""
    run_id = sitting.start()
    for score in (700, 640):
        sitting.database.write_now(lambda c, s=score: players.set_own_score(c, sitting.player, s, {}))
    assert sitting.start() == run_id
    assert sitting.play(run_id, 3).ranked


def test_an_old_turn_of_a_long_run_has_its_own_verdict(sitting: Sitting) -> None:
    """Further back than the desk shows marks."""
    run_id = sitting.start()
    first = sitting.guess(run_id, 1, sitting.truth(run_id)).last
    for turn in range(2, 66):
        sitting.guess(run_id, turn, sitting.truth(run_id))
    assert sitting.guess(run_id, 1, Side.HIGHER).last == first


def test_an_erased_player_is_missing(sitting: Sitting) -> None:
    """Whatever is still under way for them ends as for somebody unknown."""
    sitting.start()
    sitting.database.write_now(lambda c: players.erase(c, sitting.player, NOW))
    with pytest.raises(Missing):
        sitting.start()
    assert sitting.database.read_now(lambda c: players.me(c, sitting.player)) is None


def test_a_run_keeps_the_own_score_it_began_with(sitting: Sitting) -> None:
    """A new own score counts from the next run on."""
    before = sitting.start()
    sitting.guess(before, 1, sitting.truth(before))
    sitting.database.write_now(lambda c: players.set_own_score(c, sitting.player, 700, {}))
    after = sitting.start()
    assert after != before
    shown = [sitting.database.read_now(lambda c, r=r: desk(c, sitting.player, r)) for r in (before, after)]
    assert [s.run.anchor for s in shown] == [640, 700]


def test_two_open_runs_never_show_the_same_person(sitting: Sitting) -> None:
    """What one run reveals is of no use in another."""
    first = sitting.start()
    sitting.guess(first, 1, sitting.truth(first))
    second = sitting.start()
    sitting.guess(second, 1, sitting.truth(second))
    for turn in range(2, 12):
        for run_id in (first, second):
            sitting.guess(run_id, turn, sitting.truth(run_id))
    query = select(run_rows.c.profile_id)
    on_desks = sitting.database.read_now(lambda c: c.execute(query).scalars().all())
    judged = sitting.database.read_now(lambda c: c.execute(select(guesses.c.profile_id)).scalars().all())
    assert len({*on_desks, *judged}) == len(on_desks) + len(judged)


def test_guesses_faster_than_reading_do_not_rank(sitting: Sitting) -> None:
    """One guess under the bound keeps the whole run off the board; at the bound it ranks."""
    run_id = sitting.start()
    sitting.guess(run_id, 1, sitting.truth(run_id), later=READING - 1)
    hurried = sitting.guess(run_id, 2, other(sitting.truth(run_id)))
    assert (hurried.ranked, hurried.best) == (False, None)
    run_id = sitting.start()
    calm = sitting.guess(run_id, 1, other(sitting.truth(run_id)), later=READING)
    assert calm.ranked
    assert calm.best is not None


def test_the_gap_follows_the_ramp(sitting: Sitting) -> None:
    """On a dense deck the first files stand far away and later ones near."""
    gaps: dict[int, list[int]] = {}
    for _ in range(2):
        for judged in sitting.play(sitting.start(), 11).judged:
            gaps.setdefault(judged.verdict.turn, []).append(judged.verdict.gap)
    mean = {turn: sum(found) / len(found) for turn, found in gaps.items()}
    assert mean[1] > 150
    assert mean[11] < 90
    assert min(gap for found in gaps.values() for gap in found) >= 5


def test_the_file_dealt_is_one_of_the_nearest_on_its_side(sitting: Sitting, database: Database) -> None:
    """From above and from below the score aimed at, among those whom the player has not met."""
    query = select(profiles.c.id, profiles.c.score)
    everybody: dict[int, int] = dict(database.read_now(lambda c: [(i, s) for i, s in c.execute(query)]))
    met: set[int] = set()
    for turn in range(1, 40):
        coin = Random(turn)
        wanted, state = aim(gap_at(turn), 640, coin), Random(turn)
        dealt = database.write_now(
            lambda c, w=wanted, r=state: draw(c, sitting.deck, sitting.player, "run", w, r)
        )
        allowed = {i: s for i, s in everybody.items() if i not in met and wanted.low <= s <= wanted.high}
        assert dealt.score == allowed[dealt.profile_id]
        above = dealt.score >= wanted.target
        nearer = [
            s for s in allowed.values()
            if s != wanted.target  # equals are above or below by chance
            and (s > wanted.target) == above and abs(s - wanted.target) < abs(dealt.score - wanted.target)
        ]  # fmt: skip
        assert len(nearer) < NEAREST
        database.write_now(lambda c, d=dealt: sight(c, sitting.player, d.profile_id))
        met.add(dealt.profile_id)


@pytest.mark.sqlite
def test_the_player_never_reads_a_hidden_score(sitting: Sitting) -> None:
    """The statements that show an undecided file name neither score nor record."""
    seen: list[str] = []
    run_id = sitting.start()

    def look(connection: Connection) -> Desk:
        connection.connection.driver_connection.set_trace_callback(seen.append)
        try:
            return desk(connection, sitting.player, run_id)
        finally:
            connection.connection.driver_connection.set_trace_callback(None)

    shown = sitting.database.read_now(look)
    sql = " ".join(seen)
    assert "file_score" not in sql
    assert "profiles.score" not in sql
    assert "profiles.record" not in sql
    truth = select(profiles.c.score).join(run_rows, run_rows.c.profile_id == profiles.c.id)
    assert str(sitting.database.read_now(lambda c: c.execute(truth).scalar_one())) not in repr(shown.file)
