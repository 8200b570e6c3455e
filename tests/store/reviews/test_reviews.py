"""Reviews in the store: all files of a run, in their order, as they were seen, a page at a time."""

import pytest
from sqlalchemy import update
from tests.store.runs.test_modes import Player

from higherthanthou.game.modes.daily import closes_at, day_of
from higherthanthou.game.profile import PublicProfile, Shown
from higherthanthou.store.engine.database import Database
from higherthanthou.store.engine.errors import Missing
from higherthanthou.store.engine.statement import Statement
from higherthanthou.store.reviews.reviews import MOST, Review, review
from higherthanthou.store.tables import players
from world import NOW

LATER = closes_at(day_of(NOW))
Seen = list[tuple[PublicProfile, int]]
"""Files as they lay on the desk, each with the value of the run after its call."""


@pytest.fixture
def ann(wide_database: Database) -> Player:
    """Somebody."""
    return Player(wide_database, 1)


def look(player: Player, run: str, first: int = 1, now: int = LATER) -> Review | None:
    """Look back."""
    return player.database.read_now(lambda c: review(c, player.id, run, first, now))


def play(player: Player, run: str, rights: int, most: int = 1000, **fields: str) -> Seen:
    """Judge so many files right and then wrong until the run is over."""
    seen = []
    while (shown := player.desk(run)).file is not None and len(seen) < most:
        right = len(seen) < rights
        after = player.guess(run, **fields) if right else player.miss(run, **fields)
        seen.append((shown.file, after.run.value))
    return seen


def told(*pages: Review | None) -> Seen:
    """The same as reviews tell it."""
    return [(one.shown, one.value) for page in pages if page for one in page.files]


def test_a_long_run_is_looked_back_at_page_by_page(ann: Player) -> None:
    """A hundred files a page, each as it lay on the desk; the misses of the whole run are on each."""
    run = ann.start("streak")
    seen = play(ann, run, MOST + 3)
    page, rest = look(ann, run), look(ann, run, MOST + 1)
    assert (len(page.files), page.first, page.more) == (MOST, 1, True)
    assert (len(rest.files), rest.first, rest.more) == (5, MOST + 1, False)
    assert told(page, rest) == seen
    assert page.misses == rest.misses
    assert [(miss.turn, miss.name) for miss in page.misses] == [
        (turn, seen[turn - 1][0].name) for turn in (MOST + 4, MOST + 5)
    ]
    with pytest.raises(Missing):
        look(ann, run, len(seen) + 1)


def test_a_page_takes_as_many_statements_whatever_is_on_it(
    ann: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files are not read one by one."""
    runs = [ann.start("streak"), ann.start("streak")]
    for run, rights in zip(runs, (0, 20), strict=True):
        play(ann, run, rights)
    asked: list[object] = []
    ran = Statement.run
    monkeypatch.setattr(Statement, "run", lambda *given: asked.append(given[0]) or ran(*given))
    counts = []
    for run in runs:
        asked.clear()
        assert look(ann, run)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 5


def test_a_year_is_looked_back_at_as_it_was_seen(ann: Player) -> None:
    """Below 550 with a fact fewer; the record says of each fact where it stood."""
    run = ann.start("year")
    seen = play(ann, run, 0, stake="20")
    found = look(ann, run)
    assert told(found) == seen
    bars = [len(one.shown.withheld) for one in found.files]
    assert bars[:5] == [1, 1, 1, 1, 2]
    for one in found.files:
        barred = {entry.label for entry in one.record if entry.shown is Shown.WITHHELD}
        assert barred == {bar.label for bar in one.shown.withheld}


def test_a_bar_that_was_uncovered_is_so_for_that_file_alone(ann: Player) -> None:
    """With the visa, at 700."""
    ann.database.write_now(lambda c: c.execute(update(players).values(own_score=720)))
    run = ann.start("year")
    ann.use(run, "uncover")
    seen = play(ann, run, 12, stake="10")
    found = look(ann, run)
    assert told(found) == seen
    assert [len(one.shown.withheld) for one in found.files[:2]] == [0, 1]


def test_an_open_run_is_not_looked_back_at(ann: Player, wide_database: Database) -> None:
    """Nor anybody else's; Missing tells nothing of whether there is one."""
    run = ann.start("streak")
    play(ann, run, 3, most=3)
    assert look(ann, run) is None
    play(ann, run, 0)
    assert len(look(ann, run).files) == 4
    for other, which in ((Player(wide_database, 2), run), (ann, "nothing")):
        with pytest.raises(Missing):
            look(other, which)


def test_the_ten_of_a_day_are_opened_when_they_are_to_all(ann: Player) -> None:
    """An hour after its end, to the millisecond."""
    run = ann.play_daily()
    assert look(ann, run, now=LATER - 1) is None
    assert len(look(ann, run, now=LATER).files) == 10
