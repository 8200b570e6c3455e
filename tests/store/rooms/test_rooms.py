"""Rooms in the database: opening, joining, calling, stepping."""

import pytest
from sqlalchemy import func, select, update

from higherthanthou.game.deal import Side
from higherthanthou.game.errors import Refusal
from higherthanthou.game.rooms.course import State
from higherthanthou.game.rooms.terms import Compared, Terms
from higherthanthou.store.decks.decks import Deck
from higherthanthou.store.engine.database import Database
from higherthanthou.store.engine.errors import Missing
from higherthanthou.store.players import histories
from higherthanthou.store.players.players import erase
from higherthanthou.store.rooms import calls, files, guests, results, rooms, stars, stepping, tickets
from higherthanthou.store.tables import room_calls, room_guests, room_rounds, room_stars, sightings
from higherthanthou.store.tables import rooms as room_table
from rooms_world import RoomWorld
from world import NOW


def test_a_room_goes_from_file_to_file(database: Database, deck: Deck) -> None:
    """Two guests call, the file is shown, and the calls are counted by side and by reason."""
    world = RoomWorld(database, deck)
    first, second = world.guest(), world.guest("Ann")
    assert (first.number, second.number, second.name) == (1, 2, "Ann")
    world.step(State.ASKING)
    asked = world.look(lambda c: files.asked_file(c, world.room))
    assert asked is not None
    assert world.look(lambda c: files.shown_file(c, world.room)) is None
    world.call(first, Side.HIGHER, 0)
    world.call(first, Side.LOWER, 1)
    assert world.look(lambda c: calls.counts(c, world.room)) == (2, 2, 1)
    world.call(second, Side.HIGHER)
    assert world.look(lambda c: calls.counts(c, world.room)).all_called
    world.step(State.SHOWN)
    shown = world.look(lambda c: files.shown_file(c, world.room))
    assert shown is not None
    assert shown.profile_id == asked.profile_id
    assert shown.score != shown.anchor
    judged = world.look(lambda c: results.judged_calls(c, world.room))
    split = results.split_at(judged, world.room, 1, {})
    assert (split.higher, split.lower, split.reasons) == (1, 1, ((1, 0, 1),))
    assert sorted(call.right for call in judged) == [False, True]
    assert [row.right for row in results.standing(judged)] == [1, 0]


@pytest.mark.parametrize("against", list(Compared))
def test_all_files_are_drawn_when_a_room_opens(database: Database, deck: Deck, against: Compared) -> None:
    """They are different people, on either side of what they are compared with."""
    world = RoomWorld(database, deck, Terms(rounds=20, against=against))
    query = select(room_rounds.c.profile_id, room_rounds.c.score, room_rounds.c.anchor)
    drawn = world.look(lambda c: c.execute(query.order_by(room_rounds.c.round)).all())
    assert len(drawn) == len({row.profile_id for row in drawn}) == (21 if against is Compared.BEFORE else 20)
    told = [row for row in drawn if row.anchor is not None]
    assert len(told) == (0 if against is Compared.OWN else 20)
    if told:
        assert {row.score > row.anchor for row in told} == {True, False}
    if against is Compared.BEFORE:
        assert [row.anchor for row in drawn[1:]] == [row.score for row in drawn[:-1]]


def test_a_deck_that_is_too_small_is_refused(database: Database, deck: Deck) -> None:
    """Nothing of the room is left then."""
    with pytest.raises(Refusal, match="too few files"):
        RoomWorld(database, deck, Terms(rounds=500))
    assert database.read_now(lambda c: c.execute(select(func.count()).select_from(room_rounds)).scalar()) == 0


def test_the_same_step_twice_is_one_step(database: Database, deck: Deck) -> None:
    """Whoever saw an older change takes no step, and gets the room as it is."""
    world = RoomWorld(database, deck)
    seen = world.room
    world.do(lambda c: stepping.take_step(c, seen, seen.seq, State.ASKING, world.now))
    again = world.do(lambda c: stepping.take_step(c, seen, seen.seq, State.ASKING, world.now))
    assert (again.round, again.seq) == (1, 1)
    late = world.do(lambda c: stepping.take_step(c, again, 0, State.SHOWN, world.now))
    assert late == again
    with pytest.raises(Refusal):
        world.step(State.RATING)


def test_whoever_came_in_has_met_the_file(database: Database, deck: Deck) -> None:
    """A room teaches none of them a ranked run: not one who comes in late, nor one who has left.

    Nor its opener, who takes the steps and need not be a guest.
    """
    world = RoomWorld(database, deck)
    early, gone = world.guest(), world.guest()
    world.do(lambda c: guests.leave(c, world.room, gone.player_id))
    world.step(State.ASKING)
    late = world.guest()
    query = select(sightings.c.player_id)
    met = world.look(lambda c: sorted(c.execute(query).scalars()))
    assert met == sorted([world.opener, early.player_id, gone.player_id, late.player_id])
    assert late.joined_round == 1
    world.do(lambda c: guests.join(c, world.room, gone.player_id, "", world.now, world.rng))
    world.step(State.ASKING)
    assert len(world.look(lambda c: c.execute(query).all())) == 8
    world.do(lambda c: erase(c, world.opener, world.now))
    world.step(State.ASKING)
    assert len(world.look(lambda c: c.execute(query).all())) == 9


def test_who_is_not_here_neither_calls_nor_rates(database: Database, deck: Deck) -> None:
    """Whether they left or were sent out, they are told which."""
    world = RoomWorld(database, deck)
    first, second = world.guest(), world.guest()
    world.step(State.ASKING)
    world.call(first, Side.HIGHER)
    world.call(second, Side.HIGHER)
    world.do(lambda c: guests.leave(c, world.room, second.player_id))
    with pytest.raises(Refusal, match="have left"):
        world.call(second, Side.LOWER)
    world.do(lambda c: guests.send_out(c, world.room, second.number, world.now))
    with pytest.raises(Refusal, match="sent out"):
        world.call(second, Side.LOWER)
    world.step(State.SHOWN)
    room = world.step(State.RATING)
    with pytest.raises(Refusal, match="sent out"):
        world.do(lambda c: stars.give(c, room, second.player_id, 1, first.number, 1))
    world.do(lambda c: stars.give(c, room, first.player_id, 1, second.number, 4))
    assert world.look(lambda c: stars.given(c, room)) == (4, 1)


def test_a_closed_round_keeps_what_it_has(database: Database, deck: Deck) -> None:
    """A call that comes too late changes nothing, one of a round to come is refused."""
    world = RoomWorld(database, deck)
    guest = world.guest()
    world.step(State.ASKING)
    world.call(guest, Side.HIGHER)
    world.step(State.SHOWN)
    world.call(guest, Side.LOWER)
    kept = world.look(lambda c: calls.own_call(c, world.room, guest.player_id))
    assert kept is not None
    assert kept.guess is Side.HIGHER
    with pytest.raises(Refusal, match="not been asked"):
        world.do(lambda c: calls.call(c, world.room, guest.player_id, 2, Side.LOWER, None, world.now))
    world.step(State.ASKING)
    with pytest.raises(Refusal, match="not on the file"):
        world.do(lambda c: calls.call(c, world.room, guest.player_id, 2, Side.LOWER, 24, world.now))
    with pytest.raises(Missing):
        world.do(lambda c: calls.call(c, world.room, world.opener, 2, Side.LOWER, None, world.now))


def test_late_guests_keep_no_round_open(database: Database, deck: Deck) -> None:
    """A round waits for those who were here when it was asked."""
    world = RoomWorld(database, deck)
    guest = world.guest()
    world.step(State.ASKING)
    world.guest()
    world.call(guest, Side.LOWER)
    counts = world.look(lambda c: calls.counts(c, world.room))
    assert counts == (2, 1, 1)
    assert counts.all_called


def test_as_many_are_waited_for_as_are_named(database: Database, deck: Deck) -> None:
    """Late is who came in a round, even in the millisecond in which it was asked; who is out is in neither."""
    world = RoomWorld(database, deck)
    caller, idle, gone, out = (world.guest() for _ in range(4))
    late, eager = world.player(), world.player()
    room = world.step(State.ASKING)
    for player in (late, eager):
        world.now -= 1000
        world.do(lambda c, p=player: guests.join(c, room, p, "", world.now, world.rng))
    world.do(lambda c: calls.call(c, room, eager, 1, Side.LOWER, None, world.now))
    for guest in (caller, gone):
        world.call(guest, Side.HIGHER)
    world.do(lambda c: guests.leave(c, room, gone.player_id))
    world.do(lambda c: guests.leave(c, room, out.player_id))
    counts, roll = world.look(lambda c: (calls.counts(c, room), calls.roll(c, room)))
    assert roll == ({caller.number, gone.number, 6}, {idle.number})
    assert counts == (4, 3, 2)
    assert counts.awaited - counts.called == len(roll.awaited)


def test_locked_full_and_over(database: Database, deck: Deck, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who was in comes back into a locked room; newcomers are told why not."""
    world = RoomWorld(database, deck)
    guest = world.guest()
    world.do(lambda c: guests.leave(c, world.room, guest.player_id))
    world.do(lambda c: rooms.lock(c, world.room, True, world.now))
    with pytest.raises(Refusal, match="locked"):
        world.guest()
    again = world.do(lambda c: guests.join(c, world.room, guest.player_id, "", world.now, world.rng))
    assert again.is_here
    assert again.number == guest.number
    world.do(lambda c: rooms.lock(c, world.room, False, world.now))
    assert world.guest().number == 2
    world.step(State.OVER)
    with pytest.raises(Refusal, match="over"):
        world.guest()


def test_out_and_back(database: Database, deck: Deck) -> None:
    """Who was sent out may knock, and comes in when the host says so."""
    world = RoomWorld(database, deck)
    guest = world.guest()
    after = world.do(lambda c: guests.send_out(c, world.room, guest.number, world.now))
    assert after.seq == 1
    with pytest.raises(Refusal, match="sent out"):
        world.do(lambda c: guests.join(c, world.room, guest.player_id, "", world.now, world.rng))
    world.do(lambda c: guests.knock(c, world.room, guest.player_id, world.now))
    [known] = world.look(lambda c: guests.everybody(c, world.room))
    assert known.knocked_at is not None
    assert not known.is_here
    world.do(lambda c: guests.bring_back(c, world.room, guest.number, world.now))
    [known] = world.look(lambda c: guests.everybody(c, world.room))
    assert known.knocked_at is None
    assert known.is_here
    with pytest.raises(Missing):
        world.do(lambda c: guests.send_out(c, world.room, 99, world.now))


def test_a_ticket_takes_the_place_along(database: Database, deck: Deck) -> None:
    """Calls go with it; a wrong ticket and one who has called here are refused."""
    world = RoomWorld(database, deck)
    guest, other = world.guest(), world.guest()
    world.step(State.ASKING)
    world.call(guest, Side.HIGHER)
    phone = world.player()
    with pytest.raises(Refusal, match="No guest"):
        world.do(lambda c: tickets.take_place(c, world.room, phone, guest.number, "x"))
    taken = world.do(lambda c: tickets.take_place(c, world.room, phone, guest.number, guest.secret))
    assert (taken.number, taken.player_id) == (guest.number, phone)
    assert world.look(lambda c: guests.guest_of(c, world.room, guest.player_id)) is None
    assert world.look(lambda c: calls.own_call(c, world.room, phone)) is not None
    world.call(other, Side.LOWER)
    with pytest.raises(Refusal, match="called in this room"):
        world.do(lambda c: tickets.take_place(c, world.room, other.player_id, guest.number, guest.secret))


def test_a_file_that_is_skipped_is_not_compared_with(database: Database, deck: Deck) -> None:
    """In a chain the next file is compared with the last one that was shown."""
    world = RoomWorld(database, deck, Terms(rounds=3, against=Compared.BEFORE))
    world.step(State.ASKING)
    first = world.look(lambda c: files.asked_file(c, world.room))
    world.step(State.ASKING)
    second = world.look(lambda c: files.asked_file(c, world.room))
    assert first is not None
    assert second is not None
    assert (first.anchor, first.before) == (second.anchor, second.before)
    assert world.look(lambda c: files.shown_files(c, world.room)) == []


def test_stars_are_for_the_calls_of_others(database: Database, deck: Deck) -> None:
    """Three others are rated, while the room is rating; the last stars count."""
    world = RoomWorld(database, deck)
    everybody = [world.guest() for _ in range(5)]
    world.step(State.ASKING)
    for guest in everybody:
        world.call(guest, Side.HIGHER)
    world.step(State.SHOWN)
    mine = everybody[0]

    def give(to: int, n: int) -> None:
        world.do(lambda c: stars.give(c, world.room, mine.player_id, 1, to, n))

    with pytest.raises(Refusal, match="rated after"):
        give(2, 5)
    world.step(State.RATING)
    rated = [call.number for call in world.look(lambda c: stars.to_rate(c, world.room, mine.player_id))]
    assert len(rated) == 3
    assert mine.number not in rated
    give(rated[0], 5)
    give(rated[0], 1)
    assert world.look(lambda c: results.means(c, world.room)) == {rated[0]: 1.0}
    assert world.look(lambda c: results.means(c, world.room, before=1)) == {}
    with pytest.raises(Refusal, match="shown to you"):
        give(mine.number, 5)
    world.do(lambda c: guests.leave(c, world.room, mine.player_id))
    with pytest.raises(Refusal, match="You have left"):
        give(rated[0], 5)
    world.do(lambda c: guests.send_out(c, world.room, mine.number, world.now))
    with pytest.raises(Refusal, match="sent out"):
        give(rated[0], 5)
    assert world.look(lambda c: results.means(c, world.room)) == {rated[0]: 1.0}


def test_an_erased_player_leaves_nothing_in_a_room(database: Database, deck: Deck) -> None:
    """Guest, calls and stars go with the player."""
    world = RoomWorld(database, deck)
    everybody = [world.guest() for _ in range(4)]
    world.step(State.ASKING)
    for guest in everybody:
        world.call(guest, Side.HIGHER)
    world.step(State.SHOWN)
    world.step(State.RATING)
    mine = everybody[0].player_id
    [to, *_] = world.look(lambda c: stars.to_rate(c, world.room, mine))
    world.do(lambda c: stars.give(c, world.room, mine, 1, to.number, 4))
    world.do(lambda c: erase(c, mine, world.now))
    for table in (room_guests, room_calls, room_stars):
        of_mine = select(func.count()).where(table.c.player_id == mine)
        assert world.look(lambda c, query=of_mine: c.execute(query).scalar()) == 0, table.name
    assert world.look(lambda c: calls.counts(c, world.room)) == (3, 3, 3)


def test_old_rooms_go(database: Database, deck: Deck) -> None:
    """A room goes 30 days after its last change, with all that belongs to it."""
    world = RoomWorld(database, deck)
    world.guest()
    month = NOW + 30 * 86_400_000
    assert world.do(lambda c: rooms.discard_old(c, month, 10)) == 0
    assert world.do(lambda c: rooms.discard_old(c, month + 60_000, 10)) == 1
    assert world.look(lambda c: rooms.find(c, world.code)) is None


def test_full_rooms_are_purged_one_by_one(database: Database, deck: Deck) -> None:
    """However many have become old at once, no other write waits long."""
    worlds = [RoomWorld(database, deck) for _ in range(3)]
    full = update(room_table).where(room_table.c.code != worlds[0].code).values(guests=1000, rounds=30)
    worlds[0].do(lambda c: c.execute(full))
    then = NOW + 31 * 86_400_000
    removed = [worlds[0].do(lambda c: rooms.discard_old(c, then, 50)) for _ in range(4)]
    assert sum(removed) == 3
    assert max(removed) <= 2
    assert removed[-1] == 0


def test_a_players_own_file_has_their_rooms(database: Database, deck: Deck) -> None:
    """Those they opened and those they came into; whose call got their stars is told to nobody."""
    world = RoomWorld(database, deck)
    first, second = world.guest(), world.guest()
    world.step(State.ASKING)
    world.call(second, Side.HIGHER)
    world.step(State.SHOWN)
    room = world.step(State.RATING)
    world.do(lambda c: stars.give(c, room, first.player_id, 1, second.number, 2))
    opened = world.look(lambda c: histories.export(c, world.opener))["rooms_opened"]
    assert [(row["room"], row["deck"], row["rounds"]) for row in opened] == [(world.code, "citizens", 3)]
    kept = world.look(lambda c: histories.export(c, first.player_id))
    assert [row["room"] for row in kept["rooms"]] == [world.code]
    assert kept["room_stars"] == [{"room": world.code, "round": 1, "stars": 2}]
    assert kept["rooms_opened"] == []
