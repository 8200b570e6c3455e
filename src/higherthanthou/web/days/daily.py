"""The daily of a deck: today's ten, one's own days, and the ten of the last day that is over, opened."""

from typing import Any

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import Response

from ...game.modes import MODES
from ...game.modes.daily import day_of, last_closed, number_of
from ...game.visits.calendar import SHOWN, WEEKDAYS, weeks
from ...making.daily_making import Dailies
from ...store.boards import boards
from ...store.days import attempts, days
from ...store.days.attempts import Attempt
from ...store.decks import decks
from ...store.decks.decks import Deck, namesakes
from ...store.players import players
from ..boards.boards import found, none_open
from ..html.fragments import kept_fragment
from ..html.pieces import Piece
from ..html.qr_code import address_of, canonical
from ..html.render import Page, is_fragment, render
from ..link_pictures.places import daily_preview
from ..play.modes.daily_pieces import date_said
from ..server import server_of
from ..sessions.player_cookies import player_id_of
from .opened import opened_files
from .other_dailies import MANY, other_dailies
from .today import ARCHIVED, todays_go

_calendar = kept_fragment("days/_calendar.html", "calendar")


async def show_daily(request: Request) -> Response:
    """GET /daily: today's ten, one's days with a calendar, and the last ten that lie open."""
    server, wanted = server_of(request), request.query_params.get("deck")
    player_id, now = await player_id_of(request), server.now()

    def load(connection: Connection) -> dict[str, Any]:
        known = decks.listed(connection)
        deck = _pick(connection, known, wanted, server.dailies)
        if deck is None:
            return {"known": known}
        player = players.me(connection, player_id)
        mine = attempts.all_since(connection, player.id, day_of(now) - SHOWN) if player else {}
        own = mine.get(deck.id, {})
        others = other_dailies(connection, known, deck, mine, server.dailies, player_id, day_of(now))
        return {
            "deck": deck,
            "player": player,
            "today": todays_go(connection, player_id if player else None, deck, own, now, server.dailies),
            "calendar": _calendar(weeks(day_of(now), _results(own)), WEEKDAYS) if player else Piece(),
            "others": others[:MANY],
            "more": len(others) > MANY,
            "twins": namesakes([deck, *(other.deck for other in others)]),
        } | _last_day(connection, deck, own, player_id, now)

    context = await server.database.read(load)
    if "deck" not in context:
        mode = MODES["daily"] if context["known"] else None
        return Page(none_open(is_fragment(request), "/daily", mode))
    deck = context["deck"]
    context |= {"archived": ARCHIVED, "canonical": canonical(request, f"/daily?deck={deck.slug}")}
    if not deck.archived:
        context["preview"] = daily_preview(deck, server.now(), server.settings, address_of(request))
    return render(request, "days/daily.html", unlisted=deck.unlisted, **context)


def _pick(connection: Connection, known: tuple[Deck, ...], slug: str | None, dailies: Dailies) -> Deck | None:
    """The deck asked for, whether or not it has a daily, or the first that has one; None if none has."""
    if slug:
        return found(connection, slug)
    return next((deck for deck in known if dailies.offers(MODES["daily"], deck)), None)


def _results(own: dict[int, Attempt]) -> dict[int, int]:
    return {day: attempt.right for day, attempt in own.items() if attempt.over}


def _last_day(
    connection: Connection, deck: Deck, own: dict[int, Attempt], player_id: int | None, now: int
) -> dict[str, Any]:
    """The latest day that is over: its number and date, and if it was drawn, what came of it."""
    before = last_closed(now)
    drawn, attempt = days.drawn(connection, deck, before), own.get(before)
    said: dict[str, Any] = {"date": date_said(before), "number": number_of(before), "yesterday": drawn}
    if drawn is None:
        return said
    board = boards.board_name(deck.id, drawn.version, "daily", "today", boards.begin_of(before))
    files = opened_files(connection, deck, before, attempt, player_id)
    return said | {
        "own": attempt,
        "files": files,
        "histogram": boards.players_by_value(connection, board),
    }
