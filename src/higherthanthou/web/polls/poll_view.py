"""A poll as its templates print it: the two statements to answer, and the drawn result."""

from typing import NamedTuple

from ...game.polls.shift import FEWEST, PollResult, Shift, Spread, StatementResult
from ...game.polls.statements import FIELDS, MOST, STATEMENTS, Answer, Moment
from ...game.texts.signed import signed

STEP, BAR, GAP, HIGH = 30, 12, 2, 100
"""The drawn spread: how wide an answer, a bar and the gap between bars are, and how high the longest is."""


class Question(NamedTuple):
    """A statement with the field that answers it; ``chosen`` is the answer so far, or None."""

    field: str
    statement: str
    chosen: int | None


class PollForm(NamedTuple):
    """The two statements for somebody; ``kept`` if they have answered."""

    moment: Moment
    questions: tuple[Question, ...]
    kept: bool


class DrawnBar(NamedTuple):
    """A bar: where it stands, how high it is, and how many ``people`` gave that answer."""

    x: int
    y: int
    height: int
    people: int


class DrawnStatement(NamedTuple):
    """A statement with its bars before and after, either of which may be missing, and what they say."""

    statement: str
    before: tuple[DrawnBar, ...]
    after: tuple[DrawnBar, ...]
    means: str
    shift: str


class ResultView(NamedTuple):
    """The result of a poll; ``statements`` is empty if too few have answered for anything to be told."""

    answered: str
    statements: tuple[DrawnStatement, ...]


def form_for(moment: Moment, own: Answer | None, typed: dict[str, str] | None = None) -> PollForm:
    """The form for somebody who has answered, or not; ``typed`` are the fields of a form that was refused."""
    chosen: tuple[int | None, ...] = own or (None,) * len(FIELDS)
    if typed is not None:
        chosen = tuple(_typed(typed.get(field, "")) for field in FIELDS)
    questions = map(Question, FIELDS, STATEMENTS, chosen)
    return PollForm(moment, tuple(questions), own is not None)


def _typed(text: str) -> int | None:
    return int(text) if text in map(str, range(MOST + 1)) else None


def result_view(result: PollResult) -> ResultView:
    """The result as it is drawn: bars of one height stand for as many answers, under both statements."""
    answered = f"{result.before} answered before, {result.after} after, {result.both} both times."
    if not result.is_told:
        return ResultView(f"{answered} Nothing is told of fewer than {FEWEST}.", ())
    spreads = [spread for one in result.statements for spread in (one.before, one.after)]
    longest = max((max(spread.counts) for spread in spreads if spread is not None), default=1)
    return ResultView(answered, tuple([_drawn(one, longest) for one in result.statements]))


def _drawn(one: StatementResult, longest: int) -> DrawnStatement:
    before, after = _bars(one.before, GAP, longest), _bars(one.after, GAP + BAR + GAP, longest)
    return DrawnStatement(one.statement, before, after, _means(one), _shift(one.shift) if one.shift else "")


def _bars(spread: Spread | None, beside: int, longest: int) -> tuple[DrawnBar, ...]:
    if spread is None:
        return ()
    heights = [round(HIGH * count / longest) for count in spread.counts]
    return tuple(
        DrawnBar(STEP * at + beside, HIGH - height, height, count)
        for at, (height, count) in enumerate(zip(heights, spread.counts, strict=True))
    )


def _means(one: StatementResult) -> str:
    told = [
        f"{spread.mean:.1f} {when}"
        for spread, when in ((one.before, "before"), (one.after, "after"))
        if spread
    ]
    return f"On average {' and '.join(told)}." if told else f"Fewer than {FEWEST} answered."


def _shift(shift: Shift) -> str:
    """The paired shift in words: by how much, how sure that is, and how many went where."""
    moved = f"{shift.down} went down, {shift.up} up, {shift.same} stayed."
    between = f"between {signed(shift.low, 1)} and {signed(shift.high, 1)}"
    if not shift.is_told_from_chance:
        return f"{moved} A mean shift of {signed(shift.mean, 1)}, {between}: it may be chance."
    return f"{moved} A mean shift of {signed(shift.mean, 1)}, {between}: that is more than chance."
