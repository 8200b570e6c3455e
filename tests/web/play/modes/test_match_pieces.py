"""What match night shows of the file judged last."""

from higherthanthou.game.deal import Side
from higherthanthou.game.modes import MODES
from higherthanthou.game.run import Call, Run
from higherthanthou.web.play.modes.match_pieces import Liking, last_liking


def test_what_came_of_the_last_file() -> None:
    """Nothing before there is one; then whether it was liked, and liked back, and the gap."""
    assert last_liking([]) is None
    match, run = MODES["match"], Run(640)
    for turn, (like, score, liking) in enumerate(
        [
            (1, 800, Liking(True, False, 160)),
            (1, 700, Liking(True, True, 60)),
            (0, 640, Liking(False, False, 0)),
        ],
        1,
    ):
        run, verdict = match.guess(run, turn, Call(Side.HIGHER, like), score)
        assert last_liking([verdict]) == liking
