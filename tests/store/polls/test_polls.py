"""Polls in the database: one answer of each, without a name, erased while that can be done, purged in time."""

from collections.abc import Callable
from random import Random
from threading import Event
from typing import TypeVar

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.engine import Connection

from higherthanthou.game.errors import Refusal
from higherthanthou.game.polls.statements import Answer, Moment
from higherthanthou.game.rooms.course import State
from higherthanthou.game.rooms.terms import Terms
from higherthanthou.store.decks.decks import Deck
from higherthanthou.store.engine.backend import is_shared
from higherthanthou.store.engine.database import Database
from higherthanthou.store.engine.errors import Missing
from higherthanthou.store.engine.statement import Statement
from higherthanthou.store.players import histories, players
from higherthanthou.store.polls import answers, polls
from higherthanthou.store.polls.polls import CLOSED, KEPT
from higherthanthou.store.rooms import again, guests, room_poll, tickets
from higherthanthou.store.rooms.room_poll import RoomPoll
from higherthanthou.store.tables import metadata, poll_answers
from higherthanthou.store.upkeep.purge import purge
from rooms_world import RoomWorld
from world import NOW

ASKED = Terms(rounds=3, poll=True)
PATIENCE = 20
T = TypeVar("T")


def poll_in(world: RoomWorld) -> RoomPoll:
    """The poll of a room that has one."""
    found = world.look(lambda c: room_poll.poll_of(c, world.room))
    assert found is not None
    return found


def say(world: RoomWorld, player_id: int, first: int, second: int) -> None:
    """A guest answers."""
    world.do(lambda c: room_poll.answer(c, world.room, player_id, Answer(first, second)))


def test_a_room_asks_in_its_lobby_and_at_its_end(database: Database, deck: Deck) -> None:
    """The last answer counts; between, and once it is closed, nobody can answer; then its key is gone."""
    world = RoomWorld(database, deck, ASKED)
    some = [world.guest() for _ in range(8)]
    for n, guest in enumerate(some):
        say(world, guest.player_id, 9, n)
    say(world, some[0].player_id, 8, 0)
    assert (poll_in(world).moment, poll_in(world).answered) == (Moment.BEFORE, 8)
    assert poll_in(world).result is None
    world.step(State.ASKING)
    with pytest.raises(Refusal, match="before the first file"):
        say(world, some[0].player_id, 1, 1)
    with pytest.raises(Refusal, match="at the end"):
        world.do(lambda c: room_poll.close(c, world.room, world.now))
    world.step(State.OVER)
    for n, guest in enumerate(some):
        say(world, guest.player_id, 6, n)
    assert (poll_in(world).moment, poll_in(world).answered) == (Moment.AFTER, 8)
    seq = world.room.seq
    assert world.do(lambda c: room_poll.close(c, world.room, world.now)).seq == seq + 1
    assert world.do(lambda c: room_poll.close(c, world.room, world.now)).seq == seq + 1
    closed = poll_in(world)
    assert (closed.poll.key, closed.moment) == (None, None)
    assert closed.result is not None
    shift = closed.result.statements[0].shift
    assert shift is not None
    assert (shift.down, shift.mean) == (8, -2.875)
    with pytest.raises(Refusal):
        say(world, some[0].player_id, 1, 1)


def test_only_guests_who_are_here_answer(database: Database, deck: Deck) -> None:
    """Nobody from outside, nobody who was sent out, nobody in a room without a poll."""
    world = RoomWorld(database, deck, ASKED)
    guest = world.guest()
    with pytest.raises(Missing):
        say(world, world.player(), 1, 1)
    world.do(lambda c: guests.send_out(c, world.room, guest.number, world.now))
    with pytest.raises(Refusal, match="sent out"):
        say(world, guest.player_id, 1, 1)
    plain = RoomWorld(database, deck)
    inside = plain.guest()
    with pytest.raises(Refusal, match="no poll"):
        say(plain, inside.player_id, 1, 1)


def test_an_answer_stays_with_the_ticket(database: Database, deck: Deck) -> None:
    """Whoever goes on at another phone is the same guest, and has answered."""
    world = RoomWorld(database, deck, ASKED)
    guest, other = world.guest(), world.player()
    say(world, guest.player_id, 3, 4)
    world.do(lambda c: tickets.take_place(c, world.room, other, guest.number, guest.secret))
    mine = world.look(lambda c: room_poll.own_answer(c, poll_in(world), guest.number))
    assert mine == Answer(3, 4)
    assert [row["first"] for row in world.look(lambda c: answers.of_player(c, other))] == [3]


def test_going_on_closes_the_poll(database: Database, deck: Deck) -> None:
    """Nobody comes back to the old room; the next one asks nothing."""
    world = RoomWorld(database, deck, ASKED)
    world.guest()
    world.step(State.OVER)
    after = world.do(lambda c: again.go_on(c, world.room, world.opener, world.now, world.rng))
    assert poll_in(world).poll.is_closed
    assert world.look(lambda c: room_poll.poll_of(c, after)) is None


def test_answers_are_erased_and_exported_while_the_poll_goes_on(database: Database, deck: Deck) -> None:
    """In a room and on a deck. Once it is closed they belong to nobody, and stay as they are."""
    world = RoomWorld(database, deck, ASKED)
    ann, ben = world.guest(), world.guest()
    world.do(lambda c: polls.open_for_deck(c, deck.id, world.now, Random(1)))
    of_deck = world.look(lambda c: polls.of_deck(c, deck.id))
    assert of_deck is not None
    for number, one in enumerate((ann, ben)):
        say(world, one.player_id, number, 1)
        world.do(lambda c, p=one.player_id: answers.keep(c, of_deck, p, Moment.BEFORE, Answer(2, 2)))
    exported = world.look(lambda c: histories.export(c, ann.player_id))["polls"]
    assert sorted(row["first"] for row in exported) == [0, 2]
    world.do(lambda c: players.erase(c, ann.player_id, world.now))
    rows = select(poll_answers.c.first).order_by(poll_answers.c.first)
    assert world.look(lambda c: c.execute(rows).scalars().all()) == [1, 2]
    world.do(lambda c: polls.lead_on(c, of_deck, CLOSED, world.now))
    assert [row["first"] for row in world.look(lambda c: answers.of_player(c, ben.player_id))] == [1]
    with pytest.raises(Refusal, match="no answers now"):
        world.do(lambda c: answers.keep(c, of_deck, ben.player_id, Moment.BEFORE, Answer(0, 0)))


def test_a_player_is_found_in_many_polls_by_few_statements(
    database: Database, deck: Deck, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To export and to erase takes as many however many decks ask, and leaves out nothing of a full batch."""
    world = RoomWorld(database, deck, ASKED)
    ann, ben = world.guest().player_id, world.guest().player_id
    needed = []
    for upto, batches in ((3, 1), (9, 1), (9, 3)):
        asking(world, upto, (ann, ben))
        monkeypatch.setattr(answers, "AT_ONCE", {1: 100, 3: 4}[batches])
        found, exporting = counted(world.look, lambda c: answers.of_player(c, ann), monkeypatch)
        assert len(found) == upto
        _, erasing = counted(world.do, lambda c: answers.forget(c, ann), monkeypatch)
        assert world.look(lambda c: answers.of_player(c, ann)) == []
        assert len(world.look(lambda c: answers.of_player(c, ben))) == upto
        needed.append((exporting - batches, erasing - batches))
    assert len(set(needed)) == 1


def asking(world: RoomWorld, decks: int, players: tuple[int, ...]) -> None:
    """Polls on so many decks, all of which these players have answered."""
    for deck_id in range(1, decks + 1):
        poll = world.look(lambda c, d=deck_id: polls.of_deck(c, d))
        if poll is None:
            world.do(lambda c, d=deck_id: polls.open_for_deck(c, d, world.now, world.rng))
            poll = world.look(lambda c, d=deck_id: polls.of_deck(c, d))
        assert poll is not None
        for player_id in players:
            world.do(lambda c, p=poll, who=player_id: answers.keep(c, p, who, Moment.BEFORE, Answer(1, 1)))


def counted(
    run: Callable[[Callable[[Connection], T]], T],
    act: Callable[[Connection], T],
    monkeypatch: pytest.MonkeyPatch,
) -> tuple[T, int]:
    """What comes of an act, and how many statements it takes."""
    taken: list[object] = []
    ran = Statement.run

    def act_and_count(connection: Connection) -> T:
        with monkeypatch.context() as patched:
            patched.setattr(Statement, "run", lambda *given: taken.append(given[0]) or ran(*given))
            event.listen(connection, "before_cursor_execute", note)
            try:
                return act(connection)
            finally:
                event.remove(connection, "before_cursor_execute", note)

    def note(*given: object) -> None:
        taken.append(given[2])

    return run(act_and_count), len(taken)


def test_two_cannot_open_a_poll_of_a_deck_at_once(database: Database, deck: Deck) -> None:
    """Both have seen that there is none; the second is told that one goes on."""
    if not is_shared(database.url):
        pytest.skip("one thread does all writes on SQLite")
    opened, seen = Event(), Event()

    def first(connection: Connection) -> None:
        polls.open_for_deck(connection, deck.id, NOW, Random(1))
        opened.set()
        assert seen.wait(PATIENCE)

    def second(connection: Connection) -> None:
        assert polls.of_deck(connection, deck.id) is None or seen.is_set()
        seen.set()
        assert opened.wait(PATIENCE)
        polls.open_for_deck(connection, deck.id, NOW, Random(2))

    one, other = (database.write_soon(write) for write in (first, second))
    one.result(PATIENCE)
    with pytest.raises(Refusal, match="close it first"):
        other.result(PATIENCE)


def test_a_deck_has_one_poll_at_a_time(database: Database, deck: Deck) -> None:
    """It goes from before to after to closed, and never back; then another may be opened."""
    now = NOW
    database.write_now(lambda c: polls.open_for_deck(c, deck.id, now, Random(1)))
    with pytest.raises(Refusal, match="close it first"):
        database.write_now(lambda c: polls.open_for_deck(c, deck.id, now, Random(2)))
    for to in (Moment.AFTER, Moment.AFTER, CLOSED):
        poll = database.read_now(lambda c: polls.of_deck(c, deck.id))
        assert poll is not None
        database.write_now(lambda c, p=poll, to=to: polls.lead_on(c, p, to, now))
    poll = database.read_now(lambda c: polls.of_deck(c, deck.id))
    assert poll is not None
    for back in (Moment.BEFORE, Moment.AFTER, "junk"):
        with pytest.raises(Refusal, match="from before to after"):
            database.write_now(lambda c, to=back: polls.lead_on(c, poll, to, now))
    database.write_now(lambda c: polls.open_for_deck(c, deck.id, now + 1, Random(2)))
    newer = database.read_now(lambda c: polls.of_deck(c, deck.id))
    assert newer is not None
    assert newer.id != poll.id


def test_polls_are_purged(database: Database, deck: Deck) -> None:
    """That of a deck 30 days after its last stage, that of a room with the room."""
    world = RoomWorld(database, deck, ASKED)
    guest = world.guest()
    say(world, guest.player_id, 1, 2)
    world.do(lambda c: polls.open_for_deck(c, deck.id, NOW, Random(1)))
    left = [select(func.count()).select_from(metadata.tables[name]) for name in ("polls", "poll_answers")]
    for later, expected in ((KEPT, [2, 1]), (KEPT + 1, [1, 1]), (KEPT + 60_000, [0, 0])):
        database.write_now(lambda c, now=NOW + later: purge(c, now))
        assert [database.read_now(lambda c, q=query: c.execute(q).scalar()) for query in left] == expected


def test_an_answer_tells_nothing_of_who_gave_it(database: Database, deck: Deck) -> None:
    """No number, no time; the same guest is somebody else in another poll."""
    assert set(poll_answers.c.keys()) == {"poll_id", "pair", "moment", "first", "second"}
    one, other = "ab" * 32, "cd" * 32
    assert answers.pair_of(one, 1) != answers.pair_of(other, 1) != answers.pair_of(other, 2)
