"""A player's own pages: own score, alias, past runs, export, erasing."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ...accounts.aliases import accept_alias
from ...authoring.seeds.models import load_model
from ...caches.registry import forget_players
from ...game.errors import Refusal
from ...game.modes import MODES
from ...game.receipt import own_record, receipt
from ...game.score import Band
from ...store.decks import decks
from ...store.decks.decks import Deck
from ...store.engine.errors import Missing
from ...store.players import histories, players
from ...threads import in_thread
from ..forms.reading import read_form
from ..html.render import render
from ..play.intake import OWN_MODEL
from ..play.receipts import PrintedReceipt, printed
from ..play.result import UNPLAYED
from ..server import server_of
from ..sessions.player_cookies import drop_cookie, player_id_of, write_as_player


@dataclass(frozen=True, slots=True)
class RunLine:
    """A row in the list of past runs."""

    url: str
    deck_title: str
    mode_title: str
    value: str
    open: bool
    ranked: bool
    when: str


@dataclass(frozen=True, slots=True)
class PlayerPage:
    """A player's own page."""

    alias: str
    own_score: int
    provisional: bool
    band: Band
    receipt: PrintedReceipt | None
    runs: tuple[RunLine, ...]
    on_wall: bool
    name_error: str | None
    name_value: str


async def show_me(request: Request) -> Response:
    """GET /me."""
    return await _page(request)


async def rename(request: Request) -> Response:
    """POST /me/name: another alias."""
    name = (await read_form(request)).get("name", "")
    try:
        alias = await in_thread(accept_alias, name)
        return await write_as_player(
            request,
            lambda connection, player_id: players.rename(connection, player_id, alias),
            lambda _: RedirectResponse("/me", 303),
        )
    except Refusal as refusal:
        return await _page(request, 422, str(refusal), name)


async def agree_to_wall(request: Request) -> Response:
    """POST /me/wall: say whether the wall may show the alias of this player when blacklisted."""
    consent = (await read_form(request)).get("consent", "")
    if consent not in ("yes", "no"):
        raise Refusal("Consent is yes or no.")
    return await write_as_player(
        request,
        lambda connection, player_id: players.agree_to_wall(connection, player_id, consent == "yes"),
        lambda _: RedirectResponse("/me#wall", 303),
    )


async def export(request: Request) -> Response:
    """GET /me/export: everything stored about this player."""
    player_id = await player_id_of(request)
    if player_id is None:
        raise Missing

    def work(connection: Connection) -> str:
        return json.dumps(histories.export(connection, player_id), ensure_ascii=False, indent=1)

    exported = await server_of(request).database.read_slowly(work)
    headers = {
        "Content-Disposition": 'attachment; filename="higher-than-thou.json"',
        "Cache-Control": "no-store",
    }
    return Response(exported, media_type="application/json", headers=headers)


async def delete(request: Request) -> Response:
    """POST /me/delete: erase this player."""
    server, player_id = server_of(request), await player_id_of(request)
    response = RedirectResponse("/", 303)
    if player_id is not None:
        await server.database.write(lambda connection: players.erase(connection, player_id, server.now()))
        forget_players({player_id})
    drop_cookie(server, response)
    return response


async def _page(request: Request, status: int = 200, error: str | None = None, value: str = "") -> Response:
    player_id = await player_id_of(request)

    def load(
        connection: Connection,
    ) -> tuple[players.Me | None, list[histories.PastRun], Deck | None]:
        deck = next(iter(decks.listed(connection)), None)
        return players.me(connection, player_id), histories.past_runs(connection, player_id), deck

    player, past, deck = await server_of(request).database.read(load)
    if player is None:
        return render(request, "players/me.html", status, me=None, name_error=error)
    me = _me(player, past, error, value or player.alias)
    return render(request, "players/me.html", status, me=me, deck=deck, player=player)


def _me(player: players.Me, past: list[histories.PastRun], error: str | None, value: str) -> PlayerPage:
    model = load_model(OWN_MODEL)
    record = own_record(model, player.answers)
    return PlayerPage(
        alias=player.alias,
        own_score=player.own_score,
        provisional=player.provisional,
        band=model.band(player.own_score),
        receipt=None if player.provisional else printed(receipt(record, player.own_score, model)),
        runs=tuple(_past(run) for run in past),
        on_wall=player.on_wall,
        name_error=error,
        name_value=value,
    )


def _past(run: histories.PastRun) -> RunLine:
    when = datetime.fromtimestamp(run.started_at / 1000, UTC).strftime("%d %B %Y, %H:%M UTC").lstrip("0")
    mode = MODES[run.mode]
    value = "" if run.open else str(mode.words.ending(run.value) if run.judged else UNPLAYED)
    return RunLine(f"/runs/{run.id}", run.deck_title, mode.words.title, value, run.open, run.ranked, when)
