"""What a player may pass on of a run: a short text with signs, and its twin in plain words."""

from collections.abc import Sequence

from .run import Truth, Verdict

LONGEST_TRAIL = 30
_SIGNS = {Truth.HIGHER: "▲", Truth.LOWER: "▼", Truth.TIE: "="}


def share_text(deck: str, streak: int, verdicts: Sequence[Verdict], url: str) -> str:
    """The streak; a sign for each judged file, oldest first, with ✗ behind the miss; where to play."""
    trail = "".join(_SIGNS[v.truth] + ("" if v.right else "✗") for v in verdicts[-LONGEST_TRAIL:])
    dots = "…" if len(verdicts) > LONGEST_TRAIL else ""
    return "\n".join(
        line for line in (f"Higher Than Thou · {deck} · streak {streak}", dots + trail, url) if line
    )


def words_only(deck: str, streak: int, verdicts: Sequence[Verdict], url: str) -> str:
    """The same for ears: no signs, one sentence or two."""
    missed = bool(verdicts) and not verdicts[-1].right
    judged = {0: "the first file proved me wrong", 1: "I judged 1 file right"}.get(
        streak, f"I judged {streak} files right in a row"
    )
    end = ", and the next one wrong" if missed and streak else ""
    where = f" Play at {url}" if url else ""
    return f"Higher Than Thou, deck {deck}: {judged}{end}.{where}"
