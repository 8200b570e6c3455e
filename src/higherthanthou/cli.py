"""The command ``higherthanthou``. Exit codes: 0 done, 1 refused with a sentence, 2 wrong usage."""

import gc
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from . import __version__
from .commands.database import board, db
from .commands.deck import deck
from .commands.deck_care import care
from .commands.host import host
from .commands.player import player
from .commands.shared import CommandError

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
deck.add_typer(care)
app.add_typer(deck, name="deck")
app.add_typer(host, name="host")
app.add_typer(player, name="player")
app.add_typer(db, name="db")
app.add_typer(board, name="board")


def main() -> None:
    """Run the command; a refusal is one sentence on standard error and exit code 1."""
    try:
        app()
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except KeyboardInterrupt:
        _refuse("Stopped.")
    except Exception as error:
        sentence = _sentence_of(error)
        if sentence is None:
            raise
        _refuse(sentence)


def _sentence_of(error: Exception) -> str | None:
    """What a refusal says; None for any other error. Commands that end well need none of these imports."""
    from .authoring.seeds.models import SeedError
    from .game.errors import Refusal
    from .settings import SettingsError
    from .store.engine.errors import Missing, StoreError, Unavailable

    if isinstance(error, CommandError | Refusal | SettingsError | SeedError | StoreError):
        return str(error)
    if isinstance(error, Missing):
        return "There is no such deck."
    if isinstance(error, Unavailable):
        return error.sentence
    if isinstance(error, UnicodeEncodeError):
        return "Something that was typed is no text in UTF-8."
    return None


def _refuse(sentence: str) -> None:
    typer.echo(sentence, err=True)
    sys.exit(1)


def _tell_version(asked: bool) -> None:
    if asked:
        typer.echo(f"higherthanthou {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Tell the version.")
    ] = False,
) -> None:
    """Higher Than Thou: does this stranger score higher or lower than you?"""


class ServeCommand(TyperCommand):
    """A command whose help ends with the settings; they are read for that help alone."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        from .settings import help_text

        self.epilog = help_text()
        super().format_help(ctx, formatter)


@app.command(cls=ServeCommand)
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes; SQLite allows one.")] = 1,
) -> None:
    """Create or upgrade the database, seed it if it is empty, and serve the game."""
    from .settings import read_settings

    settings = read_settings()
    gc.disable()  # a fifth of the start would be spent looking at what is imported; see garbage_collector.py
    from .serving import serve as serve_game

    serve_game(settings, host, port, workers)
