"""The leaderboard and the wall."""

from collections.abc import Callable, Hashable
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy.engine import Connection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from ...game.errors import Refusal
from ...game.modes import MODES, Mode, mode_named
from ...game.season import NamedSeason, named
from ...store.boards import boards, walls
from ...store.boards.boards import PERIODS
from ...store.decks import decks, seasons
from ...store.decks.decks import Deck
from ..html.qr_code import address_of, address_pieces, canonical
from ..html.render import Page, is_fragment, rendered, said_aloud
from ..html.skeleton import Skeleton, hole
from ..server import server_of
from ..sessions.player_cookies import player_id_of
from ..shared import shared
from .board_view import NOWHERE, Asked, Board, BoardPage, Place, read_board, read_place

WALL, NAMED = 10, 6
MANY = 8
"""With more decks than this, one chooses from a list instead of from links."""


async def leaderboard(request: Request) -> Response:
    """GET /leaderboard."""
    server, query, part = server_of(request), request.query_params, is_fragment(request)
    mode, slug = mode_named(query.get("mode", "streak")), query.get("deck")
    period, season = period_named(query.get("period", "week")), query.get("season")

    def make(connection: Connection) -> BoardPage | bytes:
        known = decks.listed(connection)
        deck = pick(connection, known, slug, mode)
        if deck is None:
            return none_open(part, "/leaderboard", mode if known else None)
        named_seasons = named(seasons.of_deck(connection, deck.id), server.now())
        earlier = pick_season(named_seasons, season) if season else None
        when = "all" if earlier else period
        board = read_board(connection, Asked(deck, mode, when, boards.SHOWN, earlier), server.now())
        name = "boards/_board.html" if part else "boards/board.html"
        listed = known if deck in known else (*known, deck)
        shown = {"decks": listed, "board": board, "modes": tuple(MODES.values()), "periods": PERIODS}
        here = f"/leaderboard?deck={deck.slug}&mode={mode.key}"
        here += f"&season={earlier.version}" if earlier else ""
        shown |= {"seasons": named_seasons[::-1], "many": MANY, "canonical": canonical(request, here)}
        return BoardPage(board, lambda own: rendered(name, "/leaderboard", own=own, **shown))

    found = await show_board(request, ("board", slug, mode.key, period, season, part), make)
    if isinstance(found, bytes):
        return Page(found)
    page, place = found
    body = page.show(place)
    if part:
        body += said_aloud(_said(page.board, page.players(place))).encode()
    return Page(body, unlisted=page.board.deck.unlisted)


def period_named(name: str) -> str:
    """One of the periods; Refusal for anything else."""
    if name not in PERIODS:
        raise Refusal("A board is for today, for the week or for all time.")
    return name


async def show_board(
    request: Request, key: Hashable, make: Callable[[Connection], BoardPage | bytes]
) -> tuple[BoardPage, Place] | bytes:
    """A page with a board, and where the player who asks stands on it; or a page that says there is none.

    The page is that of this second. If a player's own row has moved within its first rows since, it is made
    anew.
    """
    server, player_id = server_of(request), await player_id_of(request)
    page = await shared(server, key, make)
    if isinstance(page, bytes) or player_id is None:
        return page if isinstance(page, bytes) else (page, NOWHERE)
    place = await server.database.read(partial(read_place, board=page.board, player_id=player_id), short=True)
    if not page.agrees(player_id, place):
        page = await shared(server, key, make, anew=True)
    return page if isinstance(page, bytes) else (page, place)


def _said(board: Board, count: int) -> str:
    """What a screen reader hears: which board it is, and how many are on it."""
    when = {"today": "today", "week": "this week", "all": "all time"}[board.period]
    when = board.season.name if board.season else when
    players = "1 player" if count == 1 else f"{count:,} players"
    return f"{board.mode.words.board_title}, {board.deck.title}, {when}: {players}."


class WallPage(NamedTuple):
    """The wall as everybody sees it, but for the address, and whether its deck is unlisted."""

    skeleton: Skeleton
    unlisted: bool


async def wall(request: Request) -> Response:
    """GET /wall: the board of the week, and blacklisted players who agreed to be shown."""
    server, query, part = server_of(request), request.query_params, is_fragment(request)
    mode, slug = mode_named(query.get("mode", "streak")), query.get("deck")

    def make(connection: Connection) -> WallPage:
        now, known = server.now(), decks.listed(connection)
        deck = pick(connection, known, slug, mode)
        board = read_board(connection, Asked(deck, mode, "week", WALL), now) if deck else None
        blacklisted = walls.blacklisted(connection, now, NAMED, deck.id if deck else None)
        name = "boards/_wall.html" if part else "boards/wall.html"
        shown: dict[str, Any] = {"board": board, "known": known, "slug": slug}
        shown |= {"mode": mode, "blacklisted": blacklisted, "play_at": hole("play_at"), "qr": hole("qr")}
        shown["canonical"] = canonical(
            request, f"/wall?deck={deck.slug}&mode={mode.key}" if deck else "/wall"
        )
        return WallPage(Skeleton(rendered(name, "/wall", **shown)), deck is not None and deck.unlisted)

    page = await shared(server, ("wall", slug, mode.key, part), make)
    address = address_of(request, f"/decks/{slug}" if slug else "")
    return Page(page.skeleton.filled(address_pieces(address)), unlisted=page.unlisted)


def pick(connection: Connection, known: tuple[Deck, ...], slug: str | None, mode: Mode) -> Deck | None:
    """The deck asked for, archived or not; without a slug, the first open deck that suits the mode, or None.

    HTTPException 404 if there is no such deck, Refusal if the mode cannot be played with it.
    """
    if not slug:
        return next(filter(mode.suits, known), None)
    deck = found(connection, slug)
    mode.refuse_unless_suits(deck)
    return deck


def pick_season(known: list[NamedSeason], version: str) -> NamedSeason | None:
    """The season with that version, None if it goes on still; HTTPException 404 if there is none."""
    one = next((season for season in known if str(season.version) == version), None)
    if one is None:
        raise HTTPException(404, "There is no such season of this deck.")
    return None if one.is_open else one


def found(connection: Connection, slug: str) -> Deck:
    """The deck with that slug, archived or not; HTTPException 404 if there is none."""
    deck = decks.find(connection, slug)
    if deck is None:
        raise HTTPException(404, "There is no such deck.")
    return deck


def none_open(part: bool, here: str, mode: Mode | None) -> bytes:
    """The page, or its part, that says that no deck is open, or none of those that are for this mode."""
    name = "front/_none_open.html" if part else "front/none_open.html"
    return rendered(name, here, mode=mode).encode()
