"""Share texts of a run: a short one with symbols, and one in plain words."""

from collections.abc import Sequence

from ..deal import Side
from ..verdict import Truth, Verdict
from . import Mode

LONGEST_TRAIL = 30
_SIGNS = {Truth.HIGHER: "▲", Truth.LOWER: "▼", Truth.TIE: "="}
_SAID = {Side.HIGHER: "▲", Side.LOWER: "▼"}


def share_text(mode: Mode, title: str, value: int, verdicts: Sequence[Verdict], url: str) -> str:
    """How the run ended; a symbol for each judged file, oldest first, with ✗ after a miss; the address.

    ``title`` is what was played: a deck, or the daily of a day. In a mode that goes on after a miss, one line
    has the answers, and the line below says which were right.
    """
    trail = _grid(verdicts) if mode.turns else _trail(verdicts)
    head = f"Higher Than Thou · {title} · {_short(mode, value)}"
    return "\n".join(line for line in (head, trail, url) if line)


def _short(mode: Mode, value: int) -> str:
    ending = str(mode.words.ending(value))
    return ending.removeprefix("A ").replace(" of ", " ", 1) if mode.turns is None else ending


def _trail(verdicts: Sequence[Verdict]) -> str:
    signs = "".join(_SIGNS[v.truth] + ("" if v.right else "✗") for v in verdicts[-LONGEST_TRAIL:])
    return ("…" if len(verdicts) > LONGEST_TRAIL else "") + signs


def _grid(verdicts: Sequence[Verdict]) -> str:
    said = "".join(_SAID[verdict.guess] for verdict in verdicts)
    return f"{said}\n{''.join('✓' if verdict.right else '✗' for verdict in verdicts)}"


def words_only(mode: Mode, title: str, value: int, verdicts: Sequence[Verdict], url: str) -> str:
    """The same for a screen reader: one or two sentences without symbols."""
    told = _in_a_row(value, verdicts) if mode.turns is None else _of_so_many(mode, value, verdicts)
    where = f" Play at {url}" if url else ""
    return f"Higher Than Thou, {title}: {told}.{where}"


def _in_a_row(streak: int, verdicts: Sequence[Verdict]) -> str:
    missed = bool(verdicts) and not verdicts[-1].right
    on_credit = sum(not verdict.right for verdict in verdicts[:-1])
    judged = {0: "the first file proved me wrong", 1: "I judged 1 file right"}.get(
        streak, f"I judged {streak} files right{'' if on_credit else ' in a row'}"
    )
    spent = f", with {on_credit} miss{'' if on_credit == 1 else 'es'} on credit" if on_credit else ""
    return judged + spent + (", and the next one wrong" if missed and streak else "")


def _of_so_many(mode: Mode, value: int, verdicts: Sequence[Verdict]) -> str:
    rights = sum(verdict.right for verdict in verdicts)
    calls = f"I was right about {rights} of {len(verdicts)} files"
    return calls if mode.daily else f"{calls}. {mode.words.ending(value)}"
