"""The command ``higherthanthou``. Exit codes: 0 done, 1 refused with a sentence, 2 wrong usage."""

import gc
import sys
from typing import Annotated

import typer

from . import __version__
from .commands.database import board, db
from .commands.deck import deck
from .commands.host import host
from .commands.shared import CommandError
from .settings import SettingsError, help_text, read_settings

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.add_typer(deck, name="deck")
app.add_typer(host, name="host")
app.add_typer(db, name="db")
app.add_typer(board, name="board")


def main() -> None:
    """Run the command; a refusal is one sentence on standard error and exit code 1."""
    from .authoring.seeds.models import SeedError
    from .game.errors import Refusal
    from .store.engine.errors import Missing, StoreError, Unavailable

    try:
        app()
    except (CommandError, Refusal, SettingsError, SeedError, StoreError) as error:
        _refuse(str(error))
    except Missing:
        _refuse("There is no such deck.")
    except Unavailable as error:
        _refuse(error.sentence)
    except UnicodeEncodeError:
        _refuse("Something that was typed is no text in UTF-8.")
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except KeyboardInterrupt:
        _refuse("Stopped.")


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


@app.command(epilog=help_text())
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes; SQLite allows one.")] = 1,
) -> None:
    """Create or upgrade the database, seed it if it is empty, and serve the game."""
    settings = read_settings()
    gc.disable()  # a sixth of the start would be spent looking for garbage among what is imported
    from .serving import serve as serve_game

    gc.enable()
    serve_game(settings, host, port, workers)
