"""The sums of a room as CSV: how often it was right by gap, the poll, and the laws that it voted for."""

from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import Response

from ....authoring.deckfile.cells import csv_line, guarded
from ....game.polls.shift import StatementResult
from ...hosting.exports import csv_file
from ..class_laws import model_of, weights_of
from .reports import Report, gaps_of, own_report

COLUMNS = ("about", "what", "value", "of")
Line = tuple[str, str, str, int]
"""What a row is about, what it tells, the value, and of how many calls, people or votes."""


async def export_sums(request: Request) -> Response:
    """GET /host/rooms/{code}/sums.csv: the sums of a report; nobody's name is in it."""
    _, report = await own_report(request)
    lines = [csv_line(list(COLUMNS))]
    for about, what, value, of in (*_accuracy(report), *_poll(report), *_laws(report)):
        lines.append(csv_line([about, guarded(what), value, str(of)]))
    return csv_file("".join(lines), f"room-{report.room.code}-sums.csv")


def _accuracy(report: Report) -> Iterator[Line]:
    for gap, step in gaps_of(report):
        yield "right by gap", gap, f"{step.right / step.called:.4f}", step.called


def _poll(report: Report) -> Iterator[Line]:
    for one in report.poll.statements if report.poll else ():
        yield from _statement(one)


def _statement(one: StatementResult) -> Iterator[Line]:
    for when, spread in (("before", one.before), ("after", one.after)):
        if spread:
            yield f"mean {when}", one.statement, f"{spread.mean:.2f}", sum(spread.counts)
    shift = one.shift
    if shift:
        for about, value in (("shift", shift.mean), ("shift from", shift.low), ("shift to", shift.high)):
            yield about, one.statement, f"{value:.2f}", shift.people


def _laws(report: Report) -> Iterator[Line]:
    model = model_of(report.deck)
    for law in report.laws if model else ():
        assert model is not None
        for one in weights_of(law.weights, model):
            rounds = f"rounds {law.first_round} to {law.last_round}"
            yield f"law of {rounds}", one.title, str(one.weight), law.votes
