"""A player's own pages: own score, alias, past runs, export, erasing."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ...accounts.aliases import accept_alias
from ...authoring.seeds.models import load_model
from ...caches.registry import forget_players
from ...game.errors import Refusal
from ...game.modes import CHALLENGES, OF_RUNS
from ...game.modes.daily import day_of, may_look_back
from ...game.receipt import own_record, receipt
from ...game.score import Band
from ...game.visits.own_play import first_played_day
from ...store.boards.hidden_aliases import NAMELESS, HiddenAlias, hidden_of
from ...store.decks import decks
from ...store.decks.decks import Deck
from ...store.engine.errors import Missing
from ...store.players import histories, players
from ...store.players.own_play import OwnPlay, own_play
from ...threads import in_thread
from ..forms.reading import read_form
from ..html.render import render
from ..play.intake import OWN_MODEL
from ..play.receipts import PrintedReceipt, printed
from ..play.result import UNPLAYED
from ..server import server_of
from ..sessions.player_cookies import drop_cookie, player_id_of, write_as_player
from .own_play_view import OwnPlayView, own_play_view


@dataclass(frozen=True, slots=True)
class RunLine:
    """A row in the list of past runs.

    ``review_url`` looks back at it, a form at ``challenge_url`` makes a challenge of it; both may be empty.
    """

    url: str
    deck_title: str
    mode_title: str
    value: str
    open: bool
    ranked: bool
    when: str
    review_url: str
    challenge_url: str


@dataclass(frozen=True, slots=True)
class PlayerPage:
    """A player's own page; ``hidden`` says where others do not read the alias, a sentence each."""

    alias: str
    own_score: int
    provisional: bool
    band: Band
    receipt: PrintedReceipt | None
    runs: tuple[RunLine, ...]
    play: OwnPlayView
    on_wall: bool
    replays: bool
    hidden: tuple[str, ...]
    name_error: str | None
    name_value: str


class Kept(NamedTuple):
    """What is read for that page: the player, past runs, where the alias is hidden, and a deck to play."""

    player: players.Me
    past: list[histories.PastRun]
    play: OwnPlay
    hidden: list[HiddenAlias]
    deck: Deck | None


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


async def agree_to_replays(request: Request) -> Response:
    """POST /me/replays: say whether others may look at the runs of this player from the boards."""
    consent = (await read_form(request)).get("consent", "")
    if consent not in ("yes", "no"):
        raise Refusal("Consent is yes or no.")
    return await write_as_player(
        request,
        lambda connection, player_id: players.agree_to_replays(connection, player_id, consent == "yes"),
        lambda _: RedirectResponse("/me#replays", 303),
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
    player_id, since = await player_id_of(request), first_played_day(day_of(server_of(request).now()))

    def load(connection: Connection) -> Kept | None:
        deck = next(iter(decks.listed(connection)), None)
        player = players.me(connection, player_id)
        if player is None:
            return None
        past, hidden = histories.past_runs(connection, player.id), hidden_of(connection, player.id)
        return Kept(player, past, own_play(connection, player.id, since), hidden, deck)

    kept = await server_of(request).database.read(load)
    if kept is None:
        return render(request, "players/me.html", status, me=None, name_error=error)
    player, deck = kept.player, kept.deck
    me = _me(kept, error, value or player.alias, server_of(request).now())
    lab_url = f"/lab/{deck.slug}" if deck is not None and deck.model == OWN_MODEL else ""
    return render(request, "players/me.html", status, me=me, deck=deck, player=player, lab_url=lab_url)


def _me(kept: Kept, error: str | None, value: str, now: int) -> PlayerPage:
    player, past, play, hidden, _ = kept
    model = load_model(OWN_MODEL)
    record = own_record(model, player.answers)
    return PlayerPage(
        alias=player.alias,
        own_score=player.own_score,
        provisional=player.provisional,
        band=model.band(player.own_score),
        receipt=None if player.provisional else printed(receipt(record, player.own_score, model)),
        runs=tuple(_past(run, now) for run in past),
        play=own_play_view(play, now),
        on_wall=player.on_wall,
        replays=player.replays,
        hidden=tuple(map(_hidden, hidden)),
        name_error=error,
        name_value=value,
    )


def _hidden(one: HiddenAlias) -> str:
    """Where others do not read the alias, and what they read there."""
    if one.taken_away:
        return "The alias you had was hidden everywhere by the operator of this server, and you got this one."
    left, right = "\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"
    instead = f"others read {left}{one.instead or NAMELESS}{right} in its place"
    boards = "on every board" if one.title is None else f"on the boards of {one.title}"
    return f"Your alias is hidden {boards}: {instead}."


def _past(run: histories.PastRun, now: int) -> RunLine:
    when = datetime.fromtimestamp(run.started_at / 1000, UTC).strftime("%d %B %Y, %H:%M UTC").lstrip("0")
    mode = OF_RUNS[run.mode]
    value = "" if run.open else str(mode.words.ending(run.value) if run.judged else UNPLAYED)
    url, may_look = f"/runs/{run.id}", run.judged and not run.open and may_look_back(run.day, now)
    review_url = f"{url}/review" if may_look else ""
    challenge_url = f"{url}/challenge" if may_look and run.mode in CHALLENGES else ""
    return RunLine(
        url, run.deck_title, mode.words.title, value, run.open, run.ranked, when, review_url, challenge_url
    )
