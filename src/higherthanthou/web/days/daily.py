"""The daily of a deck: today's ten, one's own days, and the ten of the last day that is over, opened."""

from functools import partial
from typing import Any, NamedTuple

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import Response

from ...caches.cached import cached
from ...caches.sizes import RUNS
from ...game.modes import MODES
from ...game.modes.daily import day_of, last_closed
from ...game.visits.calendar import SHOWN, WEEKDAYS, weeks
from ...making.daily_making import Dailies
from ...store.days import attempts
from ...store.days.attempts import Attempt
from ...store.decks import decks
from ...store.decks.decks import Deck, namesakes
from ...store.players import players
from ..boards.boards import found, none_open
from ..html.fragments import fragment
from ..html.pieces import Piece
from ..html.qr_code import address_of, canonical
from ..html.render import Page, is_fragment, render
from ..html.skeleton import Skeleton
from ..link_pictures.places import daily_preview
from ..play.modes.daily_pieces import date_said
from ..server import server_of
from ..sessions.player_cookies import player_id_of
from ..shared import shared
from .opened import opened_day, own_calls
from .other_dailies import MANY, other_dailies
from .today import ARCHIVED, todays_go, why_closed

_calendar = fragment("days/_calendar.html", "calendar")


class ForAll(NamedTuple):
    """What the page has for everybody: the decks that pages list, and its deck if one has a daily.

    ``opened`` is the last day that is over, if it was drawn; ``closed`` why today's cannot be begun.
    """

    known: tuple[Deck, ...]
    deck: Deck | None
    opened: Skeleton | None = None
    closed: str = ""


async def show_daily(request: Request) -> Response:
    """GET /daily: today's ten, one's days with a calendar, and the last ten that lie open."""
    server, wanted = server_of(request), request.query_params.get("deck", "")
    player_id, now = await player_id_of(request), server.now()
    before = last_closed(now)

    def make(connection: Connection) -> ForAll:
        known = decks.listed(connection)
        deck = _pick(connection, known, wanted, server.dailies)
        if deck is None:
            return ForAll(known, None)
        closed = why_closed(connection, deck, day_of(now), server.dailies)
        return ForAll(known, deck, opened_day(connection, deck, before), closed)

    page = await shared(server, ("daily", wanted, day_of(now), before), make)
    deck = page.deck
    if deck is None:
        mode = MODES["daily"] if page.known else None
        return Page(none_open(is_fragment(request), "/daily", mode))
    read = partial(_own_parts, player_id=player_id, page=page, deck=deck, now=now, dailies=server.dailies)
    context = await server.database.read(read, short=True)
    context |= {"archived": ARCHIVED, "canonical": canonical(request, f"/daily?deck={deck.slug}")}
    context |= {"deck": deck, "date": date_said(before)}
    if not deck.archived:
        context["preview"] = daily_preview(deck, now, server.settings, address_of(request))
    return render(request, "days/daily.html", unlisted=deck.unlisted, **context)


def _own_parts(
    connection: Connection, player_id: int | None, page: ForAll, deck: Deck, now: int, dailies: Dailies
) -> dict[str, Any]:
    """What the page has of one player: today's go, the calendar, other decks, and one's own calls."""
    today, player = day_of(now), players.me(connection, player_id)
    known_id = player.id if player else None  # an erased player reads as a stranger
    mine = attempts.all_since(connection, player.id, today - SHOWN) if player else {}
    own = mine.get(deck.id, {})
    others = other_dailies(connection, page.known, deck, mine, dailies, known_id, today)
    opened = page.opened
    calls = own_calls(connection, own.get(last_closed(now)), known_id) if opened else {}
    return {
        "player": player,
        "today": todays_go(connection, known_id, deck, own, now, page.closed),
        "calendar": _drawn_calendar(today, _results(own)) if player else Piece(),
        "opened": Piece(opened.filled(calls)) if opened else Piece(),
        "others": others[:MANY],
        "more": len(others) > MANY,
        "twins": namesakes([deck, *(other.deck for other in others)]),
    }


@cached(RUNS, of_players=True)
def _drawn_calendar(today: int, results: frozenset[tuple[int, int]]) -> Piece:
    return _calendar(weeks(today, dict(results)), WEEKDAYS)


def _pick(connection: Connection, known: tuple[Deck, ...], slug: str | None, dailies: Dailies) -> Deck | None:
    """The deck asked for, whether or not it has a daily, or the first that has one; None if none has."""
    if slug:
        return found(connection, slug)
    return next((deck for deck in known if dailies.offers(MODES["daily"], deck)), None)


def _results(own: dict[int, Attempt]) -> frozenset[tuple[int, int]]:
    return frozenset((day, attempt.right) for day, attempt in own.items() if attempt.over)
