"""The game as it is served, but for streaks and chains that a miss does not end: every post is a guess.

Its limits are those of everybody; whoever asks says as a proxy does for whom.
"""

import sys
from pathlib import Path

from higherthanthou.game.modes import MODES, OF_RUNS
from higherthanthou.game.modes.chain import Chain
from higherthanthou.game.modes.mode import Settled
from higherthanthou.game.modes.streak import Streak
from higherthanthou.game.run import Run
from higherthanthou.game.verdict import Verdict
from higherthanthou.serving import serve
from higherthanthou.settings import Settings


class EndlessStreak(Streak):
    """A streak without an end."""

    def settle(self, run: Run, verdict: Verdict) -> Settled:
        """Go on."""
        return Settled(int(verdict.right), run.anchor, False)


class EndlessChain(Chain):
    """A chain without an end."""

    def settle(self, run: Run, verdict: Verdict) -> Settled:
        """Go on from whoever was judged."""
        return Settled(int(verdict.right), verdict.score, False)


if __name__ == "__main__":
    folder, port, *url = sys.argv[1:]
    for modes in (MODES, OF_RUNS):  # one to begin runs with, one for those that are read again
        modes.update(streak=EndlessStreak(), chain=EndlessChain())
    serve(
        Settings(
            data_dir=Path(folder),
            database_url="".join(url),
            secret="x" * 32,
            trusted_proxy="127.0.0.1",
        ),
        "127.0.0.1",
        int(port),
    )
