"""The players of a deck: what they made of it, hiding an alias on its boards, and the results as CSV."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import Response

from ....authoring.deckfile.cells import csv_line, guarded
from ....game.errors import Refusal
from ....game.modes import MODES, Mode, mode_named
from ....store.boards import hidden_aliases, zeroing
from ....store.engine.errors import Missing
from ....store.hosts import results
from ....store.hosts.drafts import OwnDeck
from ....store.hosts.results import PlayerQuery, PlayerResult
from ....store.players import aliases
from ...forms.reading import read_form
from ...html.render import render
from ...server import Server, server_of
from ..confirmations import confirmation_of
from ..exports import csv_file
from .watched import back_to, change_watched, watched_deck

COLUMNS = ("player", "mode", "runs", "guesses", "right", "best", "last_day")
GONE = "Nobody who played this deck has that alias now; look at the list again."

Change = Callable[[Connection, OwnDeck, int, str], None]


async def show_players(request: Request) -> Response:
    """GET /host/decks/{deck}/players: those of a mode, by the page."""
    host, own = await watched_deck(request)
    wanted = _query(request, own)

    def load(connection: Connection) -> dict[str, Any]:
        starts = zeroing.starts(connection, own.deck.id)
        since = starts.get((own.deck.id, own.deck.version, wanted.mode))
        return {"page": results.page(connection, own, wanted), "since": since}

    found = await server_of(request).database.read_slowly(load)
    mode, modes = MODES[wanted.mode], modes_of(own)
    url = partial(_url, own, wanted)
    shown: dict[str, Any] = {"mode": mode, "modes": modes, "wanted": wanted, "url": url}
    done = confirmation_of(request)
    return render(request, "hosting/people/players.html", host=host, own=own, done=done, **shown, **found)


def modes_of(own: OwnDeck) -> tuple[Mode, ...]:
    """The modes that a deck can be played in."""
    return tuple(mode for mode in MODES.values() if mode.suits(own.deck))


def _query(request: Request, own: OwnDeck) -> PlayerQuery:
    """Which players the URL asks for; a page that is none is the first."""
    asked, number = request.query_params, request.query_params.get("page", "")
    return PlayerQuery(
        mode=mode_named(asked.get("mode", "streak")).key,
        version=_version(request, own),
        page=int(number) if number.isascii() and number.isdecimal() and len(number) < 7 else 1,
        words=asked.get("words", "").strip()[:100],
    )


def _version(request: Request, own: OwnDeck) -> int | None:
    return None if request.query_params.get("versions") == "all" else own.deck.version


def _url(own: OwnDeck, wanted: PlayerQuery, **other: Any) -> str:
    """The URL of a look at the players of a deck, with something else in it."""
    usual = {"mode": "streak", "versions": "", "words": "", "page": 1}
    versions = "all" if wanted.version is None else ""
    query = {"mode": wanted.mode, "versions": versions, "words": wanted.words, "page": wanted.page} | other
    told = urlencode({key: value for key, value in query.items() if value != usual[key]})
    return f"/host/decks/{own.deck.slug}/players" + (f"?{told}" if told else "")


async def look_after(request: Request) -> Response:
    """POST /host/decks/{deck}/players: hide an alias on the deck's boards, give another, or show it again."""
    await watched_deck(request)
    form, server = await read_form(request), server_of(request)
    alias, do = form.get("alias", ""), form.get("do", "")
    change = _changes(server).get(do)
    if change is None:
        raise Refusal("An alias is hidden, given another, or shown again.")

    def work(connection: Connection, own: OwnDeck) -> None:
        try:
            player_id, known = results.player_named(connection, own, alias)
        except Missing:
            raise Refusal(GONE) from None
        change(connection, own, player_id, known)

    own = await change_watched(request, work)
    mode = mode_named(form.get("mode", "streak"))
    return back_to(own, f"players?mode={mode.key}", do)


def _changes(server: Server) -> dict[str, Change]:
    """What can be done to an alias on the boards of a deck, by the value of its button."""

    def hide(connection: Connection, own: OwnDeck, player_id: int, alias: str) -> None:
        hidden_aliases.hide(connection, player_id, alias, own.deck.id, server.now())

    def give_another(connection: Connection, own: OwnDeck, player_id: int, alias: str) -> None:
        instead = aliases.free_alias(connection, server.rng)
        hidden_aliases.hide(connection, player_id, alias, own.deck.id, server.now(), instead)

    def show(connection: Connection, own: OwnDeck, player_id: int, alias: str) -> None:
        hidden_aliases.show(connection, player_id, alias, own.deck.id)

    return {"hide": hide, "rename": give_another, "show": show}


async def export_results(request: Request) -> Response:
    """GET /host/decks/{deck}/results.csv."""
    _, own = await watched_deck(request)
    read = partial(results.every, deck=own, version=_version(request, own))
    text = "".join(_lines(await server_of(request).database.read_slowly(read)))
    return csv_file(text, f"{own.deck.slug}-results.csv")


def _lines(found: list[PlayerResult]) -> Iterator[str]:
    """A row for each player and mode."""
    yield csv_line(list(COLUMNS))
    for one in found:
        best = "" if one.best is None else str(one.best)
        counts = map(str, (one.runs, one.guesses, one.right))
        yield csv_line([guarded(one.alias), one.mode, *counts, best, _iso_day(one.last)])


def _iso_day(at: int) -> str:
    """A time in milliseconds as a day (UTC), as a spreadsheet reads it."""
    return datetime.fromtimestamp(at / 1000, UTC).date().isoformat()
