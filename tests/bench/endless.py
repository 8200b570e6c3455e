"""The game as it is served, but for a streak that a miss does not end: every post of the load is a guess."""

import sys
from dataclasses import dataclass
from pathlib import Path

from higherthanthou.game.modes import MODES, Streak
from higherthanthou.serving import serve
from higherthanthou.settings import Settings


@dataclass(frozen=True, slots=True)
class Endless(Streak):
    """A streak without an end."""

    def is_over(self, turn: int, right: bool) -> bool:
        """Never."""
        return False


if __name__ == "__main__":
    folder, port = sys.argv[1:]
    MODES["streak"] = Endless()
    serve(
        Settings(data_dir=Path(folder), secret="x" * 32, runs_per_minute=0, new_players_per_hour=0),
        "127.0.0.1",
        int(port),
    )
