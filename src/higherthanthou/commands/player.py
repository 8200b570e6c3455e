"""``higherthanthou player``: looking after players, on every deck."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from .shared import opened

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

player = typer.Typer(no_args_is_help=True, help="Hide, rename and remove players.")
Alias = Annotated[str, typer.Argument(help="Alias of the player.")]


@player.command("hide")
def hide(
    alias: Alias, undo: Annotated[bool, typer.Option("--undo", help="Show the alias again.")] = False
) -> None:
    """Hide an alias on every board and wall; its player is told, and may choose another."""
    from ..clock import milliseconds
    from ..store.boards import hidden_aliases
    from ..store.boards.hidden_aliases import EVERYWHERE

    def change(connection: "Connection", player_id: int, known: str) -> None:
        if undo:
            hidden_aliases.show(connection, player_id, known, EVERYWHERE)
        else:
            hidden_aliases.hide(connection, player_id, known, EVERYWHERE, milliseconds())

    known, _ = _change(alias, change)
    typer.echo(f"{known} is {'shown again' if undo else 'hidden everywhere'}.")


@player.command("rename")
def rename(alias: Alias) -> None:
    """Give a player a generated alias; the one of now cannot be chosen again."""
    from random import SystemRandom

    from ..clock import milliseconds
    from ..store.players import aliases

    def change(connection: "Connection", player_id: int, _: str) -> str:
        return aliases.take_away(connection, player_id, milliseconds(), SystemRandom())

    known, new = _change(alias, change)
    typer.echo(f"{known} is {new} now.")


@player.command("remove")
def remove(alias: Alias) -> None:
    """Erase a player with all runs and places on boards, as the player could."""
    from ..clock import milliseconds
    from ..store.players import players

    known, _ = _change(alias, lambda c, player_id, _: players.erase(c, player_id, milliseconds()))
    typer.echo(f"{known} is erased. A server that runs forgets the player within a minute.")


def _change(alias: str, fn: Callable[["Connection", int, str], str | None]) -> tuple[str, str | None]:
    """Change the player with that alias; return the alias that it was, and the result."""
    from ..store.players import aliases

    def work(connection: "Connection") -> tuple[str, str | None]:
        player_id = aliases.named(connection, alias)
        known = aliases.alias_of(connection, player_id)
        return known, fn(connection, player_id, known)

    with opened() as database:
        return database.write_now(work)
