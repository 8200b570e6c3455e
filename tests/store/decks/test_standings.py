"""Decks on scales of their own: their quantiles are kept with each version, and their files dealt by standing."""

from dataclasses import replace
from random import Random

import pytest
from sqlalchemy import delete, select
from tests.store.runs.test_modes import Player

from higherthanthou.game.deal import stand_in
from higherthanthou.game.quantiles import quantiles_from
from higherthanthou.store.decks import decks
from higherthanthou.store.decks.decks import Deck
from higherthanthou.store.decks.standings import keep, quantiles_of
from higherthanthou.store.engine.database import Database
from higherthanthou.store.hosts import drafts, files
from higherthanthou.store.tables import guesses, profiles, standings
from world import make_deck, make_people, put_deck

SKEWED = [round(1000 * Random(n).lognormvariate(0, 1.5)) + n for n in range(75)]
TIED = [60, 60, 60, 61, 61, 95] * 12


def put(database: Database, scores: list[int], slug: str = "prices", less_is_better: bool = False) -> Deck:
    """Publish a deck with these scores."""
    row = make_deck(slug, slug.capitalize(), 0, 2 * max(scores), "own")
    row.less_is_better = less_is_better
    people = make_people(len(scores), 0, 2 * max(scores))
    put_deck(database, row, [replace(one, score=score) for one, score in zip(people, scores, strict=True)])
    found = database.read_now(lambda c: decks.find(c, slug))
    assert found is not None
    return found


def kept(database: Database, deck: Deck) -> dict[int, int]:
    """How many files each kept version has."""
    rows = select(standings.c.version, standings.c.files).where(standings.c.deck_id == deck.id)
    return dict(database.read_now(lambda c: [tuple(row) for row in c.execute(rows)]))


def test_publishing_keeps_the_quantiles_of_each_version(database: Database) -> None:
    """The next version has its own; a run on the one before goes on with those it began with."""
    deck = put(database, SKEWED)
    assert kept(database, deck) == {1: 75}
    before = database.read_now(lambda c: quantiles_of(c, deck))
    assert before == quantiles_from(sorted(SKEWED))
    own = database.read_now(lambda c: drafts.any_deck(c, deck.slug))
    highest = select(profiles.c.person).where(profiles.c.score == max(SKEWED))
    person = str(database.read_now(lambda c: c.execute(highest).scalar_one()))
    database.write_now(lambda c: files.remove(c, own, person))
    edited = database.read_now(lambda c: drafts.any_deck(c, deck.slug))
    database.write_now(lambda c: drafts.publish(c, edited))
    assert kept(database, deck) == {1: 75, 2: 74}
    after = database.read_now(lambda c: quantiles_of(c, deck._replace(version=2)))
    assert after == quantiles_from(sorted(SKEWED)[:-1])
    assert database.read_now(lambda c: quantiles_of(c, deck)) == before


def test_a_deck_on_our_scale_has_none(database: Database, deck: Deck) -> None:
    """It is dealt by points, as ever."""
    assert kept(database, deck) == {}
    assert database.read_now(lambda c: quantiles_of(c, deck)) is None


def test_a_version_without_a_row_is_measured(database: Database) -> None:
    """As a copy of the database might have it that somebody else made."""
    deck = put(database, SKEWED)
    database.write_now(lambda c: c.execute(delete(standings)))
    assert database.read_now(lambda c: quantiles_of(c, deck)) == quantiles_from(sorted(SKEWED))
    database.write_now(lambda c: keep(c, deck.id, 1))
    assert kept(database, deck) == {1: 75}


@pytest.mark.parametrize("scores", [SKEWED, TIED, [0] * 60 + [1] * 10 + [2] * 10])
@pytest.mark.parametrize("mode", ["streak", "chain"])
def test_no_tie_is_dealt_and_every_newcomer_can_begin(
    database: Database, scores: list[int], mode: str
) -> None:
    """On a deck with a heavy tail, and on two in which most files share a score."""
    put(database, scores)
    for seed in range(1, 13):
        player = Player(database, seed)
        run = player.start(mode, "prices")
        for _ in range(4):
            if not player.guess(run).run.open:
                break
    judged = select(guesses.c.score, guesses.c.anchor)
    pairs = database.read_now(lambda c: c.execute(judged).all())
    assert len(pairs) > 20
    assert all(score != anchor for score, anchor in pairs)


def test_where_less_is_better_a_good_score_stands_for_a_low_one(database: Database) -> None:
    """Whoever is far up on our scale is compared with somebody fast."""
    anchors = []
    for slug, less in (("more", False), ("less", True)):
        deck = put(database, SKEWED, slug, less_is_better=less)
        player = Player(database, 7 + less)
        anchors.append(player.row(player.start("streak", slug)).anchor)
        ranked = database.read_now(lambda c, d=deck: quantiles_of(c, d))
        assert ranked is not None
        assert anchors[-1] == ranked.between(stand_in(640, less))
    assert anchors[0] < anchors[1]
