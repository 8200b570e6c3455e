"""A host's rooms: the open one first, the form that opens another, and those that are over."""

from typing import Any

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ....game.errors import Refusal
from ....game.rooms.code import printed_code
from ....game.rooms.course import MOST_KNOB, MOST_ROUNDS, MOST_SECONDS
from ....game.rooms.terms import Terms, read_terms
from ....store.decks import decks
from ....store.decks.decks import Deck
from ....store.hosts import drafts
from ....store.hosts.hosts import Host
from ....store.rooms import rooms
from ....store.rooms.opening import open_room
from ....store.rooms.rooms import Room
from ....store.tables import row_id_of
from ...forms.reading import read_form
from ...html.render import render
from ...http.idempotency import name_of
from ...server import server_of
from ...sessions.host_cookies import host_of
from ...sessions.player_cookies import write_as_player
from ..room_words import place_of

NO_DECK = "There is no such deck among yours and those that are listed."
FIELDS = ("deck", "rounds", "against", "reasons", "ranks", "names", "seconds", "phones", "knob", "poll")
USUAL = {"rounds": "10", "against": "mark", "reasons": "yes", "names": "alias", "phones": "yes", "knob": "20"}


async def show_rooms(request: Request) -> Response:
    """GET /host/rooms: ``deck`` may name the deck that is chosen in the form."""
    typed = dict.fromkeys(FIELDS, "") | USUAL | {"deck": request.query_params.get("deck", "")}
    return await _page(request, await host_of(request), typed)


async def _page(request: Request, host: Host, typed: dict[str, str], error: str = "") -> Response:
    def load(connection: Connection) -> dict[str, Any]:
        known = rooms.of_host(connection, host.id)
        titles = {room.deck_id: rooms.deck_of(connection, room).title for room in known}
        return {"known": known, "titles": titles, "decks": decks_for(connection, host)}

    found = await server_of(request).database.read(load)
    going = [room for room in found["known"] if not room.is_over]
    over = [room for room in found["known"] if room.is_over]
    seen = {"going": going, "over": over, "code_of": printed_code, "place_of": place_of, "error": error}
    seen |= {"most": {"rounds": MOST_ROUNDS, "seconds": MOST_SECONDS, "knob": MOST_KNOB}, "typed": typed}
    code = 422 if error else 200
    return render(request, "rooms/host_rooms.html", code, unlisted=True, host=host, **seen, **found)


def decks_for(connection: Connection, host: Host) -> list[Deck]:
    """The decks on which a host can open a room: the own ones first, unlisted too, then those listed."""
    mine = [own.deck for own in drafts.decks_of_host(connection, host.id) if own.deck.state == "published"]
    known = {deck.id for deck in mine}
    return mine + [deck for deck in decks.listed(connection) if deck.id not in known]


async def open_one(request: Request) -> Response:
    """POST /host/rooms: 303 to the page of the new room; the same form again leads to the same room."""
    host, form = await host_of(request), await read_form(request)
    typed = {field: form.get(field, "").strip() for field in FIELDS}
    try:
        terms = read_terms(typed)
        return await _opened(request, host, form, typed["deck"], terms)
    except Refusal as refusal:
        return await _page(request, host, typed, str(refusal))


async def _opened(request: Request, host: Host, form: dict[str, str], slug: str, terms: Terms) -> Response:
    server, room_id = server_of(request), row_id_of(name_of(request, host, form))

    def work(connection: Connection, player_id: int) -> Room:
        deck = next((deck for deck in decks_for(connection, host) if deck.slug == slug), None)
        if deck is None:
            raise Refusal(NO_DECK)
        now, rng = server.now(), server.rng
        return open_room(connection, deck, terms, player_id, host.id, now, rng, room_id=room_id)

    def lead_on(room: Room) -> Response:
        return RedirectResponse(f"/host/rooms/{room.code}", 303)

    return await write_as_player(request, work, lead_on, counted=False)
