"""Hidden aliases: where they are hidden, who still reads them, and that nobody chooses one again."""

from random import Random

import pytest
from sqlalchemy import insert, update
from tests.store.boards.test_boards import add_player, log_run

from higherthanthou.game.errors import Refusal
from higherthanthou.store.boards import hidden_aliases, walls
from higherthanthou.store.boards.boards import OwnRow, Row, board_name, own_row, top
from higherthanthou.store.boards.hidden_aliases import EVERYWHERE, NAMELESS, HiddenAlias
from higherthanthou.store.decks.decks import Deck
from higherthanthou.store.engine.database import Database
from higherthanthou.store.players import aliases, histories, players
from higherthanthou.store.tables import decks as deck_rows
from higherthanthou.store.tables import players as player_rows
from higherthanthou.store.tables import runs as run_rows
from world import NOW, make_deck

LOUD = "Loud Parrot"


@pytest.fixture
def other(database: Database, deck: Deck) -> Deck:
    """A second deck."""
    row = make_deck("other", "Another Deck")
    database.write_now(lambda c: c.execute(insert(deck_rows), row.model_dump()))
    return deck._replace(id=row.id, slug="other")


@pytest.fixture
def loud(database: Database, deck: Deck, other: Deck) -> int:
    """A player on the boards of both decks, behind somebody else."""

    def play(connection) -> int:
        first, loud = add_player(connection, "Quiet Heron"), add_player(connection, LOUD)
        for one in (deck, other):
            log_run(connection, one, first, 9, NOW)
            log_run(connection, one, loud, 4, NOW)
        return loud

    return database.write_now(play)


def board(database: Database, deck: Deck) -> tuple[Row, ...]:
    """The board of all time of streaks on a deck."""
    return database.read_now(lambda c: top(c, board_name(deck.id, 1, "streak", "all", NOW)))


def names(database: Database, deck: Deck) -> list[str]:
    """Its names."""
    return [row.name for row in board(database, deck)]


def own(database: Database, deck: Deck, player: int) -> OwnRow | None:
    """A player's own row there."""
    return database.read_now(lambda c: own_row(c, board_name(deck.id, 1, "streak", "all", NOW), player))


def test_hidden_on_a_deck_it_is_hidden_there_alone(
    database: Database, deck: Deck, other: Deck, loud: int
) -> None:
    """The row and its rank stay, and showing it again brings it back."""
    for _ in range(2):
        database.write_now(lambda c: hidden_aliases.hide(c, loud, LOUD, deck.id, NOW))
    assert names(database, deck) == ["Quiet Heron", NAMELESS]
    assert names(database, other) == ["Quiet Heron", LOUD]
    assert [row.rank for row in board(database, deck)] == [1, 2]
    database.write_now(lambda c: hidden_aliases.show(c, loud, LOUD, deck.id))
    assert names(database, deck) == ["Quiet Heron", LOUD]


def test_hidden_everywhere_it_is_hidden_on_every_deck(
    database: Database, deck: Deck, other: Deck, loud: int
) -> None:
    """What a host has given instead stays to be read on that deck."""
    database.write_now(lambda c: hidden_aliases.hide(c, loud, LOUD, deck.id, NOW, "Calm Newt"))
    database.write_now(lambda c: hidden_aliases.hide(c, loud, LOUD, EVERYWHERE, NOW))
    assert names(database, deck) == ["Quiet Heron", "Calm Newt"]
    assert names(database, other) == ["Quiet Heron", NAMELESS]


def test_its_player_reads_the_own_row_as_it_is(database: Database, deck: Deck, loud: int) -> None:
    """With the exact rank."""
    database.write_now(lambda c: hidden_aliases.hide(c, loud, LOUD, EVERYWHERE, NOW))
    mine = own(database, deck, loud)
    assert mine is not None
    assert mine.row == Row(2, LOUD, 4, loud)


def test_another_alias_is_shown_and_the_hidden_one_cannot_be_chosen_again(
    database: Database, deck: Deck, loud: int
) -> None:
    """However it is written; and another player's hidden alias is nobody else's business."""
    database.write_now(lambda c: hidden_aliases.hide(c, loud, LOUD, deck.id, NOW))
    database.write_now(lambda c: players.rename(c, loud, "Meek Parrot"))
    assert names(database, deck) == ["Quiet Heron", "Meek Parrot"]
    for again in (LOUD, "LOUD-parrot"):
        with pytest.raises(Refusal, match="was hidden"):
            database.write_now(lambda c, again=again: players.rename(c, loud, again))
    assert names(database, deck) == ["Quiet Heron", "Meek Parrot"]
    ann = database.write_now(lambda c: add_player(c, "Ann Other"))
    database.write_now(lambda c: players.rename(c, ann, LOUD))


def test_an_alias_that_is_taken_away_is_told_until_its_player_chooses(database: Database, loud: int) -> None:
    """Everything that is hidden of the alias of now is told, with what others read."""
    database.write_now(lambda c: hidden_aliases.hide(c, loud, LOUD, EVERYWHERE, NOW))
    assert told(database, loud) == [HiddenAlias(None, None, "", False)]
    new = database.write_now(lambda c: aliases.take_away(c, loud, NOW, Random(1)))
    assert database.read_now(lambda c: aliases.named(c, new)) == loud
    assert told(database, loud) == [HiddenAlias(None, None, new, True)]
    with pytest.raises(Refusal, match="was hidden"):
        database.write_now(lambda c: players.rename(c, loud, LOUD))
    database.write_now(lambda c: players.rename(c, loud, "Meek Parrot"))
    assert told(database, loud) == []
    kept = database.read_now(lambda c: histories.export(c, loud))["hidden"]
    assert [(row["deck"], row["alias_key"], row["instead"]) for row in kept] == [(None, "loudparrot", new)]


def told(database: Database, player: int) -> list[HiddenAlias]:
    """What the player is told."""
    return database.read_now(lambda c: hidden_aliases.hidden_of(c, player))


def test_the_list_under_400_names_nobody_who_is_hidden(
    database: Database, deck: Deck, other: Deck, loud: int
) -> None:
    """Hidden on the deck of the year, or on that of the wall; elsewhere the alias is read."""
    for table, what in ((run_rows, {"mode": "year", "value": 350}), (player_rows, {"on_wall": True})):
        whose = (table.c.player_id if "player_id" in table.c else table.c.id) == loud
        database.write_now(lambda c, t=table, w=whose, v=what: c.execute(update(t).where(w).values(v)))
    database.write_now(
        lambda c: c.execute(update(run_rows).where(run_rows.c.deck_id == other.id).values(mode="streak"))
    )

    def named(wall: Deck | None) -> list[str]:
        return database.read_now(lambda c: walls.blacklisted(c, NOW, 5, wall.id if wall else None))

    assert named(None) == named(other) == [LOUD]
    database.write_now(lambda c: hidden_aliases.hide(c, loud, LOUD, other.id, NOW))
    assert (named(other), named(deck), named(None)) == ([], [LOUD], [LOUD])
    database.write_now(lambda c: hidden_aliases.hide(c, loud, LOUD, deck.id, NOW))
    assert (named(other), named(deck), named(None)) == ([], [], [])


@pytest.mark.sqlite
def test_looking_up_what_is_hidden_is_a_search_by_the_key(database: Database, deck: Deck) -> None:
    """A search for each line that is shown, however much is hidden."""
    seen: list[str] = []

    def look(connection) -> None:
        raw = connection.connection.driver_connection
        raw.set_trace_callback(seen.append)
        top(connection, board_name(deck.id, 1, "streak", "all", NOW))
        raw.set_trace_callback(None)

    database.read_now(look)
    plans = [
        database.read_now(lambda c, q=q: c.exec_driver_sql(f"EXPLAIN QUERY PLAN {q}").all()) for q in seen
    ]
    assert "SEARCH hidden_aliases USING PRIMARY KEY (player_id=? AND deck_id=? AND alias_key=?)" in str(plans)
    assert "SCAN" not in str(plans)
