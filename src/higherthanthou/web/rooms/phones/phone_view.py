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
"""Seconds between two looks of a phone beside its stream, and where it has none; in that case so many phones
of a room look in a second at most."""


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
    lobby: LobbyView | None
    asking: AskingView | None
    shown: ShownView | None
    rating: RatingView | None
    over: OverView | None
    poll: PollView | None
    voting: VotingView | None
    announcement: str

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
    room, player_id, guest, tally = seat
    assert guest is not None
    deck, here = deck_of(connection, room), guest.is_here
    control = control_of(connection, room, player_id, guest, now)
    revealed = here and room.is_revealed
    shown = shown_view(connection, room, guest, deck) if revealed else None
    rating = rating_view(connection, room, guest) if here and room.state is State.RATING else None
    lobby = lobby_view(connection, room, guest) if here and room.state is State.LOBBY else None
    asks = here and room.state is State.ASKING
    asking = asking_view(connection, room, guest, deck, now) if asks else None
    over = over_view(connection, room, guest, deck) if guest.state != BARRED and room.is_over else None
    votes = here and room.state is State.VOTING
    voting = voting_view(connection, room, guest, deck) if votes else None
    poll = poll_view(connection, room, guest, control) if here else None
    view = PhoneView(
        path=path_of(room),
        code=printed_code(room.code),
        deck=deck,
        state=room.state,
        round=room.round,
        rounds=room.rounds,
        seq=room.seq,
        scene=scene_of(room, guest, now),
        tally=tally,
        is_told=seat.is_told,
        asks=_waits(room, now) != "closed" and not (over and over.follows),
        pause=_pause(room, poll),
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
        steps=_steps(room, control) if here else (),
        locked=room.locked,
        timed=bool(room.seconds),
        lobby=lobby,
        asking=asking,
        shown=shown,
        rating=rating,
        over=over,
        poll=poll,
        voting=voting,
        announcement="",
    )
    return view._replace(announcement=_said(view))


def _pause(room: Room, poll: PollView | None) -> int:
    """Seconds between two looks: fewer while a room that is over, without a stream, waits for its poll."""
    waits = room.is_over and poll is not None and poll.form is not None
    return min(LOOKS, max(SOONEST, room.guests // AT_ONCE)) if waits else LOOKS


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
