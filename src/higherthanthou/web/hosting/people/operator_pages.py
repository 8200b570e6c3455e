"""The page of hosts who are operators: aliases on every deck, and the decks of everybody."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ....caches.registry import forget_players
from ....game.errors import Refusal
from ....store.boards import hidden_aliases
from ....store.boards.hidden_aliases import EVERYWHERE
from ....store.engine.errors import Missing
from ....store.hosts import drafts
from ....store.hosts.hosts import Host
from ....store.players import aliases, players
from ...forms.reading import read_form
from ...html.render import render
from ...server import Server, server_of
from ...sessions.host_cookies import host_of
from ..confirmations import confirmation_of

AT_MOST = 200
"""Hidden aliases, and decks, that the page lists."""

Change = Callable[[Connection, int, str], Any]


async def operator_of(request: Request) -> Host:
    """The host who asks, an operator; for anybody else the page is not there."""
    host = await host_of(request)
    if not host.operator:
        raise Missing
    return host


async def show_operator(request: Request) -> Response:
    """GET /host/operator."""
    return await _page(request, await operator_of(request))


async def _page(request: Request, host: Host, error: str = "", typed: str = "") -> Response:
    def load(connection: Connection) -> dict[str, Any]:
        return {
            "hidden": hidden_aliases.hidden_everywhere(connection, AT_MOST),
            "decks": drafts.published_decks(connection, AT_MOST),
        }

    found = await server_of(request).database.read_slowly(load)
    found |= {"typed": typed, "error": error, "done": "" if error else confirmation_of(request)}
    code = 422 if error else 200
    return render(request, "hosting/people/operator.html", code, host=host, **found)


async def look_after(request: Request) -> Response:
    """POST /host/operator: hide an alias everywhere, show it again, give another, or ask about removing."""
    host, server, form = await operator_of(request), server_of(request), await read_form(request)
    alias, do = form.get("alias", ""), form.get("do", "")
    if do == "remove":
        return await _ask_remove(request, host, alias)
    change = _changes(server).get(do)
    if change is None:
        raise Refusal("An alias is hidden, shown again, given another, or its player is removed.")
    return await _changed(request, host, alias, change, do)


async def _changed(request: Request, host: Host, alias: str, change: Change, done: str) -> Response:
    """Change the player with that alias; what was done, or the form again with what is wrong."""

    def work(connection: Connection) -> None:
        player_id = aliases.named(connection, alias)
        change(connection, player_id, aliases.alias_of(connection, player_id))

    try:
        await server_of(request).database.write(work)
    except Refusal as refusal:
        return await _page(request, host, str(refusal), alias)
    return RedirectResponse(f"/host/operator?done={done}", 303)


def _changes(server: Server) -> dict[str, Change]:
    """What can be done to an alias on every deck, by the value of its button."""

    def hide(connection: Connection, player_id: int, alias: str) -> None:
        hidden_aliases.hide(connection, player_id, alias, EVERYWHERE, server.now())

    def show(connection: Connection, player_id: int, alias: str) -> None:
        hidden_aliases.show(connection, player_id, alias, EVERYWHERE)

    def give_another(connection: Connection, player_id: int, _: str) -> None:
        aliases.take_away(connection, player_id, server.now(), server.rng)

    return {"hide": hide, "show": show, "rename": give_another}


async def _ask_remove(request: Request, host: Host, alias: str) -> Response:
    """The page that asks whether to remove a player."""

    def load(connection: Connection) -> str:
        return aliases.alias_of(connection, aliases.named(connection, alias))

    try:
        known = await server_of(request).database.read(load)
    except Refusal as refusal:
        return await _page(request, host, str(refusal), alias)
    return render(request, "hosting/people/remove.html", host=host, alias=known)


async def remove(request: Request) -> Response:
    """POST /host/operator/remove: erase a player, as the player could."""
    host, server = await operator_of(request), server_of(request)
    alias = (await read_form(request)).get("alias", "")
    erased: list[int] = []

    def erase(connection: Connection, player_id: int, _: str) -> None:
        players.erase(connection, player_id, server.now())
        erased.append(player_id)

    answer = await _changed(request, host, alias, erase, "removed")
    forget_players(set(erased))
    return answer
