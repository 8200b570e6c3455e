"""The page from which a host leads a room: the one next step, who has not called, guests, lock and knob."""

from functools import partial
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from ....game.rooms.code import read_code, ticket
from ....game.rooms.course import State
from ....store.rooms import rooms
from ....store.rooms.guests import BARRED, Guest
from ...html.render import is_fragment, render
from ...server import server_of
from ...sessions.host_cookies import host_of
from ..screens import Screen, screen_of
from ..wall_page import is_current, wall_view

FEW = "A rating round needs calls of two guests."
CLOSED = "Next and rating open once the round is closed."
LAST = "It is the last file."


ROWS = 60
"""So many guests are in the table, and named as not having called, unless all are asked for."""


class Step(NamedTuple):
    """A step as a button: where it leads, what it says, and why it is not open; empty if it is."""

    to: State
    title: str
    closed: str = ""


class GuestLine(NamedTuple):
    """A guest in the host's table; ``called`` is None where no file is being asked."""

    guest: Guest
    called: bool | None
    ticket: str


async def show_room(request: Request) -> Response:
    """GET /host/rooms/{code}: page or fragment; 204 where ``seq`` and ``tally`` are those of now.

    ``?guests=all`` has every guest in the table.
    """
    host, part, server = await host_of(request), is_fragment(request), server_of(request)
    code, now = read_code(request.path_params["code"]) or "", server.now()
    room = await server.database.read(partial(rooms.own, host_id=host.id, code=code), short=True)
    if part and await is_current(request, room, now):
        return Response(None, 204, {"Cache-Control": "no-store"})
    screen = await server.database.read(partial(screen_of, room=room, now=now))
    name = "rooms/_control.html" if part else "rooms/control.html"
    seen = wall_view(request, screen) | control_view(screen, wants_all(request))
    return render(request, name, unlisted=True, host=host, **seen)


def wants_all(request: Request) -> bool:
    """Whether every guest is asked for, as a form of such a page does, too."""
    return request.query_params.get("guests") == "all"


def control_view(screen: Screen, every: bool) -> dict[str, Any]:
    """What the control page prints beside what the wall does; with ``every`` guest, or the first ROWS."""
    first, *others = steps_of(screen)
    lines = [_line(guest, screen) for guest in screen.guests]
    rows = sorted(lines, key=lambda line: (not _knocks(line.guest), line.guest.number))
    return {
        "first": first,
        "others": others,
        "closed": " ".join(dict.fromkeys(step.closed for step in others if step.closed)),
        "waiting": [guest for guest in screen.guests if guest.number in screen.roll.awaited],
        "knocking": [line.guest.name for line in lines if _knocks(line.guest)],
        "lines": rows if every else rows[:ROWS],
        "every": every,
        "rows": ROWS,
        "out": sum(not guest.is_here for guest in screen.guests),
    }


def _knocks(guest: Guest) -> bool:
    return guest.state == BARRED and guest.knocked_at is not None


def _line(guest: Guest, screen: Screen) -> GuestLine:
    asking = screen.room.state is State.ASKING
    called = guest.number in screen.roll.called if asking else None
    return GuestLine(guest, called, ticket(guest.number, guest.secret))


def steps_of(screen: Screen) -> list[Step]:
    """The steps of a room, first the one that leads on; those that are not open yet say when they are."""
    room, ways = screen.room, screen.room.course.steps
    number, last = room.round, room.round >= room.rounds
    end = Step(State.OVER, "End the room")
    onward = end if last else Step(State.ASKING, "Next file")
    match room.state:
        case State.LOBBY:
            return [Step(State.ASKING, "Open the first file"), end]
        case State.ASKING:
            first = Step(State.SHOWN, f"Close round {number}")
            skip = Step(State.ASKING, "Skip this file", "" if State.ASKING in ways else LAST)
            later = [Step(State.ASKING, "Next file", CLOSED), Step(State.RATING, "Rating round", CLOSED)]
            return [first, skip, *(later[last:]), end]
        case State.SHOWN:
            few = "" if len({call.number for call in screen.judged if call.round == number}) > 1 else FEW
            vote = [Step(State.VOTING, "Vote for a law")] if State.VOTING in ways else []
            return [onward, Step(State.RATING, "Rating round", few), *vote, *([] if last else [end])]
        case State.RATING:
            return [onward, Step(State.SHOWN, "Back to the file"), *([] if last else [end])]
        case State.VOTING:
            first = Step(State.ASKING, "Close the vote: next file")
            return [first, Step(State.SHOWN, "Back to the file"), end]
        case State.OVER:
            return [end]
