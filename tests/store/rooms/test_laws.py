"""A room votes for a law: the middle of the votes judges the next five files, and nothing else."""

import pytest
from sqlalchemy import func, select

from higherthanthou.authoring.seeds.models import load_model
from higherthanthou.game.errors import Refusal
from higherthanthou.game.rooms.class_law import record_by, score_by
from higherthanthou.game.rooms.course import State
from higherthanthou.game.rooms.terms import Compared, Terms
from higherthanthou.store.decks import decks
from higherthanthou.store.decks.decks import Deck
from higherthanthou.store.decks.profiles import open_file
from higherthanthou.store.engine.database import Database
from higherthanthou.store.engine.errors import Missing
from higherthanthou.store.players import histories
from higherthanthou.store.players.players import erase
from higherthanthou.store.rooms import files, guests, laws, rooms, stepping, tickets
from higherthanthou.store.tables import metadata, room_rounds, room_votes
from rooms_world import RoomWorld

MODEL = load_model("sesame")
FRIENDS, HISTORY = (0, 0, 0, 0, 100), (100, 0, 0, 0, 0)
SEVEN = Terms(rounds=8)


def step(world: RoomWorld, to: State) -> None:
    """Take a step as the pages do, with the deck's model."""
    room = world.room
    world.do(lambda c: stepping.take_step(c, room, room.seq, to, world.now, MODEL))


def vote(world: RoomWorld, player_id: int, weights: tuple[int, ...]) -> None:
    """A guest votes."""
    room = world.room
    world.do(lambda c: laws.vote(c, room, player_id, weights))


def drawn(world: RoomWorld) -> list[tuple[int, int, int, int | None]]:
    """Round, profile, score and anchor of every file."""
    c = room_rounds.c
    query = (
        select(c.round, c.profile_id, c.score, c.anchor).where(c.room_id == world.room.id).order_by(c.round)
    )
    return [tuple(row) for row in world.look(lambda connection: connection.execute(query).all())]


def stored_votes(world: RoomWorld) -> int:
    """How many votes are stored."""
    count = select(func.count()).select_from(room_votes)
    return int(world.look(lambda c: c.execute(count).scalar_one()))


def voting(database: Database, deck: Deck, terms: Terms = SEVEN) -> RoomWorld:
    """A room that votes after its first file."""
    world = RoomWorld(database, deck, terms)
    step(world, State.ASKING)
    step(world, State.SHOWN)
    step(world, State.VOTING)
    return world


def test_the_middle_of_the_votes_judges_five_files(database: Database, deck: Deck) -> None:
    """Their scores are reckoned anew, of nobody else; the last vote of each counts, and then no vote is left."""
    world = voting(database, deck)
    some, before = [world.guest() for _ in range(3)], drawn(world)
    for guest, weights in zip(some, (HISTORY, FRIENDS, FRIENDS), strict=True):
        vote(world, guest.player_id, HISTORY)
        vote(world, guest.player_id, weights)
    assert world.look(lambda c: laws.voted(c, world.room)) == 3
    step(world, State.ASKING)
    after = drawn(world)
    for old, new in zip(before, after, strict=True):
        number, profile_id, score, anchor = new
        record = world.look(lambda c, p=profile_id: open_file(c, p)).record
        expected = score_by(MODEL, FRIENDS, record) if 2 <= number <= 6 else old[2]
        assert (number, profile_id, score, anchor) == (*old[:2], expected, old[3])
    assert after != before
    assert stored_votes(world) == 0
    step(world, State.SHOWN)
    shown = world.look(lambda c: files.shown_files(c, world.room))
    assert [one.law and one.law.weights for one in shown] == [None, FRIENDS]
    judged = record_by(MODEL, FRIENDS, shown[1].file.record)
    assert MODEL.base + sum(entry.points or 0 for entry in judged) == shown[1].score


def test_a_chain_goes_on_from_what_was_shown(database: Database, deck: Deck) -> None:
    """The first file under the law is compared with the score that all have seen."""
    world = voting(database, deck, Terms(rounds=4, against=Compared.BEFORE))
    vote(world, world.guest().player_id, FRIENDS)
    step(world, State.ASKING)
    step(world, State.SHOWN)
    step(world, State.ASKING)
    by_round = {number: (score, anchor) for number, _, score, anchor in drawn(world)}
    assert by_round[2][1] == by_round[1][0]
    assert by_round[3][1] == by_round[2][0]


def test_without_votes_nothing_changes(database: Database, deck: Deck) -> None:
    """The next file is asked as it was drawn; the same where somebody goes back to the file first."""
    world = voting(database, deck)
    before = drawn(world)
    step(world, State.SHOWN)
    step(world, State.VOTING)
    step(world, State.ASKING)
    assert drawn(world) == before
    assert world.look(lambda c: laws.laws_of(c, world.room)) == []


@pytest.mark.parametrize("last", [State.ASKING, State.OVER])
@pytest.mark.parametrize("between", [(), (State.RATING,)])
def test_votes_go_with_the_file_they_were_cast_after(
    database: Database, deck: Deck, between: tuple[State, ...], last: State
) -> None:
    """Back at the file they stay, for a vote that goes on; the next file or the end removes them."""
    world = voting(database, deck)
    vote(world, world.guest().player_id, FRIENDS)
    step(world, State.SHOWN)
    step(world, State.VOTING)
    assert world.look(lambda c: laws.voted(c, world.room)) == 1
    step(world, State.SHOWN)
    for to in between:
        step(world, to)
    assert stored_votes(world) == 1
    step(world, last)
    assert stored_votes(world) == 0
    assert world.look(lambda c: laws.laws_of(c, world.room)) == []


def test_the_latest_law_counts(database: Database, deck: Deck) -> None:
    """A second vote takes over from the first, for five files of its own."""
    world = voting(database, deck)
    guest = world.guest()
    vote(world, guest.player_id, FRIENDS)
    step(world, State.ASKING)
    step(world, State.SHOWN)
    step(world, State.VOTING)
    vote(world, guest.player_id, HISTORY)
    step(world, State.ASKING)
    passed = world.look(lambda c: laws.laws_of(c, world.room))
    weights = [law and law.weights for law in (laws.law_at(passed, number) for number in range(1, 9))]
    assert weights == [None, FRIENDS, *[HISTORY] * 5, None]


def test_who_may_vote_and_when(database: Database, deck: Deck) -> None:
    """Guests who are here, while the room votes; a vote goes with the ticket, and with whoever is erased."""
    world = RoomWorld(database, deck, SEVEN)
    guest = world.guest()
    with pytest.raises(Refusal, match="after a file was shown"):
        vote(world, guest.player_id, FRIENDS)
    for to in (State.ASKING, State.SHOWN, State.VOTING):
        step(world, to)
    with pytest.raises(Missing):
        vote(world, world.player(), FRIENDS)
    vote(world, guest.player_id, FRIENDS)
    exported = world.look(lambda c: histories.export(c, guest.player_id))
    assert exported["room_votes"] == [{"room": world.code, "law": "0 0 0 0 100"}]
    other = world.player()
    world.do(lambda c: tickets.take_place(c, world.room, other, guest.number, guest.secret))
    assert world.look(lambda c: laws.own_vote(c, world.room, other)) == FRIENDS
    world.do(lambda c: guests.send_out(c, world.room, guest.number, world.now))
    assert world.look(lambda c: laws.voted(c, world.room)) == 0
    world.do(lambda c: guests.bring_back(c, world.room, guest.number, world.now))
    world.do(lambda c: erase(c, other, world.now))
    assert world.look(lambda c: laws.voted(c, world.room)) == 0
    step(world, State.OVER)


def test_a_deck_without_a_model_has_no_vote(wide_database: Database) -> None:
    """Its scores come from nothing that could weigh otherwise."""
    goals = wide_database.read_now(lambda c: decks.find(c, "goals"))
    assert goals is not None
    world = RoomWorld(wide_database, goals, Terms(rounds=3))
    world.step(State.ASKING)
    world.step(State.SHOWN)
    with pytest.raises(Refusal):
        world.step(State.VOTING)


def test_laws_are_purged_with_their_room(database: Database, deck: Deck) -> None:
    """Nothing of a room is left 30 days after its last change."""
    world = voting(database, deck)
    vote(world, world.guest().player_id, FRIENDS)
    step(world, State.ASKING)
    world.do(lambda c: rooms.discard_old(c, world.now + rooms.KEPT + 60_000, 10))
    count = select(func.count()).select_from(metadata.tables["room_laws"])
    assert world.look(lambda c: c.execute(count).scalar()) == 0
