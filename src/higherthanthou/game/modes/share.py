"""Share texts of a run: a short one with symbols, and one in plain words."""

from collections.abc import Sequence

from ..deal import Side
from ..run import Run
from ..verdict import Truth, Verdict
from .mode import MISS, Mode

LONGEST_TRAIL = 30
RIGHT, WRONG, ON_CREDIT = "✓", "✗", "⊗"
LEGEND = f"{ON_CREDIT} a miss on credit"
_SIGNS = {Truth.HIGHER: "▲", Truth.LOWER: "▼", Truth.TIE: "="}
_SAID = {Side.HIGHER: "▲", Side.LOWER: "▼"}


def share_text(mode: Mode, title: str, run: Run, verdicts: Sequence[Verdict], url: str) -> str:
    """How the run ended; one sign for each judged file, oldest first; the address ``url``, which ends it.

    ``title`` is what was played: a deck, or the daily of a day. A file that was judged right is where it
    stood, a miss a sign of its own in that place, with another one if it was on credit, and a line that says
    what it means. In a mode that goes on after a miss, one line has the answers, the line below says which
    were right, and the mode may add to them.
    """
    trail = trail_lines(mode, run, verdicts)
    head = f"Higher Than Thou · {title} · {_short(mode, run.value)}"
    return "\n".join(line for line in (head, *trail, url) if line)


def trail_lines(mode: Mode, run: Run, verdicts: Sequence[Verdict], sides: bool = True) -> list[str]:
    """The lines of signs for judged files, the first one first; without ``sides`` only right and wrong."""
    if not sides:
        return [_rights(verdicts)]
    return _grid(mode, verdicts) if mode.turns else _trail(verdicts, _on_credit(run))


def signs_of(mode: Mode, run: Run, verdicts: Sequence[Verdict]) -> str:
    """One sign for each judged file: in a mode that goes on after a miss, right or wrong and no sides."""
    if mode.turns:
        return _rights(verdicts)
    return "".join([_sign(verdict, _on_credit(run)) for verdict in verdicts])


def _rights(verdicts: Sequence[Verdict]) -> str:
    return "".join(RIGHT if verdict.right else WRONG for verdict in verdicts)


def _short(mode: Mode, value: int) -> str:
    ending = str(mode.words.ending(value))
    return ending.removeprefix("A ").replace(" of ", " ", 1) if mode.turns is None else ending


def _on_credit(run: Run) -> set[int]:
    """The turns of the misses that ended nothing."""
    return {used.turn for used in run.used if used.kind == MISS}


def _trail(verdicts: Sequence[Verdict], on_credit: set[int]) -> list[str]:
    signs = "".join(_sign(verdict, on_credit) for verdict in verdicts[-LONGEST_TRAIL:])
    cut = "…" if len(verdicts) > LONGEST_TRAIL else ""
    return [cut + signs, LEGEND if ON_CREDIT in signs else ""]


def _sign(verdict: Verdict, on_credit: set[int]) -> str:
    if verdict.right:
        return _SIGNS[verdict.truth]
    return ON_CREDIT if verdict.turn in on_credit else WRONG


def _grid(mode: Mode, verdicts: Sequence[Verdict]) -> list[str]:
    said = "".join(_SAID[verdict.guess] for verdict in verdicts)
    return [said, _rights(verdicts), *mode.words.share_lines(verdicts)]


def words_only(mode: Mode, title: str, run: Run, verdicts: Sequence[Verdict], url: str) -> str:
    """The same for a screen reader: one or two sentences without symbols, and the address."""
    told = _in_a_row(run, verdicts) if mode.turns is None else _of_so_many(mode, run.value, verdicts)
    where = f" Play at {url}" if url else ""
    return f"Higher Than Thou, {title}: {told}.{where}"


def challenge_text(title: str, rights: Sequence[bool], url: str) -> str:
    """A share text that gives nothing away to whoever is to judge the same files: right and wrong alone.

    ``title`` is what was played, ``url`` the address of the challenge, which ends it.
    """
    signs = "".join([RIGHT if right else WRONG for right in rights[:LONGEST_TRAIL]])
    cut = "…" if len(rights) > LONGEST_TRAIL else ""
    head = f"Higher Than Thou · Challenge · {title} · {sum(rights)} of {len(rights)} right"
    return "\n".join([head, signs + cut, url])


def challenge_words(title: str, rights: Sequence[bool], url: str) -> str:
    """The same for a screen reader."""
    if len(rights) == 1:
        told, wait = f"{'right' if rights[0] else 'wrong'} about the one file", "file waits"
    else:
        told, wait = f"right about {sum(rights)} of {len(rights)} files", "files wait"
    return f"Higher Than Thou, a challenge on {title}: I was {told}. The same {wait} for you at {url}"


def _in_a_row(run: Run, verdicts: Sequence[Verdict]) -> str:
    streak, on_credit = run.value, _on_credit(run)
    missed = bool(verdicts) and not verdicts[-1].right and verdicts[-1].turn not in on_credit
    judged = {0: "the first file proved me wrong", 1: "I judged 1 file right"}.get(
        streak, f"I judged {streak} files right{'' if on_credit else ' in a row'}"
    )
    count = len(on_credit)
    spent = f", with {count} miss{'' if count == 1 else 'es'} on credit" if count else ""
    return judged + spent + (", and the next one wrong" if missed and streak else "")


def _of_so_many(mode: Mode, value: int, verdicts: Sequence[Verdict]) -> str:
    rights = sum(verdict.right for verdict in verdicts)
    calls = f"I was right about {rights} of {len(verdicts)} files"
    return calls if mode.daily else f"{calls}. {mode.words.ending(value)}"
