"""A phone in a room as its templates print it: who is there, what is asked, what comes next."""

from typing import NamedTuple

from sqlalchemy.engine import Connection

from ....game.rooms.code import printed_code, ticket
from ....game.rooms.course import State
from ....game.rooms.terms import Names
from ....store.decks.decks import Deck
from ....store.rooms import guests
from ....store.rooms.control import Control, control_of, host_is_away, stands_still
from ....store.rooms.guests import BARRED, OUT, Guest
from ....store.rooms.rooms import Room, deck_of
from ..lookup import Seat, path_of
from .asking import AskingView, asking_view
from .lobby import LobbyView, lobby_view
from .over import OverView, over_view
from .poll import PollView, poll_view
from .rating import RatingView, rating_view
from .shown import ShownView, shown_view
from .step_buttons import StepButton, step_buttons
from .voting import VotingView, voting_view

GOES_ON = 3_600_000
"""For so many milliseconds after its end, phones ask whether a room goes on with the same people."""


LOOKS, SOONEST, AT_ONCE = 10, 3, 100
"""Seconds between two looks of a phone, and where it waits without a stream; in that case so many phones of a
room look in a second at most."""


class PhoneView(NamedTuple):
    """What a phone shows: what the state says, ``lobby`` to ``over``; beside it the ``poll``.

    ``scene`` and ``tally`` tell what the phone shows: a page that shows the same needs no other one.
    ``asks`` if the page asks now and then, every ``pause`` seconds. ``steps`` are those that this guest may
    take; ``hosted`` if a host opened the room. ``late`` says in which round somebody came who was not there
    from the start, ``fresh`` if that is the round of now.
    """

    path: str
    code: str
    deck: Deck
    state: str
    round: int
    rounds: int
    seq: int
    scene: str
    tally: str
    is_told: bool
    asks: bool
    pause: int
    name: str
    number: int
    ticket: str
    guest_state: str
    knocked: bool
    hosted: bool
    away: bool
    late: str
    fresh: bool
    own_names: bool
    mine: bool
    steps: tuple[StepButton, ...]
    locked: bool
    timed: bool
    lobby: LobbyView | None = None
    asking: AskingView | None = None
    shown: ShownView | None = None
    rating: RatingView | None = None
    over: OverView | None = None
    poll: PollView | None = None
    voting: VotingView | None = None
    announcement: str = ""

    @property
    def asks_poll(self) -> bool:
        """Whether the two statements wait for this guest's answer."""
        return self.poll is not None and self.poll.form is not None and not self.poll.form.kept


def scene_of(room: Room, guest: Guest, now: int) -> str:
    """What a phone shows, in a word: its changes are what a page has to be sent again for."""
    return f"{guest.state}.{room.state}.{room.round}.{_waits(room, now)}"


def _waits(room: Room, now: int) -> str:
    """What a room waits for, if it is for anything."""
    if room.is_over:
        return "closed" if now - room.changed_at > GOES_ON else "over"
    return "away" if host_is_away(room, now) else "stands" if stands_still(room, now) else "goes"


def phone_view(connection: Connection, seat: Seat, now: int) -> PhoneView:
    """The phone of a guest, as it is at a time."""
    room, guest = seat.room, seat.guest
    assert guest is not None
    control = control_of(connection, room, seat.player_id, guest, now)
    view = _frame(seat, guest, deck_of(connection, room), control, now)
    if guest.is_here:
        poll = poll_view(connection, room, guest, control)
        view = _staged(connection, view, room, guest, now)._replace(poll=poll, pause=_pause(room, poll))
    if room.is_over and guest.state != BARRED:
        over = over_view(connection, room, guest, view.deck)
        view = view._replace(over=over, asks=view.asks and not over.follows)
    return view._replace(announcement=_said(view))


def _frame(seat: Seat, guest: Guest, deck: Deck, control: Control, now: int) -> PhoneView:
    """What stands around the state of a room: who the guest is, where, and what they may do."""
    room = seat.room
    return PhoneView(
        path=path_of(room),
        code=printed_code(room.code),
        deck=deck,
        state=room.state,
        round=room.round,
        rounds=room.rounds,
        seq=room.seq,
        scene=scene_of(room, guest, now),
        tally=seat.tally,
        is_told=seat.is_told,
        asks=_waits(room, now) != "closed",
        pause=LOOKS,
        name=guest.name,
        number=guest.number,
        ticket=ticket(guest.number, guest.secret),
        guest_state=guest.state,
        knocked=guest.knocked_at is not None,
        hosted=room.host_id is not None,
        away=host_is_away(room, now),
        late=f"You came in round {guest.joined_round}." if guest.joined_round else "",
        fresh=guest.joined_round == room.round,
        own_names=room.names == Names.OWN,
        mine=control is Control.ALL,
        steps=_steps(room, control) if guest.is_here else (),
        locked=room.locked,
        timed=bool(room.seconds),
    )


def _staged(connection: Connection, view: PhoneView, room: Room, guest: Guest, now: int) -> PhoneView:
    """A view with what the state of the room shows to a guest who is here."""
    if room.is_revealed:
        view = view._replace(shown=shown_view(connection, room, guest, view.deck))
    match room.state:
        case State.LOBBY:
            return view._replace(lobby=lobby_view(connection, room, guest))
        case State.ASKING:
            return view._replace(asking=asking_view(connection, room, guest, view.deck, now))
        case State.RATING:
            return view._replace(rating=rating_view(connection, room, guest))
        case State.VOTING:
            return view._replace(voting=voting_view(connection, room, guest, view.deck))
    return view


def _pause(room: Room, poll: PollView | None) -> int:
    """Seconds between two looks: fewer while a room that is over, without a stream, waits for its poll."""
    waits = room.is_over and poll is not None and poll.form is not None
    return min(LOOKS, max(SOONEST, -(-room.guests // AT_ONCE))) if waits else LOOKS


def _steps(room: Room, control: Control) -> tuple[StepButton, ...]:
    if control is Control.NONE:
        return ()
    buttons = step_buttons(room.course)
    return buttons if control is Control.ALL else buttons[:1]


def _said(view: PhoneView) -> str:
    """What a screen reader says when the phone comes to this state."""
    if view.guest_state == BARRED:
        return guests.SENT_OUT
    if view.guest_state == OUT and not view.over:
        return "You have left this room."
    if view.away:
        return "The host is away. Your call is kept."
    told = (view.lobby, view.asking, view.rating, view.shown, view.voting, view.over)
    return next((part.said for part in told if part is not None), "")
