"""The daily of a deck: today's number, one's own days, and yesterday's ten, opened."""

from typing import Any, NamedTuple

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import Response

from ...game.modes import MODES
from ...game.modes.daily import FEWEST, day_of, days_in_a_row, last_closed, number_of
from ...making.daily_making import UNKNOWN, Dailies
from ...store.boards import boards
from ...store.days import days
from ...store.days.days import RevealedFile
from ...store.decks import decks
from ...store.decks.decks import Deck
from ...store.players import histories, players
from ...store.players.players import Owner
from ..boards.boards import found, none_open
from ..html.qr_code import address_of, canonical
from ..html.render import Page, is_fragment, render
from ..link_pictures.places import daily_preview
from ..play.modes.daily_pieces import date_said
from ..play.receipts import PrintedReceipt, explained_now
from ..server import server_of
from ..sessions.player_cookies import player_id_of

NONE = "This deck has no daily: one that was imported needs {:,} files, of which a third is kept for it."
ARCHIVED = "The deck is archived: no more dailies are drawn from it."
NEVER = "The deck is archived, and it never had a daily."
OWN = "This deck is your own, so your go does not rank."
SEVERAL = "Several hosts have signed in in this browser, so your go does not rank."
MET = "You have met one of these ten before, so your go does not rank."


class Today(NamedTuple):
    """The daily of today; ``run`` is the player's go, if there was one, ``over`` whether it has ended.

    ``closed`` says why there is no daily, ``unranked`` why the go of this player does not rank.
    """

    number: int
    date: str
    run: str | None
    over: bool
    row: int
    closed: str
    unranked: str


class YesterdaysFile(NamedTuple):
    """A file of the last day that is over, with its receipt, and the share in percent who said higher."""

    file: RevealedFile
    receipt: PrintedReceipt
    said_higher: int | None


async def show_daily(request: Request) -> Response:
    """GET /daily: today's number, one's streak of days, and yesterday's ten with their receipts."""
    server, wanted = server_of(request), request.query_params.get("deck")
    player_id, today = await player_id_of(request), day_of(server.now())
    before = last_closed(server.now())

    def load(connection: Connection) -> dict[str, Any]:
        known = decks.listed(connection)
        deck = _pick(connection, known, wanted, server.dailies)
        if deck is None:
            return {"known": known}
        yesterday = days.drawn(connection, deck, before)
        revealed = days.revealed(connection, deck.id, before) if yesterday else []
        return {
            "deck": deck,
            "today": _today(connection, player_id, deck, today, server.dailies),
            "yesterday": yesterday,
            "date": date_said(before),
            "number": number_of(before),
            "files": [_file(one, deck) for one in revealed],
            "histogram": _histogram(connection, deck, yesterday.version, before) if yesterday else {},
            "player": players.me(connection, player_id),
        }

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


def _today(connection: Connection, player_id: int | None, deck: Deck, today: int, dailies: Dailies) -> Today:
    run = days.entry(connection, player_id, deck.id, today) if player_id else None
    entered = days.days_played(connection, player_id, deck.id) if player_id else set()
    over = bool(run and player_id and histories.is_over(connection, player_id, run))
    row = days_in_a_row(entered, today)
    closed = "" if run else _closed(connection, deck, today, dailies)
    unranked = _unranked(connection, player_id, deck, today, run) if player_id else ""
    return Today(number_of(today), date_said(today), run, over, row, closed, unranked)


def _closed(connection: Connection, deck: Deck, today: int, dailies: Dailies) -> str:
    """Why there is no daily of a deck today, if there is none."""
    if deck.archived:
        return ARCHIVED if days.had_any(connection, deck.id) else NEVER
    if not MODES["daily"].suits(deck):
        return NONE.format(FEWEST)
    if dailies.has_none(deck) and days.drawn(connection, deck, today) is None:
        return UNKNOWN
    return days.OVER if days.is_over(connection, deck, today) else ""


def _unranked(connection: Connection, player_id: int, deck: Deck, today: int, run: str | None) -> str:
    """Why the go of a player does not rank, as far as that is known before it."""
    owner = players.owner(connection, player_id, deck.host_id)
    if owner is not Owner.NO:
        return OWN if owner is Owner.YES else SEVERAL
    if run is None:
        return MET if days.has_met_any(connection, player_id, deck.id, today) else ""
    return ""


def _file(one: RevealedFile, deck: Deck) -> YesterdaysFile:
    said = one.higher + one.lower
    share = round(100 * one.higher / said) if said else None
    return YesterdaysFile(one, explained_now(one.record, one.score, deck.model), share)


def _histogram(connection: Connection, deck: Deck, version: int, day: int) -> dict[int, int]:
    board = boards.board_name(deck.id, version, "daily", "today", boards.begin_of(day))
    return boards.players_by_value(connection, board)
