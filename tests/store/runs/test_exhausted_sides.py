"""A player who has met everybody on a side of a deck is not searched for again, and misses nobody by that."""

from collections.abc import Iterator
from random import Random

import pytest
from sqlalchemy import select, update
from sqlalchemy.engine import Connection
from tests.store.runs.test_runs import Sitting

from higherthanthou.caches.bounded_cache import PlayerCache
from higherthanthou.game.deal import Aim, Side, aim
from higherthanthou.game.stars import THEME
from higherthanthou.store.decks.decks import Deck
from higherthanthou.store.engine.database import Database
from higherthanthou.store.runs import candidates, exhausted_sides
from higherthanthou.store.runs.candidates import DealtFile, draw, sight
from higherthanthou.store.tables import profiles, sightings


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """What other tests have left would go first where only so many are kept."""
    exhausted_sides._sides.clear()
    yield
    exhausted_sides._sides.clear()


@pytest.fixture
def sitting(database: Database, deck: Deck) -> Sitting:
    """Somebody who draws files by hand."""
    return Sitting(database, deck)


def drawn(sitting: Sitting, wanted: Aim) -> DealtFile:
    """Draw one file, and keep that it is met."""

    def write(connection: Connection) -> DealtFile:
        found = draw(connection, sitting.deck, sitting.player, "run", wanted, sitting.rng)
        if not found.met:
            sight(connection, sitting.player, found.profile_id)
        return found

    return sitting.database.write_now(write)


def meet_everybody(sitting: Sitting) -> None:
    """Draw from the whole deck until it gives somebody met before."""
    while not drawn(sitting, everywhere(sitting.deck)).met:
        pass


def everywhere(deck: Deck) -> Aim:
    """Anybody."""
    return Aim(Side.HIGHER, 640, deck.low, deck.high)


def test_nobody_unmet_is_passed_over(sitting: Sitting) -> None:
    """A file met before is dealt only if nobody else is left where it may come from, whatever is aimed at."""
    query = select(profiles.c.id, profiles.c.score).where(profiles.c.deck_id == sitting.deck.id)
    unmet = dict(sitting.database.read_now(lambda c: [(i, s) for i, s in c.execute(query)]))
    chance, repeats = Random(3), 0
    for _ in range(8 * len(unmet)):
        wanted = aim(chance.randint(0, 300), chance.randint(400, 900), chance)
        file = drawn(sitting, wanted)
        assert file.met is not any(wanted.low <= score <= wanted.high for score in unmet.values())
        repeats += file.met
        unmet.pop(file.profile_id, None)
    assert repeats > 4 * sitting.deck.size


def test_a_side_that_is_exhausted_is_not_searched_again(
    sitting: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither it nor any part of it; the other side is."""
    high = Aim(Side.HIGHER, 800, 700, 950)
    while not drawn(sitting, high).met:
        pass
    monkeypatch.setattr(candidates, "_unmet", None)
    for part in (high, high._replace(low=850, target=870)):
        assert drawn(sitting, part).met
    for more in (high._replace(low=699), Aim(Side.LOWER, 500, 350, 600)):
        with pytest.raises(AttributeError):
            drawn(sitting, more)


def test_another_version_or_deck_is_searched(sitting: Sitting) -> None:
    """What is kept is of one of each."""
    deck = sitting.deck
    meet_everybody(sitting)
    whole = everywhere(deck)
    assert exhausted_sides.is_exhausted(sitting.player, deck, whole)
    assert not exhausted_sides.is_exhausted(sitting.player + 1, deck, whole)
    assert not exhausted_sides.is_exhausted(sitting.player, deck._replace(version=2), whole)
    assert not exhausted_sides.is_exhausted(sitting.player, deck._replace(id=deck.id + 1), whole)


def test_the_files_that_are_kept_for_the_daily_are_never_met(sitting: Sitting) -> None:
    """Not even by whoever has met all the others."""
    kept = update(profiles).where(profiles.c.position % 3 == 0).values(reserve=True)
    sitting.database.write_now(lambda c: c.execute(kept))
    meet_everybody(sitting)
    met = select(sightings.c.profile_id).where(sightings.c.player_id == sitting.player)
    others = select(profiles.c.id).where(~profiles.c.reserve)
    found, all_others = (
        sitting.database.read_now(lambda c, q=query: set(c.execute(q).scalars())) for query in (met, others)
    )
    assert found == all_others
    for _ in range(100):
        assert drawn(sitting, everywhere(sitting.deck)).profile_id in all_others


def test_a_deck_that_stars_move_is_always_searched(sitting: Sitting) -> None:
    """A file may rise to a side that was spent."""
    deck = sitting.deck._replace(theme=THEME, model=None)
    exhausted_sides.keep(sitting.player, deck, everywhere(deck))
    assert not exhausted_sides.is_exhausted(sitting.player, deck, everywhere(deck))


def test_so_many_players_are_kept_and_no_more(sitting: Sitting, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who was kept first goes first."""
    monkeypatch.setattr(exhausted_sides, "_sides", PlayerCache(__name__, 3))
    for player in range(5):
        exhausted_sides.keep(player, sitting.deck, everywhere(sitting.deck))
    known = [
        exhausted_sides.is_exhausted(player, sitting.deck, everywhere(sitting.deck)) for player in range(5)
    ]
    assert known == [False, False, True, True, True]


@pytest.mark.parametrize(
    ("met", "nearer"),
    [
        (Aim(Side.LOWER, 500, 350, 600), Aim(Side.LOWER, 500, 350, 601)),
        (Aim(Side.HIGHER, 800, 700, 950), Aim(Side.HIGHER, 800, 699, 950)),
    ],
)
def test_a_side_is_exhausted_up_to_the_score_that_was_searched(
    sitting: Sitting, met: Aim, nearer: Aim
) -> None:
    """And not a point further: whoever stands there may be unmet."""
    exhausted_sides.keep(sitting.player, sitting.deck, met)
    assert exhausted_sides.is_exhausted(sitting.player, sitting.deck, met)
    assert not exhausted_sides.is_exhausted(sitting.player, sitting.deck, nearer)
