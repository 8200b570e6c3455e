"""The report of a room, for its host: round by round and guest by guest, as a page and as CSV."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import Response

from ....authoring.deckfile.cells import csv_line, guarded
from ....game.polls.shift import PollResult
from ....game.profile import Shown
from ....game.rooms.accuracy import GapAccuracy, accuracy_by_gap
from ....game.rooms.class_law import ClassLaw, written
from ....game.rooms.code import printed_code, read_code
from ....game.rooms.ranks import ranked
from ....game.rooms.terms import Compared
from ....store.decks.decks import Deck
from ....store.rooms import files, guests, laws, results, rooms
from ....store.rooms.files import ShownFile
from ....store.rooms.guests import Guest
from ....store.rooms.results import JudgedCall
from ....store.rooms.room_poll import poll_of
from ....store.rooms.rooms import Room
from ...hosting.exports import csv_file
from ...html.render import render
from ...mirror.class_mirror import ClassMirror, class_mirror
from ...polls.poll_view import result_view
from ...server import server_of
from ...sessions.host_cookies import host_of
from ..class_laws import model_of, weights_of
from ..room_words import place_of
from ..shown_view import ShownView, shown_view

COLUMNS = ("guest", "round", "file", "score", "guess", "right", "reason", "called_at", "law")


class Report(NamedTuple):
    """A room with all files that were shown and the calls on them; nothing of the others is in it."""

    room: Room
    deck: Deck
    guests: list[Guest]
    files: list[ShownFile]
    calls: list[JudgedCall]
    means: dict[int, float]
    poll: PollResult | None
    laws: list[ClassLaw]
    mirrored: ClassMirror

    @property
    def names(self) -> dict[int, str]:
        """What each guest is called, by number; the number stands with a name that several have."""
        times = Counter(guest.name for guest in self.guests)
        return {
            guest.number: f"{guest.name} ({guest.number})" if times[guest.name] > 1 else guest.name
            for guest in self.guests
        }


def read_report(connection: Connection, host_id: int, code: str) -> Report:
    """Read the report of a room of this host; Missing if it is none."""
    room = rooms.own(connection, host_id, code)
    poll = poll_of(connection, room)
    return Report(
        room,
        rooms.deck_of(connection, room),
        guests.everybody(connection, room),
        files.shown_files(connection, room),
        results.judged_calls(connection, room),
        results.means(connection, room),
        poll.result if poll else None,
        laws.laws_of(connection, room),
        class_mirror(connection, room),
    )


def sums_of(report: Report) -> dict[str, Any]:
    """What the page has of sums: accuracy by gap, the poll, and the laws that have passed."""
    model = model_of(report.deck)
    passed = [(law, weights_of(law.weights, model)) for law in report.laws] if model else []
    poll = result_view(report.poll) if report.poll else None
    left_out = sum(1 for shown in report.files if shown.law)
    chained = report.room.against == Compared.BEFORE
    return {
        "accuracy": gaps_of(report), "left_out": left_out, "chained": chained, "poll": poll, "laws": passed,
    }  # fmt: skip


def gaps_of(report: Report) -> list[tuple[str, GapAccuracy]]:
    """How often the room was right, by how far files stood from what they were compared with, in words.

    Rounds in which a law of the room counts are left out: its scores lie otherwise.
    """
    deck, rounds = report.deck, files.by_deck(report.files, report.room)
    calls = ((abs(call.score - call.anchor), call.right) for call in report.calls if call.round in rounds)
    return [(_gap(step, deck), step) for step in accuracy_by_gap(calls, deck.high - deck.low)]


def _gap(step: GapAccuracy, deck: Deck) -> str:
    if step.high is None:
        return f"{deck.measure.distance(step.low)} or more"
    first = f"{deck.measure.distance(step.low)} to" if step.low else "up to"
    return f"{first} {deck.measure.distance(step.high)}"


async def own_report(request: Request) -> tuple[Any, Report]:
    """The host who asks, and the report of the room that the URL names, if it is theirs."""
    host, code = await host_of(request), read_code(request.path_params["code"]) or ""
    read = partial(read_report, host_id=host.id, code=code)
    return host, await server_of(request).database.read_slowly(read)


async def show_report(request: Request) -> Response:
    """GET /host/rooms/{code}/report."""
    host, report = await own_report(request)
    room, names = report.room, report.names
    seen: dict[str, Any] = {"room": room, "deck": report.deck, "shown_code": printed_code(room.code)}
    seen |= {"place": place_of(room), "rounds": [(one.round, _view(report, one)) for one in report.files]}
    rows = ranked(results.standing(report.calls))
    seen["standing"] = [{**row._asdict(), "name": names.get(row.number, "")} for row in rows]
    seen |= {
        "means": report.means,
        "words": report.deck.words,
        "mirrored": report.mirrored,
        **sums_of(report),
    }
    return render(request, "rooms/report.html", unlisted=True, host=host, **seen)


def _view(report: Report, shown: ShownFile) -> ShownView:
    split = results.split_at(report.calls, report.room, shown.round, report.means)
    return shown_view(shown, report.deck, split, report.calls)


async def export_report(request: Request) -> Response:
    """GET /host/rooms/{code}/report.csv: a row for each guest and each file that was shown."""
    _, report = await own_report(request)
    return csv_file("".join(csv_lines(report)), f"room-{report.room.code}.csv")


def csv_lines(report: Report) -> Iterator[str]:
    """The lines of the CSV, the head first; the cells of a call are empty where a guest made none."""
    yield csv_line(list(COLUMNS))
    called = {(call.round, call.number): call for call in report.calls}
    for number, name in report.names.items():
        for shown in report.files:
            score = report.deck.measure.plain(shown.score)
            call = called.get((shown.round, number))
            cells = [guarded(name), str(shown.round), guarded(shown.file.name), score]
            law = written(shown.law.weights) if shown.law else ""
            yield csv_line([*cells, *(_called(call, shown) if call else ("", "", "", "")), law])


def _called(call: JudgedCall, shown: ShownFile) -> tuple[str, str, str, str]:
    """What a guest said, whether it was right, because of what, and when (UTC)."""
    on_file = [entry.text for entry in shown.file.record if entry.shown is Shown.FILE]
    reason = "" if call.reason is None or call.reason >= len(on_file) else on_file[call.reason]
    moment = datetime.fromtimestamp(call.called_at / 1000, UTC).isoformat(timespec="seconds")
    return call.guess.value, "yes" if call.right else "no", guarded(reason), moment.replace("+00:00", "Z")
