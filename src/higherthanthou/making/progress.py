"""What the command line shows while a deck is made. A server shows none, so it is loaded late."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress


def console() -> "Console":
    """Standard error, for what is said beside the bar."""
    from rich.console import Console

    return Console(stderr=True)


def bar() -> "Progress":
    """A progress bar on standard error."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    title = TextColumn("{task.description}", markup=False)
    return Progress(title, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console())
