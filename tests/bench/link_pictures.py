"""What a picture of a link takes: milliseconds of a processor by kind, kilobytes, and the process that draws.

    python tests/bench/link_pictures.py [--rounds 20] [--folder DIR]

The least of the rounds and their median; a busy machine has others take from the caches of the processor. With a folder
the pictures are written there, to be looked at.
"""

import argparse
import resource
import time
from pathlib import Path
from random import Random
from statistics import median

from higherthanthou.authoring.link_pictures.drawer import Drawer
from higherthanthou.authoring.link_pictures.drawing import png
from higherthanthou.authoring.link_pictures.place_picture import PlacePicture, place_svg
from higherthanthou.authoring.link_pictures.result_picture import JudgedFile, ResultPicture, result_svg
from higherthanthou.authoring.link_pictures.signs_picture import challenge_picture, daily_picture, signs_svg
from higherthanthou.authoring.pictures.portrait import choose_look, draw

HOST = "play.example"
FILE = JudgedFile(
    "The file that broke it", "22F-1908", "Josette Almqvist", "66 · gardener · Simo",
    (("Contract", "Threw a shared bicycle in a hedge"), ("Court", "Three judgments, none paid")),
    "602", "Lower", "▼", "▲", draw(choose_look(66, Random(3))),
)  # fmt: skip
RESULT = ResultPicture(
    "A streak of ", "12", "Citizens · Streak", "▲▼▲▲▼▼⊗▲▼▲▼▼▲✗", "You may use the good stamp.", HOST, FILE
)
DECK = PlacePicture("Citizen files", "Citizens", "3,000 files, score 350 to 950.", "Higher", "Lower", HOST)
PICTURES = {
    "result": lambda: result_svg(RESULT),
    "daily": lambda: signs_svg(daily_picture("Citizens", 4325, HOST)),
    "challenge": lambda: signs_svg(challenge_picture(12, "✓✓✓✓✓✓✗✓✓✓✓✓✓✗", "Citizens", HOST)),
    "deck": lambda: place_svg(DECK),
}


def spent(lay_out) -> tuple[float, bytes]:
    """Milliseconds of a processor for a picture, and the picture."""
    before = time.process_time()
    drawn = png(lay_out())
    return 1000 * (time.process_time() - before), drawn


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--rounds", type=int, default=20)
    asked.add_argument("--folder", type=Path)
    told = asked.parse_args()
    print(f"{'picture':<12}{'least':>8}{'median':>8}{'KB':>6}")
    for name, lay_out in PICTURES.items():
        rounds = [spent(lay_out) for _ in range(told.rounds)]
        times, drawn = [one for one, _ in rounds], rounds[0][1]
        print(f"{name:<12}{min(times):>8.1f}{median(times):>8.1f}{len(drawn) / 1000:>6.0f}")
        if told.folder:
            (told.folder / f"{name}.png").write_bytes(drawn)
    drawer, began = Drawer(), time.perf_counter()
    drawer.png(result_svg(RESULT))
    first = 1000 * (time.perf_counter() - began)
    drawer.close()
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"the first one by the process: {first:.0f} ms, {ended.ru_maxrss / 1024:.0f} MB at most")


if __name__ == "__main__":
    main()
