"""The wall of a room, for a projector: every state of it, and the QR code that leads into the room."""

from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from ...game.lab.law import own_law
from ...game.rooms.code import printed_code
from ...game.rooms.course import State
from ...game.rooms.ranks import ranked
from ...game.rooms.terms import Compared
from ...store.rooms import results
from ...store.rooms.rooms import Room
from ..html.qr_code import address_of, is_only_here, qr_file, qr_with_words
from ..html.render import is_fragment, render
from ..play.table import file_view
from ..polls.poll_view import result_view
from ..server import server_of
from .class_laws import law_view, model_of, weights_of
from .lookup import seat_of
from .room_words import AGAINST, announced, compared_with, next_files, place_of
from .screens import Screen, screen_of, tally
from .shown_view import shown_view
from .stars_view import columns_of, drifts, effect_of, strip_of

TOP, TEN = 5, 10
"""How many places the wall shows while a room goes on, and at its end."""

NAMED, LARGE = 30, 18
"""How many names the wall has room for in the lobby, and how many of them in large letters."""

IN_A_ROW = 14
"""The squares of those who are waited for: so many in a row at most."""

LINE = 44
"""Characters of a fact that the wall has room for in a line."""


async def show_wall(request: Request) -> Response:
    """GET /rooms/{code}/wall: page or fragment; 204 where ``seq`` and ``tally`` are those of now."""
    server, part, now = server_of(request), is_fragment(request), server_of(request).now()
    room = (await seat_of(request)).room
    if part and await is_current(request, room, now):
        return Response(None, 204, {"Cache-Control": "no-store"})
    screen = await server.database.read(partial(screen_of, room=room, now=now))
    if part and screen.follows is not None:
        away = {"HX-Redirect": f"/rooms/{screen.follows.code}/wall", "Cache-Control": "no-store"}
        return Response(None, 204, away)
    name = "rooms/_wall.html" if part else "rooms/wall.html"
    return render(request, name, unlisted=True, **wall_view(request, screen))


async def is_current(request: Request, room: Room, now: int) -> bool:
    """Whether the screen that asks has all there is to see, as its query says."""
    query = request.query_params
    if str(room.seq) != query.get("seq"):
        return False
    known = await server_of(request).database.read(partial(tally, room=room, now=now), short=True)
    return known == query.get("tally")


def wall_view(request: Request, screen: Screen) -> dict[str, Any]:
    """What the templates of the wall print."""
    room, deck, asked = screen.room, screen.deck, screen.asked
    name = asked.profile.name if asked else ""
    seen: dict[str, Any] = {"screen": screen, "room": room, "deck": deck, "words": deck.words}
    seen |= {"shown_code": printed_code(room.code), "place": place_of(room)}
    seen["against"] = AGAINST[Compared(room.against)]
    seen |= {"announced": announced(room, name), **address_pieces_of(request, room)}
    seen |= {"present": [guest for guest in screen.guests if guest.is_here], "named": NAMED, "large": LARGE}
    seen["law"] = law_view(screen.law, deck, room.round)
    if asked is not None:
        weighed = None if screen.law else deck.model
        seen["file"], seen["crowd"] = file_view(asked.profile, weighed), crowd_of(asked.profile)
        seen["compared"], seen["panel"] = compared_with(room, asked, deck)
        seen["squares"] = squares_of(screen.counts.awaited)
        seen["left"] = max(0, (room.deadline_at or 0) - server_of(request).now())
    if screen.shown is not None and screen.split is not None:
        seen["shown"] = shown_view(screen.shown, deck, screen.split, screen.judged)
    seen["top"] = top_of(screen, TEN if room.is_over else TOP) if room.ranks else []
    seen["drifts"] = drifts(screen) if room.state is State.RATING else []
    seen["strip"] = strip_of(seen["drifts"])
    if room.state is State.VOTING and (model := model_of(deck)):
        seen["next_files"] = next_files(room)
        seen["weights"] = weights_of(own_law(model).weights, model)
    poll = screen.poll
    seen["result"] = result_view(poll.result) if poll and poll.result and room.is_over else None
    if room.is_over:
        seen["effect"] = effect_of(screen.judged, screen.means, room.knob)
        seen["columns"] = columns_of(seen["effect"])
        seen["rated"] = bool(screen.means)
    return seen


def address_pieces_of(request: Request, room: Room) -> dict[str, Any]:
    """Where guests go, as it is typed, as a QR code that leads in, and whether only this computer can."""
    return {
        "join_at": address_of(request, "/join").partition("://")[2],
        "qr": qr_with_words(address_of(request, f"/j/{room.code}")),
        "only_here": is_only_here(request),
    }


def squares_of(awaited: int) -> list[range]:
    """Who is waited for, counted from 0, in as few rows as there may be, and as many in each."""
    rows = -(-awaited // IN_A_ROW) or 1
    each = -(-awaited // rows)
    return [range(at, min(at + each, awaited)) for at in range(0, awaited, each or 1)]


def crowd_of(profile: Any) -> str:
    """How close the facts of a file are set, by the lines that they take on the wall."""
    lines = sum(-(-len(fact.text) // LINE) for fact in profile.facts) + len(profile.withheld)
    return "few" if lines <= 6 else "some" if lines <= 9 else "more" if lines <= 11 else "many"


def top_of(screen: Screen, most: int) -> list[dict[str, Any]]:
    """The first places of a room, with names and when they came in."""
    rows = ranked(results.standing(screen.judged))
    joined = {guest.number: guest.joined_round for guest in screen.guests}
    names = screen.names
    return [
        {**place._asdict(), "name": names.get(place.number, ""), "since": joined.get(place.number, 0)}
        for place in rows[:most]
    ]


async def show_qr(request: Request) -> Response:
    """GET /rooms/{code}/qr.svg: the QR code of the address that leads into the room."""
    room = (await seat_of(request)).room
    drawn = qr_file(address_of(request, f"/j/{room.code}"))
    return Response(drawn, media_type="image/svg+xml", headers={"Cache-Control": "no-store"})
